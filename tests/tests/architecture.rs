//! Rules about the source that neither compiler nor clippy checks. Exceptions are listed here with
//! their reasons.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use source::{Source, idents_after, json, lines_with, read, root, rust_in, sources_in};

/// Most packages in Cargo.lock. Raise it in the commit that needs it, and give the reason there.
const PACKAGE_BUDGET: usize = 344;

/// The library crates of core: folder, crate name, and the crates of ours that it may name.
const CRATES: &[(&str, &str, &[&str])] = &[
    ("core/protocol", "interlude_protocol", &[]),
    ("core/clinical", "interlude_clinical", &["interlude_protocol"]),
    ("core/client", "interlude_client", &["interlude_protocol", "interlude_clinical"]),
];

/// The modules of a crate, in the order of their `mod` lines.
fn layers(folder: &str) -> Vec<String> {
    let lib = read(&format!("{folder}/src/lib.rs"));
    let module = |line: &str| {
        let line = line.trim().strip_prefix("pub ").unwrap_or_else(|| line.trim());
        Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())
    };
    lib.lines().filter_map(module).collect()
}

#[track_caller]
fn none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

#[test]
fn a_module_of_core_uses_only_modules_above_it() {
    let mut found = Vec::new();
    for (folder, _, _) in CRATES {
        let layers = layers(folder);
        assert!(layers.len() > 4, "{folder}/src/lib.rs lists its modules one per line: {layers:?}");
        for (position, module) in layers.iter().enumerate() {
            let below: BTreeSet<&str> = layers[position + 1..].iter().map(String::as_str).collect();
            let file = format!("{folder}/src/{module}.rs");
            let inside = format!("{folder}/src/{module}/");
            let own = |it: &Source| it.path == file || it.path.starts_with(&inside);
            for source in rust_in(folder).iter().filter(|it| own(it)) {
                for used in idents_after("crate::", &source.product()) {
                    if below.contains(used.as_str()) {
                        found.push(format!("{} uses {used}, listed below {module}", source.path));
                    }
                }
            }
        }
    }
    none("a module uses only modules listed above it in lib.rs", &found);
}

#[test]
fn a_crate_of_core_names_only_the_crates_below_it() {
    let mut found = Vec::new();
    for (folder, own, allowed) in CRATES {
        let manifest = read(&format!("{folder}/Cargo.toml"));
        for (_, other, _) in CRATES.iter().filter(|(_, it, _)| it != own && !allowed.contains(it)) {
            if manifest.contains(&other.replace('_', "-")) {
                found.push(format!("{folder}/Cargo.toml depends on {other}"));
            }
        }
    }
    none("clinical uses protocol, client uses both, protocol uses neither", &found);
}

#[test]
fn files_of_a_folder_do_not_import_each_other_in_a_circle() {
    let sources = rust_in(".");
    let folder_of = |path: &str| path.rsplit_once('/').map_or("", |it| it.0).to_owned();
    let module_of =
        |path: &str| path.rsplit('/').next().unwrap().trim_end_matches(".rs").to_owned();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources.iter().filter(|it| module_of(&it.path) != "mod") {
        let folder = folder_of(&source.path);
        let product = source.product();
        let from_root = folder.split_once("src/").map(|it| it.1.replace('/', "::"));
        let mut named = idents_after("super::", &product);
        if let Some(from_root) = from_root {
            named.extend(idents_after(&format!("crate::{from_root}::"), &product));
        }
        let siblings = named.into_iter().map(|name| format!("{folder}/{name}.rs"));
        let known = siblings.filter(|it| sources.iter().any(|source| source.path == *it));
        uses.insert(source.path.clone(), known.filter(|it| *it != source.path).collect());
    }
    let reached = |from: &str| {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut left = vec![from.to_owned()];
        while let Some(next) = left.pop() {
            for used in uses.get(&next).into_iter().flatten() {
                if seen.insert(used.clone()) {
                    left.push(used.clone());
                }
            }
        }
        seen
    };
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for file in uses.keys().filter(|it| reached(it).contains(*it)) {
        let mates = reached(file).into_iter().filter(|it| reached(it).contains(file));
        circles.insert(mates.collect());
    }
    let found: Vec<String> = circles.iter().map(|circle| circle.join(", ")).collect();
    none("imports of files in a folder go one way", &found);
}

#[test]
fn core_has_no_features_but_one_for_generated_types() {
    let found = lines_with(&rust_in("core"), &["cfg(feature", "cfg_attr(feature", "cfg!(feature"]);
    let derives = r#"#[cfg_attr(feature = "types", derive(ts_rs::TS))]"#;
    let found: Vec<_> = found.into_iter().filter(|it| !it.ends_with(derives)).collect();
    none("features of core only derive types for the browser", &found);
}

