//! Properties of the fold over arbitrary records, written by random members, strangers and removed
//! members.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{World, answer, opened, person, shuffle, text};
use crate::access::build::fold;
use crate::access::fold::{Fold, Learned};
use crate::access::keys::keys;
use crate::id::Fingerprint;

const PEOPLE: [&str; 8] = ["phone", "code", "tab", "bob", "eve", "lea", "root", "mal"];
const KEYS: [&str; 3] = ["K0", "K1", "K2"];

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PEOPLE.as_slice())
}

fn body() -> impl Strategy<Value = Value> {
    let role = prop::sample::select(["root", "lead", "clinician", "device", "recovery"].as_slice());
    let key = prop::sample::select(KEYS.as_slice());
    prop_oneof![
        4 => (name(), role)
            .prop_map(|(member, role)| json!({"kind": "add", "member": member, "role": role})),
        3 => (name(), prop::collection::btree_map(name(), 0..6_u64, 0..3)).prop_map(
            |(subject, cuts)| json!({
                "kind": "remove", "subject": subject, "cuts": cuts, "reason": "other",
            })
        ),
        4 => (key.clone(), prop::collection::btree_set(name(), 0..5))
            .prop_map(|(key, wraps)| json!({"kind": "grant", "key": key, "wraps": wraps})),
        3 => key.prop_map(|key| json!({"kind": "entry", "key": key})),
        1 => Just(json!({"kind": "mark", "heads": [], "want": ["K1"]})),
        1 => Just(json!({"kind": "watch"})),
        1 => Just(json!({"kind": "close", "why": "left"})),
    ]
}

/// A clinic and a patient as they are founded, then anybody writing anything: each person has one
/// series of the same name in each space; a branch makes a fork.
fn records() -> impl Strategy<Value = Vec<Value>> {
    let wild = (any::<bool>(), name(), body(), prop::bool::weighted(0.05));
    prop::collection::vec(wild, 0..28).prop_map(|wild| {
        let mut records = vec![
            json!({"space": "clinic", "series": "root", "seq": 0, "author": "root",
                "kind": "genesis", "members": [["root", "root"], ["lea", "lead"]]}),
            json!({"space": "clinic", "series": "lea", "seq": 0, "author": "lea",
                "kind": "add", "member": "bob", "role": "clinician"}),
            json!({"space": "patient", "series": "phone", "seq": 0, "author": "phone",
                "kind": "genesis", "clinic": "C",
                "members": [["phone", "device"], ["code", "recovery"]]}),
            json!({"space": "patient", "series": "phone", "seq": 1, "author": "phone",
                "kind": "add", "member": "bob", "role": "clinician"}),
            json!({"space": "patient", "series": "phone", "seq": 2, "author": "phone",
                "kind": "grant", "key": "K1", "wraps": ["phone", "code", "bob"]}),
        ];
        for (in_clinic, author, mut body, fork) in wild {
            let space = if in_clinic { "clinic" } else { "patient" };
            let held = records
                .iter()
                .filter(|r| text(r, "space") == space && text(r, "series") == author)
                .filter(|r| r["branch"].is_null())
                .count();
            body["space"] = json!(space);
            body["series"] = json!(author);
            body["author"] = json!(author);
            body["seq"] = json!(held.saturating_sub(usize::from(fork)));
            if fork && held > 0 {
                body["branch"] = json!(format!("'{}", records.len()));
            }
            records.push(body);
        }
        records
    })
}

fn folded(records: &[Value]) -> (World, Fold) {
    let mut world = World::new(records);
    for name in PEOPLE {
        world.people.insert(person(name), name.to_owned());
    }
    let clinic = fold(&world.facts("clinic"), None, &Learned::new());
    let fold = fold(&world.facts("patient"), Some(&clinic), &Learned::new());
    (world, fold)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// The order of arrival does not matter.
    #[test]
    fn fold_is_independent_of_order(records in records(), seed in 1_u64..1_000) {
        let mut other = records.clone();
        shuffle(&mut other, seed);
        let case = json!({"viewer": "phone"});
        prop_assert_eq!(answer(&case, &records), answer(&case, &other));
    }

    /// A repeated record counts once.
    #[test]
    fn fold_is_idempotent(records in records()) {
        let (world, once) = folded(&records);
        let mut facts = world.facts("patient");
        for (_, checked, _) in world.records.iter().filter(|(space, _, _)| space == "patient") {
            facts.insert(checked);
        }
        let clinic = fold(&world.facts("clinic"), None, &Learned::new());
        let twice = fold(&facts, Some(&clinic), &Learned::new());
        prop_assert_eq!(format!("{once:?}"), format!("{twice:?}"));
    }

    /// No member is also removed, and every member but the founders was added.
    #[test]
    fn members_were_added_and_never_removed(records in records()) {
        let (_, fold) = folded(&records);
        for (member, _) in fold.members() {
            prop_assert!(fold.removed().all(|removed| removed != member));
            prop_assert!(fold.was_ever_member(&member));
        }
    }

    /// A key that anyone outside the space gave or received is never usable.
    #[test]
    fn usable_keys_are_known_to_members_only(records in records(), viewer in name()) {
        let (world, fold) = folded(&records);
        let me = person(viewer);
        let case = json!({"viewer": viewer});
        let keys = keys(&fold, &me, &opened(&case, &records, "patient"));
        for key in &keys.usable {
            let mut knowers: Vec<Fingerprint> = Vec::new();
            for (author, grant) in fold.counted_grants().filter(|(_, grant)| grant.key == *key) {
                knowers.push(author);
                knowers.extend(grant.wraps.iter().map(|wrapped| wrapped.to));
            }
            prop_assert!(!knowers.is_empty());
            for knower in knowers {
                prop_assert!(fold.is_member(&knower), "{} knows {}", world.name(&knower), key);
            }
        }
    }

    /// Further records never restore a member whom the patient removed.
    #[test]
    fn a_removal_by_the_phone_is_for_ever(records in records(), more in records()) {
        let mut with_removal = records;
        let seq = with_removal
            .iter()
            .filter(|r| text(r, "space") == "patient" && text(r, "series") == "phone")
            .count() as u64 + 100;
        with_removal.push(json!({"space": "patient", "series": "phone", "seq": seq,
            "author": "phone", "kind": "remove", "subject": "bob", "cuts": {}, "reason": "other"}));
        let shift = 200;
        with_removal.extend(more.into_iter().skip(5).map(|mut record| {
            record["seq"] = json!(record["seq"].as_u64().unwrap() + shift);
            record
        }));
        let (_, fold) = folded(&with_removal);
        prop_assert!(!fold.is_member(&person("bob")));
    }
}
