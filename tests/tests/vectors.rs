//! The byte vectors of the protocol, natively. `cargo xtask vectors` runs them in WebAssembly.

use interlude_tests::vectors;

#[test]
fn every_byte_is_as_the_independent_implementation_wrote_it() {
    let outcomes = vectors::run();
    let failed: Vec<String> = outcomes
        .iter()
        .filter_map(|it| Some(format!("{}: {}", it.name, it.error.as_ref()?)))
        .collect();
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), outcomes.len(), failed.join("\n"));
    assert!(outcomes.len() > 70, "only {} cases ran", outcomes.len());
}
