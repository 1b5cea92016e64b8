//! Generates the Kotlin, Swift and Python bindings.

fn main() {
    uniffi::uniffi_bindgen_main();
}
