//! Writes the Kotlin, Swift and Python sides of the boundary.

fn main() {
    uniffi::uniffi_bindgen_main();
}
