//! Benchmarks: `cargo xtask bench [PART …]` runs all or the named parts and prints one table. A
//! figure comes with its n.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops and says where")]

mod bare;
mod large;
mod outcomes;
mod panel;
mod peer;
mod process;
mod pure;
mod scoring;
mod sign_in;
mod sync;
mod table;

/// A part by its name.
type Part = (&'static str, fn(&mut table::Table));

const PARTS: [Part; 8] = [
    ("pure", pure::run),
    ("scoring", scoring::run),
    ("sync", sync::run),
    ("peer", peer::run),
    ("panel", panel::run),
    ("large", large::run),
    ("outcomes", outcomes::run),
    ("sign_in", sign_in::run),
];

fn main() {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let known = |name: &String| PARTS.iter().any(|(part, _)| part == name);
    assert!(
        named.iter().all(known),
        "parts are: pure, scoring, sync, peer, panel, large, outcomes, sign_in"
    );
    let mut table = table::Table::default();
    load(&mut table, "machine's load before");
    for (name, run) in PARTS {
        if named.is_empty() || named.iter().any(|it| it == name) {
            run(&mut table);
        }
    }
    load(&mut table, "machine's load after");
    table.print();
}

/// The machine's load, for the table: other work makes every figure worse.
fn load(table: &mut table::Table, when: &str) {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').take(3).collect::<Vec<_>>().join(" ");
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    table.add(when, 1, load, &format!("1, 5 and 15 minutes, on {threads} threads"));
}
