//! Which uploads are accepted, and how they change the library.

mod words;

use serde_json::{Value, json};

use super::*;
use crate::entry::{Forms, InstrumentFile};
use crate::instrument::wording::WordingState;
use crate::moment::{Moment, Zone};
use interlude_protocol::id::RecordId;

fn wording(id: &str) -> Value {
    let instrument = catalogue::instrument(id).unwrap();
    let mut option_sets = serde_json::Map::new();
    for item in &instrument.items {
        if let crate::instrument::item::ItemKind::Choice { set, options } = &item.kind {
            let labels: Vec<String> =
                options.iter().map(|it| format!("answer {}", it.value)).collect();
            option_sets.insert(set.clone(), json!(labels));
        }
    }
    let items: serde_json::Map<String, Value> = instrument
        .items
        .iter()
        .map(|item| {
            (item.id.clone(), json!({"text": format!("the licensed words of {}", item.id)}))
        })
        .collect();
    json!({"instrument": id, "version": instrument.version, "language": "en", "state": "verified",
           "source": "the publisher's form", "permission": "licence 17 of the publisher",
           "option_sets": option_sets, "items": items})
}

fn own() -> Value {
    json!({
        "id": "own_sleep_diary", "version": "1", "title": "Sleep diary", "short": "Sleep", "language": "en",
        "content_kind": "forms", "respondent": "patient", "duration_text": "1 minute", "conditions": [],
        "recall_days": 1, "recall_text": "last night",
        "minimum_interval_days": {"value": 1, "verified": false, "source": "own"}, "citation": null,
        "licence": {"class": "own", "notice": "written by the clinic", "verified": true, "sources": []},
        "loinc": {"panel": null, "total": null},
        "option_sets": {"yn": [{"value": 0, "label": "No"}, {"value": 1, "label": "Yes"}]},
        "items": [{"id": "own_sleep_diary.1", "number": 1, "text": "Did you wake up?", "kind": "choice", "options": "yn"}],
        "scoring": {"method": "single-items"}, "bands": [], "cut_points": [], "change": {}, "sources": ["own"]
    })
}

fn entries(texts: &[(&str, Side)], asked: Option<&[&str]>) -> Vec<(RecordId, Side, Entry)> {
    let zone = Zone::parse("Etc/UTC").unwrap();
    let at = |hour: usize| Moment::parse(&format!("2026-05-12T{hour:02}:00:00Z")).unwrap();
    let files = texts.iter().enumerate().map(|(place, (text, by))| {
        let file = InstrumentFile {
            at: at(place),
            zone: zone.clone(),
            replaces: None,
            text: (*text).to_owned(),
            statement: None,
        };
        (RecordId([u8::try_from(place).unwrap(); 16]), *by, Entry::InstrumentFile(file))
    });
    let forms = asked.map(|ids| {
        let instruments = ids.iter().map(|id| (*id).to_owned()).collect();
        let forms = Forms { at: at(20), zone: zone.clone(), replaces: None, instruments };
        (RecordId([99; 16]), Side::Clinic, Entry::Forms(forms))
    });
    files.chain(forms).collect()
}

fn library(texts: &[(&str, Side)], asked: Option<&[&str]>) -> Library {
    let entries = entries(texts, asked);
    let filed: Vec<Filed<'_>> = entries
        .iter()
        .map(|(record, by, entry)| Filed { record: *record, by: *by, entry })
        .collect();
    Library::of(&filed)
}

fn ids(instruments: &[&Instrument]) -> Vec<String> {
    instruments.iter().map(|it| it.id.clone()).collect()
}

#[test]
fn three_forms_are_asked_until_the_clinic_chooses() {
    assert_eq!(ids(&CATALOGUE.asked()), ASKED_FROM_THE_START);
    assert_eq!(ids(&library(&[], Some(&["pcl5", "phq9"])).asked()), ["pcl5", "phq9"]);
    assert!(library(&[], Some(&[])).asked().is_empty());
}

