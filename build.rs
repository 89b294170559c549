//! The recueils are built into the program: a change to one of them builds it anew.

fn main() {
    println!("cargo:rerun-if-changed=rulesets");
    println!("cargo:rerun-if-changed=grammar/alinea.pest");
}
