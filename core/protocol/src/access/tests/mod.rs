//! The vectors of `fold.json`: named record lists, folded in many orders.

mod property;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::build::fold;
use super::facts::SpaceFacts;
use super::finding::{Finding, findings};
use super::fold::{AccessState, Fold, Learned};
use super::keys::{Keys, keys};
use super::plan::plan_access;
use crate::id::{Fingerprint, KeyId, Pin, RecordHash, RecordId, SeriesId};
use crate::primitive::sha256;
use crate::record::check::Checked;
use crate::record::codec::Record;
use crate::record::genesis;
use crate::record::header::{Class, Header};
use crate::record::identity::PublicIdentity;
use crate::record::open::{
    Add, Close, Genesis, Grant, Head, Mark, Member, Open, Remove, Role, SpaceKind, WRAP, Watch,
    Why, Wrapped,
};

/// Builds records from the short names of a case.
struct World {
    pins: BTreeMap<String, Pin>,
    people: BTreeMap<Fingerprint, String>,
    series: BTreeMap<SeriesId, String>,
    keys: BTreeMap<KeyId, String>,
    /// Space, record, and its name as `uncounted` spells it.
    records: Vec<(String, Checked, String)>,
}

fn identity(name: &str) -> PublicIdentity {
    PublicIdentity { sign: sha256(&[name.as_bytes()]), kem: [0; 1_216] }
}

fn person(name: &str) -> Fingerprint {
    identity(name).fingerprint()
}

fn series_id(name: &str) -> SeriesId {
    SeriesId(sha256(&[b"series", name.as_bytes()])[..16].try_into().unwrap())
}

fn key_id(name: &str) -> KeyId {
    let mut id = [0; 32];
    id[..name.len()].copy_from_slice(name.as_bytes());
    KeyId(id)
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("{field} in {value}"))
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().map_or(Vec::new(), |all| all.iter().map(|t| t.as_str().unwrap()).collect())
}

fn role(name: &str) -> Role {
    serde_json::from_value(json!(name)).unwrap()
}

fn presented(name: &str, role: Role) -> Member {
    Member::presented(role, identity(name), Some(name.to_owned()), [0; 64])
}

impl World {
    fn new(records: &[Value]) -> Self {
        let mut world = Self {
            pins: [("C".to_owned(), Pin([9; 32]))].into(),
            people: BTreeMap::new(),
            series: BTreeMap::new(),
            keys: BTreeMap::new(),
            records: Vec::new(),
        };
        // A patient's genesis names the clinic's pin, so the clinic's comes first.
        for space in ["clinic", "patient"] {
            if let Some(founding) =
                records.iter().find(|r| text(r, "space") == space && text(r, "kind") == "genesis")
            {
                let pin = genesis::pin(&world.open(founding).to_body().unwrap());
                let name = if space == "clinic" { "C" } else { "P" };
                world.pins.insert(name.to_owned(), pin);
            }
        }
        let mut hashes = BTreeMap::new();
        for record in records {
            let (space, series) = (text(record, "space"), text(record, "series"));
            let seq = record["seq"].as_u64().unwrap();
            let branch = record["branch"].as_str().unwrap_or_default();
            let id = format!("{series}:{seq}{branch}");
            let hash = RecordHash(sha256(&[space.as_bytes(), id.as_bytes()]));
            hashes.entry((space.to_owned(), series.to_owned(), seq)).or_insert(hash);
            world.learn_names(record);
        }
        for record in records {
            world.push(record, &hashes);
        }
        world
    }

    fn learn_names(&mut self, record: &Value) {
        let series = text(record, "series");
        self.series.insert(series_id(series), series.to_owned());
        for series in record["cuts"].as_object().into_iter().flatten().map(|(series, _)| series) {
            self.series.insert(series_id(series), series.clone());
        }
        let mut people = vec![text(record, "author")];
        people.extend(record["member"].as_str());
        people.extend(record["subject"].as_str());
        people.extend(texts(&record["wraps"]));
        let members = record["members"].as_array();
        people.extend(members.into_iter().flatten().filter_map(|member| member[0].as_str()));
        for name in people {
            self.people.insert(person(name), name.to_owned());
        }
        if let Some(key) = record["key"].as_str() {
            self.keys.insert(key_id(key), key.to_owned());
        }
    }