#[test]
fn an_uploaded_wording_makes_an_instrument_available() {
    let text = wording("epds").to_string();
    let bare = library(&[], Some(&["epds"]));
    assert!(bare.asked().is_empty(), "without wording nothing is asked");
    assert_eq!(can_be_asked(bare.instrument("epds").unwrap()), Err(CannotAsk::NoWording));
    let with = library(&[(&text, Side::Clinic)], Some(&["epds"]));
    let epds = with.asked()[0];
    assert!(epds.has_wording() && with.is_brought("epds"));
    assert_eq!(epds.items[9].text, "the licensed words of epds.10");
    let base = catalogue::instrument("epds").unwrap();
    assert_eq!((&epds.scoring, &epds.bands), (&base.scoring, &base.bands));
    assert_eq!(epds.items[9].safety, base.items[9].safety);
}

#[test]
fn own_instruments_follow_the_catalogue_and_keep_earlier_versions() {
    let (first, mut second) = (own(), own());
    second["version"] = json!("2");
    let texts = [first.to_string(), second.to_string()];
    let library = library(&[(&texts[0], Side::Clinic), (&texts[1], Side::Clinic)], None);
    assert_eq!(library.instruments().last().unwrap().id, "own_sleep_diary");
    assert_eq!(library.instruments().filter(|it| it.id == "own_sleep_diary").count(), 1);
    assert_eq!(library.instrument("own_sleep_diary").unwrap().version, "2");
    assert_eq!(library.version("own_sleep_diary", "1").unwrap().version, "1");
    assert!(library.version("own_sleep_diary", "3").is_none());
    assert!(library.version("phq9", "2001").is_some() && library.version("phq9", "1").is_none());
}

#[test]
fn uploads_by_patients_and_refused_files_have_no_effect() {
    let text = wording("epds").to_string();
    assert!(!library(&[(&text, Side::Patient)], None).is_brought("epds"));
    assert!(!library(&[("{", Side::Clinic)], None).is_brought("epds"));
}

#[test]
fn a_refused_file_is_kept_and_listed_with_its_reason() {
    let (mut broken, mended) = (own(), own());
    broken["items"][0]["options"] = json!("yesno");
    let (broken, mended) = (broken.to_string(), mended.to_string());
    let found =
        library(&[(&broken, Side::Clinic), ("{", Side::Clinic)], Some(&["own_sleep_diary"]));
    assert!(found.asked().is_empty() && found.instrument("own_sleep_diary").is_none());
    let words = Words::en_us();
    let [first, second] = found.refused() else { panic!("two are refused") };
    assert_eq!((first.id.as_deref(), second.id.as_deref()), (Some("own_sleep_diary"), None));
    assert_eq!(
        first.view(Some("M. Chen"), words).text,
        "own_sleep_diary, uploaded on 12 May 2026 by M. Chen: own_sleep_diary.json, items[own_sleep_diary.1]: \
         unknown option set \"yesno\".",
    );
    assert!(
        second
            .view(None, words)
            .text
            .starts_with("A file without a name, uploaded on 12 May 2026: ")
    );
    let views: Vec<_> = found.refused().iter().map(|it| it.view(None, words)).collect();
    let said = refused::RefusedFiles::of(views, words).unwrap().text;
    assert_eq!(said, "2 uploaded files cannot be read by this version. They are kept.");
    assert_eq!(refused::RefusedFiles::of(Vec::new(), words), None);
    let later = library(&[(&broken, Side::Clinic), (&mended, Side::Clinic)], None);
    assert!(later.instrument("own_sleep_diary").is_some());
    assert!(later.refused()[0].view(None, words).text.ends_with("A later file of it is in use."));
    let earlier = library(&[(&mended, Side::Clinic), (&broken, Side::Clinic)], None);
    assert!(!earlier.refused()[0].followed);
    assert!(library(&[(&broken, Side::Patient)], None).refused().is_empty(), "not the clinic's");
}

#[test]
fn a_refused_file_has_a_short_reason_which_debug_omits() {
    let long = json!({"instrument": "\u{7}x".repeat(400), "version": "1"}).to_string();
    let found = library(&[(&long, Side::Clinic)], None);
    let refused = &found.refused()[0];
    let reason = refused.reason(Words::en_us());
    assert!(refused.id.as_ref().unwrap().chars().count() <= 41);
    assert!(reason.chars().count() <= 301 && !reason.contains('\u{7}'));
    let debug =
        format!("{refused:?} {:?} {found:?}", refused.view(Some("M. Chen"), Words::en_us()));
    assert!(!debug.contains(&reason) && !debug.contains("Chen"), "{debug}");
}