#[test]
fn target_cfgs_appear_only_where_back_ends_are_chosen() {
    let allowed = [
        // SQLite is not built for the browser.
        "core/client/src/lib.rs",
        "core/protocol/src/primitive/mod.rs",
        "core/client/src/crypto/mod.rs",
        "ffi/src/lib.rs",
        // The vectors run in the browser's build, everything else of this package natively.
        "tests/src/lib.rs",
    ];
    let found = lines_with(&rust_in("."), &["target_arch", "target_family", "target_os"]);
    let found = found.into_iter().filter(|it| !allowed.iter().any(|file| it.starts_with(file)));
    none("cfg(target_arch) chooses a back end or a host, nothing else", &found.collect::<Vec<_>>());
}

#[test]
fn core_names_no_host_and_no_web_framework() {
    let foreign = ["uniffi", "wasm_bindgen", "js_sys", "web_sys", "axum", "tokio"];
    none("core is portable", &lines_with(&rust_in("core"), &foreign));
    for (folder, _, _) in CRATES {
        let manifest = read(&format!("{folder}/Cargo.toml"));
        let product = manifest.split("[dev-dependencies]").next().unwrap();
        for name in ["uniffi", "wasm-bindgen", "js-sys", "web-sys", "axum", "tokio"] {
            assert!(!product.contains(name), "{folder}/Cargo.toml names {name}");
        }
    }
}

#[test]
fn the_server_is_built_without_code_that_can_decrypt() {
    let tree = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["tree", "--locked", "--package", "interlude-server", "--edges", "normal"])
        .args(["--prefix", "none"])
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    for (_, name, _) in CRATES.iter().filter(|(folder, _, _)| *folder != "core/protocol") {
        let name = name.replace('_', "-");
        let there = tree.lines().any(|it| it.starts_with(&format!("{name} ")));
        assert!(!there, "the server is linked with {name}");
    }
    for name in ["hpke", "argon2", "chacha20poly1305", "hkdf", "diceware_wordlists", "reqwest"] {
        let there = tree.lines().any(|it| it.starts_with(&format!("{name} ")));
        assert!(!there, "the server is linked with {name}");
    }
}

#[test]
fn every_message_is_written_somewhere() {
    let folder = "core/clinical/src/words/message/";
    let (declared, others): (Vec<Source>, Vec<Source>) =
        rust_in("core").into_iter().partition(|it| it.path.starts_with(folder));
    let product: String = others.iter().chain(&rust_in("ffi/src")).map(Source::product).collect();
    let names = declared.iter().flat_map(|it| it.text.lines()).filter_map(|line| {
        let (name, values) = line.strip_prefix("    ")?.split_once('(')?;
        let plain = name.chars().all(|it| it.is_ascii_lowercase() || "_0123456789".contains(it));
        (plain && values.ends_with(");")).then_some(name)
    });
    let names: BTreeSet<&str> = names.collect();
    assert!(names.len() > 200, "messages are declared one a line: {}", names.len());
    let unused = names.iter().filter(|name| !product.contains(&format!(".{name}(")));
    let unused: Vec<String> = unused.map(ToString::to_string).collect();
    none("a method of a message is called somewhere in core or ffi", &unused);
}

#[test]
fn labels_of_the_protocol_are_in_one_file() {
    let mut sources = rust_in("core");
    sources.extend(rust_in("server/src"));
    sources.extend(rust_in("ffi/src"));
    sources.retain(|it| it.path != "core/protocol/src/primitive/label.rs");
    none("labels are constants of primitive/label.rs", &lines_with(&sources, &["interlude/1"]));
}