    fn open(&self, record: &Value) -> Open {
        match text(record, "kind") {
            "genesis" => Open::Genesis(Genesis {
                space: match text(record, "space") {
                    "clinic" => SpaceKind::Clinic,
                    _ => SpaceKind::Patient,
                },
                nonce: [7; 16],
                name: None,
                clinic: record["clinic"].as_str().map(|name| self.pins[name]),
                members: record["members"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|m| presented(m[0].as_str().unwrap(), role(m[1].as_str().unwrap())))
                    .collect(),
            }),
            "add" => {
                let (name, role) = (text(record, "member"), role(text(record, "role")));
                let member = match (text(record, "space"), role) {
                    ("patient", Role::Clinician) => Member::listed(person(name)),
                    _ => presented(name, role),
                };
                Open::Add(Add { member, reason: None })
            }
            "remove" => Open::Remove(Remove {
                subject: person(text(record, "subject")),
                cuts: record["cuts"]
                    .as_object()
                    .unwrap()
                    .iter()
                    .map(|(series, count)| Head {
                        space: None,
                        series: series_id(series),
                        count: count.as_u64().unwrap(),
                        hash: RecordHash::ZERO,
                    })
                    .collect(),
                reason: text(record, "reason").to_owned(),
            }),
            "grant" => Open::Grant(Grant {
                key: key_id(text(record, "key")),
                wraps: texts(&record["wraps"])
                    .into_iter()
                    .map(|to| Wrapped { to: person(to), wrap: [0; WRAP] })
                    .collect(),
            }),
            "mark" => Open::Mark(Mark {
                heads: Vec::new(),
                want: texts(&record["want"]).into_iter().map(key_id).collect(),
                at: 1_790_000_000,
            }),
            "watch" => Open::Watch(Watch { at: 1_790_000_000 }),
            "close" => Open::Close(Close { why: Why::Left }),
            other => panic!("{other}"),
        }
    }

    /// Fills in the hashes of heads, which a case omits if they are correct.
    fn heads(
        &self,
        record: &Value,
        hashes: &BTreeMap<(String, String, u64), RecordHash>,
    ) -> Vec<Head> {
        let heads = record["heads"].as_array().into_iter().flatten();
        heads
            .map(|head| {
                let space = head["space"].as_str().unwrap_or("patient");
                let (series, count) = (text(head, "series"), head["count"].as_u64().unwrap());
                let at = (space.to_owned(), series.to_owned(), count - 1);
                let right = hashes.get(&at).copied().unwrap_or(RecordHash::ZERO);
                let hash = if head["hash"].is_null() { right } else { RecordHash([1; 32]) };
                let space = head["space"].as_str().map(|_| self.pins["C"].space());
                Head { space, series: series_id(series), count, hash }
            })
            .collect()
    }

    fn push(&mut self, record: &Value, hashes: &BTreeMap<(String, String, u64), RecordHash>) {
        let space = text(record, "space");
        let series = text(record, "series");
        let seq = record["seq"].as_u64().unwrap();
        let sealed = text(record, "kind") == "entry";
        let mut open = (!sealed).then(|| self.open(record));
        if let Some(Open::Mark(mark)) = &mut open {
            mark.heads = self.heads(record, hashes);
        }
        if let Some(Open::Remove(remove)) = &mut open {
            for cut in &mut remove.cuts {
                let at =
                    (space.to_owned(), self.series[&cut.series].clone(), cut.count.wrapping_sub(1));
                cut.hash = hashes.get(&at).copied().unwrap_or(RecordHash::ZERO);
            }
        }
        let body = open.as_ref().map(|open| open.to_body().unwrap());
        let pin = self.pins[if space == "clinic" { "C" } else { "P" }];
        let header = Header {
            class: if sealed { Class::Sealed } else { Class::Open },
            space: pin.space(),
            series: series_id(series),
            seq,
            record: RecordId([0; 16]),
            author: person(text(record, "author")),
            key: record["key"].as_str().filter(|_| sealed).map_or(Header::NO_KEY, key_id),
            prev: RecordHash::ZERO,
            body_length: 0,
            body_hash: [0; 32],
        };
        let id = format!("{series}:{seq}{}", record["branch"].as_str().unwrap_or_default());
        let hash = RecordHash(sha256(&[space.as_bytes(), id.as_bytes()]));
        let record = Record { header, signature: [0; 64], body };
        self.records.push((space.to_owned(), Checked { record, hash, open, damage: None }, id));
    }