#[test]
fn only_complete_and_compared_translations_are_shown() {
    let language = |id: &str, wanted: &str| CATALOGUE.in_language(id, wanted).map(|it| it.language);
    assert_eq!(language("gad7", "es-US").as_deref(), Some("es-US"), "corroborated and whole");
    assert_eq!(language("gad7", "es").as_deref(), Some("es-US"));
    assert_eq!(language("gad7", "de").as_deref(), Some("en"), "one copy only");
    assert_eq!(language("gad7", "en-GB").as_deref(), Some("en"));
    assert_eq!(language("phq9", "de").as_deref(), Some("en"), "item 10 has no German text");
    assert_eq!(language("phq99", "de"), None);
}

#[test]
fn an_upload_is_refused_with_its_reason() {
    let stated = |file: &Value, statement| {
        read_upload(&file.to_string()).and_then(|it| it.stated(statement))
    };
    let refused = |file: &Value| stated(file, None).unwrap_err().to_string();
    let changed = |mut file: Value, change: &dyn Fn(&mut Value)| {
        change(&mut file);
        refused(&file)
    };
    assert_eq!(refused(&json!([])), UploadError::NeitherKind.to_string());
    let cut = "{\n  \"id\": \"own_sleep\",\n}";
    for (text, place) in [("{", "line 1"), (cut, "trailing comma at line 3"), ("%PDF", "line 1")] {
        let said = read_upload(text).unwrap_err().to_string();
        assert!(said.starts_with("the file is no JSON: ") && said.contains(place), "{said}");
    }
    for language in ["klingon!!", "e", "english", "en-", "en_US", "pt-B"] {
        for mut file in [own(), wording("epds")] {
            file["language"] = json!(language);
            let said = read_upload(&file.to_string()).unwrap_err();
            assert_eq!(said, UploadError::BadLanguage(language.to_owned()));
        }
    }
    for language in ["es", "pt-BR", "haw", "zh-Hant-TW", "es-419"] {
        let mut file = own();
        file["language"] = json!(language);
        assert!(read_upload(&file.to_string()).is_ok(), "{language}");
    }
    let said = changed(wording("epds"), &|it| {
        it["items"].as_object_mut().unwrap().remove("epds.10");
    });
    assert_eq!(said, "no text for epds.10");
    let said = changed(wording("epds"), &|it| it["items"]["epds.11"] = json!({"text": "x"}));
    assert_eq!(said, "the instrument has no epds.11");
    let said = changed(wording("epds"), &|it| it["permission"] = json!(" "));
    assert!(said.starts_with("permission is missing"), "{said}");
    let mut unsaid = wording("epds");
    unsaid["permission"] = json!(" ");
    for file in [&unsaid, &wording("epds")] {
        let upload = stated(file, Some("licence 18")).unwrap();
        assert_eq!(
            upload.permission(),
            Some("licence 18"),
            "the lead's statement takes precedence"
        );
    }
    let said = changed(wording("epds"), &|it| it["version"] = json!("0"));
    assert!(said.contains("not for this instrument and version"), "{said}");
    assert_eq!(
        changed(wording("epds"), &|it| it["instrument"] = json!("epdz")),
        "unknown instrument \"epdz\""
    );
    assert!(
        changed(own(), &|it| it["id"] = json!("phq9")).starts_with("\"phq9\" is in the catalogue")
    );
    let long = format!("own_{}", "s".repeat(37));
    for id in ["own_Sleep", "own_sleep!", "sleep", "own", "own_", "_own_sleep", "", &long] {
        let said = changed(own(), &|it| it["id"] = json!(id));
        assert_eq!(said, UploadError::BadId(id.to_owned()).to_string());
    }
    for kind in ["notes", "safety-plan"] {
        let said = changed(own(), &|it| it["content_kind"] = json!(kind));
        assert_eq!(said, UploadError::NotAForm.to_string());
    }
    for letter in ['\u{202e}', '\u{2067}', '\u{7}'] {
        let said = changed(own(), &|it| it["items"][0]["text"] = json!(format!("a{letter}b")));
        assert_eq!(said, UploadError::Hidden("items[0].text".to_owned()).to_string());
    }
    let arabic = changed(own(), &|it| {
        it["items"][0]["text"] = json!("هل استيقظت؟\u{200f}\nAnd then?");
        it["version"] = json!("");
    });
    assert!(arabic.contains("version"), "letters of any language are accepted: {arabic}");
    for (field, most) in [("short", 40), ("title", 200), ("recall_text", 4_000)] {
        let said = changed(own(), &|it| it[field] = json!("x".repeat(most + 1)));
        assert_eq!(said, format!("{field} is longer than {most} characters"));
    }
    let replaced = json!({"instrument": "phq9", "version": "2001", "language": "en-GB", "state": "verified",
        "source": "x", "permission": "x", "items": {}});
    assert!(refused(&replaced).starts_with("the wording of PHQ-9 in that language is included"));
    let said = changed(own(), &|it| it["items"][0]["options"] = json!("yesno"));
    assert_eq!(
        said,
        "own_sleep_diary.json, items[own_sleep_diary.1]: unknown option set \"yesno\""
    );
}