#[test]
fn every_public_thing_has_one_path() {
    let mut found = Vec::new();
    for source in rust_in(".").iter().filter(|it| !it.path.ends_with("/lib.rs")) {
        let product = source.product();
        for line in product.lines().filter(|line| line.trim_start().starts_with("pub use ")) {
            let from: String = idents_after("pub use ", line).concat();
            // Items of a private submodule have no other path.
            if !product.lines().any(|it| it == format!("mod {from};")) {
                found.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    none("`pub use` is in lib.rs, or re-exports a private submodule", &found);
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let mut found = Vec::new();
    for source in sources_in(".", &["rs", "ts", "tsx", "mjs", "kt", "css"]) {
        if source.path == "server/dashboard/src/generated.ts" {
            continue;
        }
        let (product, tests) = source.lines();
        if product > 400 {
            found.push(format!("{}: {product} lines without tests", source.path));
        }
        if tests > 150 {
            found
                .push(format!("{}: {tests} lines of inline tests belong in tests.rs", source.path));
        }
    }
    none("at most 400 lines without tests, and 150 of inline tests", &found);
}

#[test]
fn nothing_names_a_folder_of_somebodys_machine() {
    let homes = ["home", "root", "work", "Users", "tmp"].map(|it| format!("/{it}/"));
    let kinds = ["rs", "ts", "tsx", "mjs", "kt", "xml", "toml", "json", "md", "py", "html", "run"];
    let mut found = Vec::new();
    for source in sources_in(".", &kinds) {
        for (number, line) in source.text.lines().enumerate() {
            let names = |home: &String| {
                line.match_indices(home.as_str()).any(|(at, _)| {
                    let before = line.get(..at).and_then(|it| it.chars().next_back());
                    // Part of a longer path or address, not a folder of this machine.
                    !before.is_some_and(|it| it.is_alphanumeric() || "._-}>)*".contains(it))
                })
            };
            if homes.iter().any(names) {
                found.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    none("paths are relative to the clone or asked from the environment", &found);
}

#[test]
fn dependencies_stay_within_their_budget() {
    let lock = read("Cargo.lock");
    let packages = lock.lines().filter(|it| *it == "[[package]]").count();
    assert!(
        packages <= PACKAGE_BUDGET,
        "Cargo.lock holds {packages} packages, the budget is {PACKAGE_BUDGET}: is the newest \
         dependency worth it?"
    );
    let expected = ["@fontsource-variable/inter", "@preact/signals", "preact", "uplot"];
    let package = json("server/dashboard/package.json");
    let shipped: Vec<&String> = package["dependencies"].as_object().unwrap().keys().collect();
    assert_eq!(shipped, expected, "what a clinician's browser is given");
}

#[test]
fn the_architecture_page_is_short_and_names_every_module() {
    let page = read("ARCHITECTURE.md");
    assert!(page.lines().count() < 250, "ARCHITECTURE.md is read in one sitting");
    for module in CRATES.iter().flat_map(|(folder, _, _)| layers(folder)) {
        assert!(page.contains(&format!("`{module}`")), "ARCHITECTURE.md does not name {module}");
    }
    for source in sources_in("server/src/routes", &["rs"]) {
        let name = source.path.rsplit('/').next().unwrap().trim_end_matches(".rs").to_owned();
        let named = page.contains(&format!("`{name}`"));
        assert!(named || name == "mod", "ARCHITECTURE.md does not name the routes of {name}");
    }
}

/// Pages that people read, from the root of the clone.
fn pages() -> Vec<String> {
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];
    let docs = sources_in("docs", &["md"]).into_iter().map(|it| it.path);
    top.into_iter().map(str::to_owned).chain(docs).collect()
}

#[test]
fn pages_for_readers_link_to_things_that_exist() {
    let pages = pages();
    assert!(pages.len() > 20, "docs has its pages: {pages:?}");
    let mut found = Vec::new();
    for page in pages {
        let folder = page.rsplit_once('/').map_or("", |it| it.0);
        for link in read(&page).split("](").skip(1) {
            let link = link.split([')', '#']).next().unwrap();
            let local = !link.is_empty() && !link.contains("://");
            if local && !root().join(folder).join(link).exists() {
                found.push(format!("{page} links to {link}"));
            }
        }
    }
    none("a link in a page leads somewhere", &found);
}

#[test]
fn paths_named_in_pages_for_contributors_exist() {
    let tops = ["core/", "ffi/", "server/", "android-demo/", "tests/", "xtask/", "docs/"];
    let mut found = Vec::new();
    let mut named = 0;
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        // Odd parts are inside backticks.
        for path in read(page).split('`').skip(1).step_by(2) {
            let plain = !path.contains(['<', ' ', '*', '{', '(']);
            if plain && tops.iter().any(|top| path.starts_with(top)) {
                named += 1;
                if !root().join(path).exists() {
                    found.push(format!("{page} names {path}"));
                }
            }
        }
    }
    assert!(named > 40, "paths in backticks are found: {named}");
    none("a path in backticks is in the clone", &found);
}

#[test]
fn the_pure_crates_name_no_input_or_output() {
    let io = ["std::fs", "std::net", "std::env", "std::process", "SystemTime", "Instant::now"];
    for folder in ["core/protocol", "core/clinical"] {
        none(
            "pure crates do no I/O and read no clock",
            &lines_with(&rust_in(&format!("{folder}/src")), &io),
        );
    }
}
