//! The `alinea` program.

fn main() -> std::process::ExitCode {
    alinea::cli::run()
}