#[test]
fn a_catalogue_name_is_refused_on_upload_but_not_in_stored_files() {
    for (field, name) in [("short", "phq 9"), ("title", "PATIENT HEALTH QUESTIONNAIRE-9")] {
        let mut alike = own();
        alike[field] = json!(name);
        let alike = alike.to_string();
        let said = CATALOGUE.with(&read_upload(&alike).unwrap()).unwrap_err();
        assert_eq!(said, UploadError::CalledAlike(name.to_owned()));
        let before = library(&[(&alike, Side::Clinic)], None);
        assert!(before.refused().is_empty() && before.instrument("own_sleep_diary").is_some());
    }
    assert!(catalogue::instruments().all(|it| !it.id.starts_with(upload::OWN)));
}

#[test]
fn a_form_may_come_from_the_respondent_of_any_of_its_definitions() {
    let response = |instrument: &str| {
        let phq9 = catalogue::instrument("phq9").unwrap();
        let at = Moment::parse("2026-05-12T22:00:00Z").unwrap();
        let draft = crate::response::draft::Draft::open(phq9, at.clone(), Default::default());
        let mut response = draft.stop(at, Zone::parse("Etc/UTC").unwrap());
        response.instrument = instrument.to_owned();
        Entry::Response(response)
    };
    let left_out = |library: &Library, instrument: &str| {
        [Side::Patient, Side::Clinic].map(|by| {
            let entry = response(instrument);
            let filed = Filed { record: RecordId([50; 16]), by, entry: &entry };
            library.standing(&[filed]).not_allowed
        })
    };
    assert_eq!(left_out(&CATALOGUE, "phq9"), [0, 1]);
    assert_eq!(left_out(&CATALOGUE, "hamd17"), [1, 0]);
    assert_eq!(left_out(&CATALOGUE, "phq99"), [0, 0], "the respondent is unknown");
    let mut rated = own();
    (rated["respondent"], rated["version"]) = (json!("clinician"), json!("2"));
    let (asked, rated) = (own().to_string(), rated.to_string());
    assert_eq!(left_out(&library(&[(&asked, Side::Clinic)], None), "own_sleep_diary"), [0, 1]);
    let both = library(&[(&asked, Side::Clinic), (&rated, Side::Clinic)], None);
    assert_eq!(left_out(&both, "own_sleep_diary"), [0, 0], "earlier answers stay in the chart");
}

#[test]
fn a_definition_does_not_change_within_a_version() {
    let (first, mut other) = (own(), own());
    other["items"][0]["text"] = json!("Did you sleep?");
    let (first, other) = (first.to_string(), other.to_string());
    let known = library(&[(&first, Side::Clinic)], None);
    let taken = known.with(&read_upload(&other).unwrap()).unwrap_err();
    assert_eq!(
        taken.to_string(),
        "version 1 of own_sleep_diary is here already with other content: give this one a new version"
    );
    assert!(known.with(&read_upload(&first).unwrap()).is_ok(), "the same file changes nothing");
    let both = library(&[(&first, Side::Clinic), (&other, Side::Clinic)], None);
    assert_eq!(both.instrument("own_sleep_diary").unwrap().items[0].text, "Did you wake up?");
    assert_eq!(both.refused()[0].reason(Words::en_us()), taken.to_string(), "kept and reported");
}

