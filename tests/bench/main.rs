//! Benchmarks: `cargo xtask bench` runs this and prints one table. A figure comes with its n.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops and says where")]

mod pure;
mod sync;
mod table;

fn main() {
    let mut table = table::Table::default();
    pure::scoring(&mut table);
    pure::crisis(&mut table);
    pure::sealing(&mut table);
    sync::run(&mut table);
    table.print();
}
