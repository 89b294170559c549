//! [`alinea::api`] as a WebAssembly module without imports: a call in text goes in, its answer comes out.
//!
//! A caller asks for room ([`alinea_input`]), writes a call there, makes it ([`alinea_call`]) and reads the answer at
//! [`alinea_output`]; `alinea.mjs` does so for JavaScript. Rulesets that `hold` keeps live as long as the instance. A
//! panic ends the instance with a trap; then nothing it says counts, and another one must be made.

#![expect(unsafe_code, reason = "exports are named with #[unsafe(no_mangle)]; nothing else here is unsafe")]

use std::cell::RefCell;

use alinea::api::{Held, call_text};

/// What an instance keeps: a module of one thread has one.
#[derive(Default)]
struct Door {
    held: Held,
    input: Vec<u8>,
    output: String,
}

thread_local! {
    static DOOR: RefCell<Door> = RefCell::default();
}

/// Makes room for a call of so many bytes, and gives its address.
#[unsafe(no_mangle)]
pub extern "C" fn alinea_input(bytes: usize) -> usize {
    DOOR.with_borrow_mut(|door| {
        door.input = vec![0; bytes];
        door.input.as_mut_ptr().expose_provenance()
    })
}

/// Makes the call that was written, as [`call_text`] reads it, and gives the length of the answer in bytes.
///
/// The room of the call is given back; that of the answer is kept until the next one.
#[unsafe(no_mangle)]
pub extern "C" fn alinea_call() -> usize {
    DOOR.with_borrow_mut(|door| {
        let input = std::mem::take(&mut door.input);
        door.output = call_text(&door.held, &input);
        door.output.len()
    })
}

/// The address of the last answer, UTF-8.
#[unsafe(no_mangle)]
pub extern "C" fn alinea_output() -> usize {
    DOOR.with_borrow(|door| door.output.as_ptr().expose_provenance())
}