#[test]
fn files_of_one_second_have_the_same_order_in_every_journal() {
    let (first, mut second) = (own(), own());
    (second["version"], second["title"]) = (json!("2"), json!("Nights"));
    let texts = [first.to_string(), second.to_string()];
    let zone = Zone::parse("Etc/UTC").unwrap();
    let at = Moment::parse("2026-05-12T08:00:00Z").unwrap();
    let entry = |text: &String| {
        let (at, zone, text) = (at.clone(), zone.clone(), text.clone());
        Entry::InstrumentFile(InstrumentFile { at, zone, replaces: None, text, statement: None })
    };
    let entries = [entry(&texts[0]), entry(&texts[1])];
    let versions = [[1, 2], [2, 1]].map(|records| {
        let filed = records.iter().zip(&entries).map(|(record, entry)| Filed {
            record: RecordId([*record; 16]),
            by: Side::Clinic,
            entry,
        });
        let library = Library::of(&filed.collect::<Vec<_>>());
        library.instrument("own_sleep_diary").unwrap().version.clone()
    });
    assert_eq!(versions[0], versions[1]);
}

#[test]
fn a_wording_of_another_version_is_not_offered() {
    let (first, mut second) = (own(), own());
    (second["version"], second["language"]) = (json!("2"), json!("es"));
    let texts = [first.to_string(), second.to_string()];
    let library = library(&[(&texts[0], Side::Clinic), (&texts[1], Side::Clinic)], None);
    assert_eq!(library.in_language("own_sleep_diary", "en").unwrap().version, "2");
}

#[test]
fn languages_are_listed_with_their_state() {
    let told = |library: &Library, id: &str| -> Vec<(String, WordingState, bool)> {
        let it = library.instrument(id).unwrap();
        let about = about::about(library, it, false, Words::en_us());
        about.languages.into_iter().map(|it| (it.language, it.state, it.offered)).collect()
    };
    let in_words = |language: &str, state: &str, id: &str| {
        let mut file = wording(id);
        (file["language"], file["state"]) = (json!(language), json!(state));
        file.to_string()
    };
    let bare = library(&[], None);
    assert_eq!(told(&bare, "epds"), [("en".to_owned(), WordingState::Verified, false)]);
    let texts = [
        in_words("es-US", "corroborated", "epds"),
        in_words("en", "unverified", "epds"),
        in_words("en", "verified", "epds"),
        in_words("en", "unverified", "isi"),
    ];
    let files: Vec<_> = texts.iter().map(|text| (text.as_str(), Side::Clinic)).collect();
    let brought = library(&files, None);
    let epds = [
        ("es-US".to_owned(), WordingState::Corroborated, true),
        ("en".to_owned(), WordingState::Verified, true),
    ];
    assert_eq!(told(&brought, "epds"), epds, "the last of each language, and none of another form");
    assert_eq!(told(&brought, "isi"), [("en".to_owned(), WordingState::Unverified, true)]);
    let epds = brought.instrument("epds").unwrap();
    let marks = about::about(&brought, epds, false, Words::en_us()).marks.join(" ");
    assert!(
        marks.contains("Licence: licence 17 of the publisher. Source: the publisher's form."),
        "{marks}"
    );
    assert_eq!(
        told(&brought, "asq")[0].1,
        WordingState::Unverified,
        "two of its texts are from memory"
    );
    let own = library(&[(&own().to_string(), Side::Clinic)], None);
    let about =
        about::about(&own, own.instrument("own_sleep_diary").unwrap(), false, Words::en_us());
    assert_eq!(about.languages[0].state_text, "your clinic's own");
    assert_eq!(about.marks[0], "Everything here is as your clinic's file says it.");
    assert!(!about.licence_verified, "even if the file says so");
}

#[test]
fn an_uploaded_wording_applies_to_its_instrument_and_language_only() {
    let mut spanish = wording("epds");
    spanish["language"] = json!("es");
    let texts = [spanish.to_string(), wording("epds").to_string(), wording("isi").to_string()];
    let files: Vec<_> = texts.iter().map(|text| (text.as_str(), Side::Clinic)).collect();
    let library = library(&files, None);
    let shown = |id: &str, language: &str| {
        let it = library.in_language(id, language).unwrap();
        (it.id, it.language)
    };
    assert_eq!(shown("epds", "es-MX"), ("epds".to_owned(), "es".to_owned()));
    assert_eq!(shown("epds", "en"), ("epds".to_owned(), "en".to_owned()));
    assert_eq!(shown("isi", "es"), ("isi".to_owned(), "en".to_owned()));
}
