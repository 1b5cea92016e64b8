//! Crisis help is never empty, every number can be dialled, and the texts are as agreed.

use super::content::{FALLBACK, FILES, load};
use super::*;

fn context(country: Option<&str>) -> HelpContext {
    HelpContext { country: country.map(str::to_owned), ..HelpContext::default() }
}

fn buttons(directive: &CrisisDirective) -> Vec<&CrisisAction> {
    let mut all = vec![&directive.emergency];
    all.extend(&directive.primary);
    all.extend(&directive.others);
    all.extend(&directive.more);
    all.extend(&directive.clinic);
    all.extend(directive.barriers.iter().flat_map(|barrier| &barrier.actions));
    all
}

#[test]
fn every_crisis_file_is_compiled_in_and_loads() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/crisis");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut listed: Vec<String> =
        FILES.iter().chain([&FALLBACK]).map(|(file, _)| (*file).to_owned()).collect();
    found.sort();
    listed.sort();
    assert_eq!(found, listed);
    for (file, json) in FILES.iter().chain([&FALLBACK]) {
        assert!(load(file, json).is_ok(), "{:?}", load(file, json));
    }
    let codes: Vec<&str> = countries().map(|country| country.code).collect();
    assert_eq!(codes, ["US", "CA", "GB", "AU"]);
}

#[test]
fn no_region_is_empty_and_every_number_can_be_dialled() {
    for country in [None, Some("US"), Some("CA"), Some("GB"), Some("AU"), Some("ZZ"), Some("")] {
        for shown in [directive(&context(country)), help_now(&context(country))] {
            assert!(shown.emergency.number.is_some());
            assert_eq!(shown.primary.is_some(), shown.country.is_some());
            assert!(shown.primary.is_some() || shown.others.len() >= 8, "{country:?}");
            assert!(shown.barriers.iter().all(|barrier| !barrier.actions.is_empty()));
            for button in buttons(&shown) {
                let number = button.number.as_deref();
                match button.kind {
                    ActionKind::Call | ActionKind::Text => {
                        let number = number.unwrap();
                        assert!(number.len() >= 3 && number.bytes().all(|b| b.is_ascii_digit()));
                        assert!(button.spoken.as_ref().is_some_and(|said| {
                            !said
                                .as_bytes()
                                .windows(2)
                                .any(|two| two.iter().all(u8::is_ascii_digit))
                        }));
                    }
                    ActionKind::Chat => {
                        assert_eq!(number, None);
                        assert!(button.url.as_deref().unwrap().starts_with("https://"));
                        assert_eq!(button.hint.as_deref(), Some("needs internet"));
                    }
                }
                assert!(!button.label.is_empty());
            }
        }
    }
}

#[test]
fn each_country_has_its_own_emergency_number_and_line() {
    let lines = |country| {
        let shown = directive(&context(country));
        let primary = shown.primary.and_then(|action| action.number);
        (shown.emergency.number.unwrap(), primary)
    };
    let of = |a: &str, b: &str| (a.to_owned(), Some(b.to_owned()));
    assert_eq!(lines(Some("US")), of("911", "988"));
    assert_eq!(lines(Some("ca")), of("911", "988"));
    assert_eq!(lines(Some("GB")), of("999", "116123"));
    assert_eq!(lines(Some("AU")), of("000", "131114"));
    assert_eq!(lines(Some("FR")), ("112".to_owned(), None));
    assert_eq!(lines(None), ("112".to_owned(), None));
}

#[test]
fn the_fallback_repeats_the_numbers_of_each_country() {
    let neutral = directive(&context(None));
    let has = |number: &str| neutral.others.iter().any(|it| it.number.as_deref() == Some(number));
    for country in countries() {
        let own = directive(&context(Some(country.code)));
        for action in [Some(own.emergency), own.primary].into_iter().flatten() {
            assert!(has(action.number.as_deref().unwrap()), "{}: {}", country.code, action.label);
        }
    }
}

#[test]
fn the_screen_has_the_agreed_texts() {
    let hours = Some("Mon–Fri, 9 am to 5 pm".to_owned());
    let shown = directive(&HelpContext { hours: hours.clone(), ..context(Some("US")) });
    assert_eq!(shown.heading, "Thank you for telling us.");
    assert_eq!(
        shown.lines,
        [
            "You deserve help with this today.",
            "No one is watching this right now.",
            "Your clinic reads answers Mon–Fri, 9 am to 5 pm.",
        ],
    );
    assert_eq!(shown.emergency.label, "In danger now? Call 911");
    assert_eq!(shown.primary.as_ref().unwrap().label, "Call 988");
    assert_eq!(shown.primary.unwrap().spoken.as_deref(), Some("Call nine eight eight"));
    let others: Vec<_> = shown.others.iter().map(|action| action.label.as_str()).collect();
    assert_eq!(others, ["Text 988", "Chat online"]);
    let more: Vec<_> = shown.more.iter().map(|action| action.label.as_str()).collect();
    assert_eq!(more[0], "Call 988, then press 2");
    assert!(more.contains(&"Text HOME to 741741"));
    assert_eq!(shown.clinic_text, "They read Mon–Fri, 9 am to 5 pm.");
    assert_eq!(shown.checked_text, "List of 21 Nov 2026");
    let unknown = directive(&context(None));
    assert_eq!(unknown.lines[2], "Your clinic reads answers on working days.");
    assert!(unknown.emergency.detail.unwrap().contains("pass 112"));
    let asked = help_now(&HelpContext { hours, ..context(Some("US")) });
    assert_eq!((asked.heading.as_str(), asked.lines.len()), ("Help now", 2));
    assert_eq!(asked.lines[0], "No one is watching this right now.");
}

#[test]
fn a_private_form_names_no_reader() {
    let private = HelpContext {
        private_form: true,
        hours: Some("Mon–Fri".to_owned()),
        ..context(Some("GB"))
    };
    let shown = directive(&private);
    assert!(shown.private_form);
    assert_eq!(shown.lines[2], PRIVATE);
    assert_eq!(shown.clinic_text, PRIVATE);
    assert!(shown.lines.iter().all(|line| !line.contains("reads answers")));
}

#[test]
fn a_dialable_clinic_telephone_is_a_button() {
    let number = |telephone: &str| {
        let telephone = Some(telephone.to_owned());
        directive(&HelpContext { telephone, ..context(None) }).clinic.and_then(|it| it.number)
    };
    assert_eq!(number("+1 (555) 010-0142").as_deref(), Some("+15550100142"));
    assert_eq!(number("555 0142").as_deref(), Some("5550142"));
    assert_eq!(number("ask at the desk"), None);
}

#[test]
fn misleading_files_are_refused() {
    let refused = |from: &str, to: &str, reason: &str| {
        assert!(FILES[0].1.contains(from), "{from}");
        let error = load("US.json", &FILES[0].1.replace(from, to)).unwrap_err().to_string();
        assert!(error.starts_with("US.json: ") && error.contains(reason), "{error}");
    };
    refused("\"verified\": true", "\"verified\": false", "not verified");
    refused("\"number\": \"838255\"", "\"number\": \"838 255\"", "cannot be dialled");
    refused("\"number\": \"838255\"", "\"number\": \"838256\"", "would be dialled");
    refused("\"country\": \"US\"", "\"country\": \"CA\"", "not the name of the file");
    refused("\"hours\": \"24/7\"", "\"hours\": \"9-5\"", "day and night");
    refused("\"place\": \"first\"", "\"place\": \"next\"", "exactly one line");
    refused("https://988lifeline.org", "http://988lifeline.org", "https page");
    refused("\"as_of\"", "\"of\"", "unknown field");
}