    fn facts(&self, space: &str) -> SpaceFacts {
        let name = if space == "clinic" { "C" } else { "P" };
        let mut facts = SpaceFacts::new(self.pins.get(name).copied().unwrap_or(Pin([0; 32])));
        for (of, checked, _) in &self.records {
            if of == space {
                facts.insert(checked);
            }
        }
        facts
    }

    fn name(&self, fp: &Fingerprint) -> &str {
        &self.people[fp]
    }

    fn members(&self, fold: &Fold) -> Value {
        let mut members: Vec<_> = fold
            .members()
            .map(|(fp, role)| json!({"name": self.name(&fp), "role": role}))
            .collect();
        members.sort_by_key(ToString::to_string);
        json!(members)
    }

    fn pairs(&self, pairs: &[(KeyId, Fingerprint)]) -> Value {
        let mut pairs: Vec<_> =
            pairs.iter().map(|(key, fp)| json!([self.keys[key], self.name(fp)])).collect();
        pairs.sort_by_key(ToString::to_string);
        json!(pairs)
    }

    fn finding(&self, finding: &Finding) -> Value {
        match finding {
            Finding::Withheld { by, series, named, held, .. } => json!({
                "kind": "Withheld", "by": self.name(by), "series": self.series[series],
                "named": named, "held": held,
            }),
            Finding::Contradicted { by, series, named, .. } => json!({
                "kind": "Contradicted", "by": self.name(by), "series": self.series[series],
                "named": named,
            }),
            Finding::Fork { series, seq, .. } => {
                json!({"kind": "Fork", "series": self.series[series], "seq": seq})
            }
        }
    }
}

/// Folds a case as its viewer does and writes the result in the format of the case.
fn answer(case: &Value, records: &[Value]) -> Value {
    let world = World::new(records);
    let space = case["fold"].as_str().unwrap_or("patient");
    let learned: Learned = case["learned"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, series)| {
            let series = series.as_object().unwrap().iter();
            let counts = series.map(|(s, n)| (series_id(s), n.as_u64().unwrap()));
            (person(name), counts.collect())
        })
        .collect();
    let clinic_facts = world.facts("clinic");
    let clinic = fold(&clinic_facts, None, &Learned::new());
    let known = records.iter().any(|record| text(record, "space") == "clinic");
    let facts = world.facts(space);
    let fold = fold(&facts, known.then_some(&clinic), &learned);
    let me = person(text(case, "viewer"));
    let opened = opened(case, records, space);
    let keys = keys(&fold, &me, &opened);
    let sorted = |mut all: Vec<&str>| {
        all.sort_unstable();
        json!(all)
    };
    let mut answer = json!({
        "members": world.members(&fold),
        "removed": sorted(fold.removed().map(|fp| world.name(&fp)).collect()),
        "cuts": cuts(&world, &facts, &fold),
        "pending": sorted(fold.pending().map(|fp| world.name(&fp)).collect()),
        "held": sorted(keys.held.iter().map(|key| world.keys[key].as_str()).collect()),
        "usable": sorted(keys.usable.iter().map(|key| world.keys[key].as_str()).collect()),
        "write_under": keys.write_under().map(|key| &world.keys[&key]),
        "missing_wraps": world.pairs(&keys.missing),
        "plan": plan(&world, &fold, &me, &keys),
        "findings": findings(&facts, &fold, known.then_some(&clinic_facts))
            .iter().map(|finding| world.finding(finding)).collect::<Vec<_>>(),
    });
    let mut uncounted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut counted = 0;
    for (_, checked, id) in world.records.iter().filter(|(of, _, _)| of == space) {
        let header = &checked.record.header;
        let state = match &checked.open {
            Some(_) => fold.state(header.series, header.seq, checked.hash),
            None => fold.entry_state(&header.author, &header.series, header.seq),
        };
        let why = match state {
            AccessState::Counted => {
                counted += 1;
                continue;
            }
            AccessState::Late => "late",
            AccessState::UnknownAuthor => "unknown_author",
            AccessState::NotAllowed => "not_allowed",
            AccessState::Contested => "contested",
            AccessState::Pending => "pending",
        };
        uncounted.entry(why).or_default().insert(id);
    }
    answer["counted"] = json!(counted);
    answer["uncounted"] = json!(uncounted);
    if known {
        answer["directory"] = world.members(&clinic);
    }
    answer
}

