//! Clinician-rated forms after each tap of the page checks.

use std::collections::BTreeMap;

use super::super::rating::{Rating, RatingItem, RatingView, rateable};
use super::people::library;
use super::{compare, now};
use crate::form::{AnswerView, FormItemKind};
use interlude_clinical::instrument::rule::Context;
use interlude_clinical::library::Library;
use interlude_clinical::safety::{CrisisDirective, HelpContext};
use interlude_protocol::id::{RecordId, SpaceId};
use serde::Serialize;
use serde_json::json;

/// Taps of a complete HAM-D17: item 3 is `third`, all others are 1. `sixteenth` is `16a` or `16b`.
pub(super) fn ones(third: u8, sixteenth: &str) -> String {
    let tap = |number| match number {
        3 => format!("3={third}"),
        16 => format!("{sixteenth}=1"),
        _ => format!("{number}=1"),
    };
    (1..=17).map(tap).collect::<Vec<_>>().join(" ")
}

/// Taps of a HAM-D17 with two items marked as not rated.
pub(super) const NOT_SCORED: &str =
    "1=0 2=0 3=0 4=0 5=0 6=0 7=0 8=0 9=0 10=0 11=0 12=0 13=0 14=0 16b=0 15=- 17=-";

/// Taps of vital signs: one is corrected, one is cleared and the others are not rated.
pub(super) const VITALS: &str = "sbp=132 hr=70 hr=- dbp=- spo2=- rr=- temp=- weight=- sbp=133";

/// What a tap changes apart from the answer.
#[derive(Serialize)]
struct Step {
    score_text: String,
    open: Vec<String>,
    /// Items with crisis help, and the notice for a lowered answer.
    help: BTreeMap<String, Option<String>>,
}

/// Opens a form and applies the taps. Returns the form, its first view and its view after each tap.
///
/// A tap is `item=answer`; the answer `-` means not rated.
pub(super) fn rated(library: &Library, form: &str, taps: &str) -> (Rating, Vec<RatingView>) {
    let help = HelpContext { country: Some("US".to_owned()), ..HelpContext::default() };
    let of = (RecordId([0xa; 16]), SpaceId(0x1000_u128.to_be_bytes()));
    let (form, about) = ((library, form), Context::default());
    let mut rating = Rating::open(of, form, ("en", help), about, now()).unwrap();
    let mut steps = vec![rating.view()];
    for tap in taps.split_whitespace() {
        let (name, answer) = tap.split_once('=').unwrap();
        let ends = format!(".{name}");
        let view = rating.view();
        let item = view.items.iter().find(|it| it.item.id.ends_with(&ends)).unwrap();
        let answer = match (answer, item.item.kind) {
            ("-", _) => AnswerView::Skipped,
            (value, FormItemKind::Choice) => AnswerView::Choice(value.parse().unwrap()),
            (value, _) => AnswerView::Number(value.parse().unwrap()),
        };
        steps.push(rating.rate(&item.item.id, answer).unwrap());
    }
    (rating, steps)
}

fn step(view: &RatingView, help: &mut Option<CrisisDirective>) -> Step {
    let mut beside = BTreeMap::new();
    for item in &view.items {
        if let Some(shown) = &item.help {
            assert!(help.get_or_insert_with(|| shown.clone()) == shown, "one directive for all");
            beside.insert(item.item.id.clone(), item.changed_notice.clone());
        }
    }
    Step { score_text: view.score_text.clone(), open: view.open.clone(), help: beside }
}

/// The items without the fields that a tap may change.
fn unchanged(view: &RatingView) -> Vec<RatingItem> {
    let mut items = view.items.clone();
    for it in &mut items {
        (it.item.answered, it.help, it.changed_notice) = (None, None, None);
    }
    items
}

/// Writes `rating.json`: the first view of each form, its crisis help, and the changes after each sequence of taps.
#[test]
fn page_checks_use_current_ratings() {
    let library = library();
    let told = |form: &str, walks: &[&str]| {
        let mut help = None;
        let mut steps = BTreeMap::new();
        let fresh = rated(&library, form, "").1.remove(0);
        for walk in walks {
            let taps: Vec<&str> = walk.split_whitespace().collect();
            for (count, view) in rated(&library, form, walk).1.iter().enumerate().skip(1) {
                assert!(unchanged(view) == unchanged(&fresh));
                steps.insert(taps[..count].join(" "), step(view, &mut help));
            }
        }
        json!({"view": fresh, "help": help, "steps": steps})
    };
    let ones = [ones(0, "16a"), ones(1, "16a"), ones(1, "16b")];
    let [zero, one, b] = ones.each_ref().map(String::as_str);
    let others = ["3=0 3=1 3=0", "3=0 4=2", "1=2 3=1", "3=1", "1=2 2=1 3=1 4=0 5=2", NOT_SCORED];
    let hamd17 = told("hamd17", &[&[zero, one, b], &others[..]].concat());
    let forms = json!({
        "hamd17": hamd17,
        "cgi": told("cgi", &["s=4 i=4"]),
        "vitals": told("vitals", &[VITALS]),
    });
    compare("rating", &json!({"rateable": rateable(&library), "forms": forms}));
}
