//! Benchmarks: `cargo xtask bench [PART …]` runs all or the named parts and prints one table. A
//! figure comes with its n.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops and says where")]

mod bare;
mod panel;
mod peer;
mod process;
mod pure;
mod sync;
mod table;

/// A part by its name.
type Part = (&'static str, fn(&mut table::Table));

const PARTS: [Part; 4] =
    [("pure", pure::run), ("sync", sync::run), ("peer", peer::run), ("panel", panel::run)];

fn main() {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let known = |name: &String| PARTS.iter().any(|(part, _)| part == name);
    assert!(named.iter().all(known), "parts are: pure, sync, peer, panel");
    let mut table = table::Table::default();
    for (name, run) in PARTS {
        if named.is_empty() || named.iter().any(|it| it == name) {
            run(&mut table);
        }
    }
    table.print();
}