/// Keys that the viewer can unwrap, counted or not: the fold decides which of them it holds.
fn opened(case: &Value, records: &[Value], space: &str) -> BTreeSet<KeyId> {
    let me = text(case, "viewer");
    records
        .iter()
        .filter(|r| text(r, "space") == space && text(r, "kind") == "grant")
        .filter(|r| texts(&r["wraps"]).contains(&me) && !texts(&r["broken"]).contains(&me))
        .map(|r| key_id(text(r, "key")))
        .collect()
}

fn cuts(world: &World, facts: &SpaceFacts, fold: &Fold) -> Value {
    let mut all = json!({});
    for subject in fold.removed() {
        let of_subject = facts.heads().filter(|(_, author)| *author == subject);
        let mut series: BTreeSet<SeriesId> = of_subject.map(|(head, _)| head.series).collect();
        let named = fold.removals.iter().filter(|removal| removal.subject == subject);
        series.extend(named.flat_map(|removal| removal.cuts.keys()));
        let mut cuts = json!({});
        for id in series {
            let (low, high) = fold.cut(&subject, &id).unwrap();
            cuts[&world.series[&id]] = json!({"low": low, "high": high});
        }
        all[world.name(&subject)] = cuts;
    }
    all
}

fn plan(world: &World, fold: &Fold, me: &Fingerprint, keys: &Keys) -> Value {
    let Some(plan) = plan_access(fold, me, keys) else { return Value::Null };
    let removes: Vec<_> = plan
        .removes
        .iter()
        .map(|(subject, cuts)| {
            let cuts: BTreeMap<_, _> =
                cuts.iter().map(|head| (&world.series[&head.series], head.count)).collect();
            json!({"subject": world.name(subject), "cuts": cuts})
        })
        .collect();
    let mut new_key_for: Vec<_> = plan.new_key_for.iter().map(|fp| world.name(fp)).collect();
    new_key_for.sort_unstable();
    json!({"removes": removes, "new_key_for": new_key_for, "wraps": world.pairs(&plan.wraps)})
}

fn cases() -> Vec<Value> {
    let text = include_str!("../../../../../tests/vectors/protocol/fold.json");
    let mut file: Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(file["cases"].take()).unwrap()
}

/// A small seeded generator, so that a failing order can be reproduced.
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for last in (1..items.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        items.swap(last, usize::try_from(state % (last as u64 + 1)).unwrap());
    }
}

#[test]
fn every_named_record_list_folds_as_its_vector_says_in_any_order() {
    let cases = cases();
    assert_eq!(cases.len(), 48);
    for case in &cases {
        let mut records: Vec<Value> = case["records"].as_array().unwrap().clone();
        for seed in 0..8 {
            if seed > 0 {
                shuffle(&mut records, seed);
            }
            let (is, should) = (answer(case, &records), &case["expected"]);
            assert_eq!(&is, should, "{} (order {seed})", case["name"]);
        }
    }
}

#[test]
fn a_directory_that_the_genesis_does_not_name_says_nothing() {
    let cases = cases();
    let case = cases.iter().find(|c| c["name"] == "shared journal with a clinician").unwrap();
    let world = World::new(case["records"].as_array().unwrap());
    let mut foreign = fold(&world.facts("clinic"), None, &Learned::new());
    let facts = world.facts("patient");
    assert!(fold(&facts, Some(&foreign), &Learned::new()).is_member(&person("bob")));
    foreign.pin = Pin([1; 32]);
    assert!(!fold(&facts, Some(&foreign), &Learned::new()).is_member(&person("bob")));
}

#[test]
fn a_clinician_who_brings_keys_into_a_journal_is_not_added() {
    let mut records: Vec<Value> = cases()
        .into_iter()
        .find(|c| c["name"] == "shared journal with a clinician")
        .map(|mut c| serde_json::from_value(c["records"].take()).unwrap())
        .unwrap();
    records.push(json!({"space": "patient", "series": "ph", "seq": 4, "author": "phone",
        "kind": "add", "member": "lea", "role": "clinician"}));
    let mut world = World::new(&records);
    let clinic = fold(&world.facts("clinic"), None, &Learned::new());
    let is_in = |world: &World| {
        let fold = fold(&world.facts("patient"), Some(&clinic), &Learned::new());
        fold.is_member(&person("lea"))
    };
    assert!(is_in(&world), "by her name in the directory");
    let (_, add, _) = world.records.last_mut().unwrap();
    add.open = Some(Open::Add(Add { member: presented("lea", Role::Clinician), reason: None }));
    assert!(!is_in(&world), "with keys beside it");
}

/// A shared journal of phone, code and Bob, with more records as (series, author, body) behind it.
fn shared_with(more: &[(&str, &str, Value)]) -> Vec<Value> {
    let case =
        cases().into_iter().find(|c| c["name"] == "shared journal with a clinician").unwrap();
    let mut records: Vec<Value> = serde_json::from_value(case["records"].clone()).unwrap();
    for (series, author, body) in more {
        let mut body = body.clone();
        let held = records.iter().filter(|r| r["space"] == "patient" && r["series"] == *series);
        body["seq"] = json!(held.count());
        body["space"] = json!("patient");
        body["series"] = json!(series);
        body["author"] = json!(author);
        records.push(body);
    }
    records
}

fn grant(key: &str, to: &[&str]) -> Value {
    json!({"kind": "grant", "key": key, "wraps": to})
}

fn remove(subject: &str, cuts: &Value) -> Value {
    json!({"kind": "remove", "subject": subject, "cuts": cuts, "reason": "lost"})
}

#[test]
fn who_passes_a_key_on_or_writes_under_it_knows_it_even_if_nobody_gave_it_to_him() {
    let case = json!({"viewer": "phone"});
    for by_bob in [grant("K0", &["code"]), json!({"kind": "entry", "key": "K0"})] {
        let made = ("ph", "phone", grant("K0", &["phone", "code"]));
        let mut more = vec![made, ("b", "bob", by_bob)];
        assert_eq!(answer(&case, &shared_with(&more))["usable"], json!(["K0", "K1"]));
        more.push(("ph", "phone", remove("bob", &json!({"b": 1}))));
        assert_eq!(answer(&case, &shared_with(&more))["usable"], json!([]), "{more:?}");
    }
}

#[test]
fn a_cut_counts_although_its_author_was_removed_later() {
    let records = shared_with(&[
        ("ph", "phone", json!({"kind": "add", "member": "tab", "role": "device"})),
        ("ph", "phone", remove("tab", &json!({"t": 3}))),
        ("cd", "code", remove("tab", &json!({"t": 1}))),
        ("cd", "code", remove("phone", &json!({"ph": 6}))),
    ]);
    let cuts = &answer(&json!({"viewer": "code"}), &records)["cuts"]["tab"]["t"];
    assert_eq!(cuts, &json!({"low": 1, "high": 3}));
}
