//! A form as a screen draws it, on a phone and on a clinician's page alike.

use serde::{Deserialize, Serialize};

use crate::language::words;
use interlude_clinical::instrument::item::{Item, ItemKind};
use interlude_clinical::instrument::rule::Test;
use interlude_clinical::instrument::{Instrument, Respondent, unit};
use interlude_clinical::response::AnswerValue;
use interlude_clinical::response::draft::{Answer, AnswerHelp, Draft, ResponseError};
use interlude_clinical::safety::CrisisDirective;
use interlude_clinical::words::Words;

/// One question on screen.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FormItem {
    /// Its stored name.
    pub id: String,
    /// Its number; empty for items that follow unnumbered.
    pub number: String,
    /// How many are counted: "3 of 9".
    pub total: i32,
    /// What is said once, above the first item.
    pub instructions: Option<String>,
    /// The line above it: the sentence above every item, else the question it follows from or how far back it asks.
    pub stem: Option<String>,
    /// The wording.
    pub text: String,
    /// What may be answered.
    pub kind: FormItemKind,
    /// Options of a choice, in order.
    pub options: Vec<FormOption>,
    /// Least number.
    pub min: i32,
    /// Greatest number.
    pub max: i32,
    /// What the least number means.
    pub min_label: String,
    /// What the greatest number means.
    pub max_label: String,
    /// The unit of a number, as people write it; empty if it has none.
    pub unit: String,
    /// The answer so far; `None` if the item was not seen.
    pub answered: Option<AnswerView>,
    /// Whether every form asks it; the others are "Add more".
    pub core: bool,
}

/// What may be answered to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum FormItemKind {
    /// One of the options.
    Choice,
    /// A whole number with a button for each.
    Number,
    /// Yes or no.
    Boolean,
    /// A whole number that is typed, signed if its least is below zero.
    Integer,
    /// A number that is typed, signed if its least is below zero.
    Decimal,
    /// Free text.
    Text,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FormOption {
    /// Its stored value.
    pub value: i32,
    /// The wording.
    pub label: String,
}

/// An answer as it was given.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum AnswerView {
    /// An option's value.
    Choice(i32),
    /// A number.
    Number(f64),
    /// Yes or no.
    YesNo(bool),
    /// Free text.
    Text(String),
    /// Seen and not answered.
    Skipped,
}

/// What one tap on an answer leads to: all that the screen needs to draw next.
#[must_use = "a tap may lead to crisis help, which must be shown at once"]
#[derive(Clone, PartialEq)]
pub struct Tap {
    /// Crisis help, to be shown before anything is stored; `None` for most answers.
    pub crisis: Option<CrisisDirective>,
    /// A line beside the question after a safety answer was lowered; `None` otherwise.
    pub changed_notice: Option<String>,
    /// The questions that read differently now, and those asked from now on, in order.
    pub changed: Vec<FormItem>,
    /// Ids of all questions asked now, in order.
    pub asked: Vec<String>,
}

interlude_clinical::redacted!(FormItem, AnswerView, Tap);

impl From<AnswerView> for Answer {
    fn from(view: AnswerView) -> Self {
        match view {
            AnswerView::Choice(value) => Self::Choice(value),
            AnswerView::Number(value) => Self::Number(value),
            AnswerView::YesNo(value) => Self::Boolean(value),
            AnswerView::Text(text) => Self::Text(text),
            AnswerView::Skipped => Self::Skip,
        }
    }
}

/// The questions asked now, given the answers so far.
#[must_use]
pub fn items(draft: &Draft) -> Vec<FormItem> {
    let instrument = draft.instrument();
    draft.items().map(|item| form_item(instrument, item, draft.answer_of(&item.id))).collect()
}

/// Takes one answer into `draft`.
///
/// # Errors
/// What [`Draft::answer`] returns; the draft is unchanged then.
pub fn tap(draft: &mut Draft, item: &str, answer: Answer) -> Result<Tap, ResponseError> {
    let before = items(draft);
    let AnswerHelp { crisis, changed } = draft.answer(item, answer)?;
    let changed_notice = changed.map(|it| it.text(words()));
    let after = items(draft);
    let asked = after.iter().map(|it| it.id.clone()).collect();
    let changed = after.into_iter().filter(|it| !before.contains(it)).collect();
    Ok(Tap { crisis, changed_notice, changed, asked })
}

/// The licence notice of the form, then its citation.
#[must_use]
pub fn source_text(instrument: &Instrument) -> String {
    source_of(&instrument.licence.notice, instrument.citation.as_deref())
}

/// Joins notice and citation; drops a repeated citation.
#[must_use]
pub fn source_of(notice: &str, citation: Option<&str>) -> String {
    let citation = citation.filter(|it| !notice.contains(*it));
    citation.map_or_else(|| notice.to_owned(), |it| format!("{notice} {it}"))
}

/// Widest range of whole numbers that is shown as buttons; a wider one is typed.
const MOST_BUTTONS: i32 = 20;

fn is_first(instrument: &Instrument, item: &Item) -> bool {
    instrument.items.first().is_some_and(|first| first.id == item.id)
}

fn form_item(instrument: &Instrument, item: &Item, answered: Option<&AnswerValue>) -> FormItem {
    // What stands beside a wording is in its language, not in that of the program.
    let words = Words::for_language(&instrument.language);
    let (min, max) = item.range();
    let (min_label, max_label, unit) = match &item.kind {
        ItemKind::Number { min_label, max_label, .. } => {
            (min_label.clone(), max_label.clone(), String::new())
        }
        ItemKind::Decimal { unit, .. } => {
            (String::new(), String::new(), unit::in_words(unit, words))
        }
        ItemKind::Choice { .. } | ItemKind::Boolean | ItemKind::Text { .. } => Default::default(),
    };
    let options = match &item.kind {
        ItemKind::Choice { options, .. } => options
            .iter()
            .map(|option| FormOption { value: option.value, label: option.label.clone() })
            .collect(),
        ItemKind::Boolean => {
            [1, 0].map(|value| FormOption { value, label: item.label_of(value, words) }).into()
        }
        ItemKind::Number { .. } | ItemKind::Decimal { .. } | ItemKind::Text { .. } => Vec::new(),
    };
    FormItem {
        id: item.id.clone(),
        number: item.number_text(),
        total: i32::try_from(instrument.numbered()).unwrap_or(i32::MAX),
        instructions: instrument.instructions.clone().filter(|_| is_first(instrument, item)),
        stem: line_above(instrument, item, words),
        text: item.text.clone(),
        kind: match &item.kind {
            ItemKind::Choice { .. } => FormItemKind::Choice,
            // A button for each number, as long as a screen holds them.
            ItemKind::Number { .. } if max - min > MOST_BUTTONS => FormItemKind::Integer,
            ItemKind::Number { .. } => FormItemKind::Number,
            ItemKind::Decimal { .. } => FormItemKind::Decimal,
            ItemKind::Boolean => FormItemKind::Boolean,
            ItemKind::Text { .. } => FormItemKind::Text,
        },
        options,
        min,
        max,
        min_label,
        max_label,
        unit,
        answered: answered.map(|value| answer_view(&item.kind, value)),
        core: item.core,
    }
}

/// The sentence above every item. Where an instrument for patients has none: the question from which an item of
/// "Add more" follows, else how far back the item asks if nothing on its screen says so.
fn line_above(instrument: &Instrument, item: &Item, words: &Words) -> Option<String> {
    if instrument.stem.is_some() {
        return instrument.stem.clone().filter(|_| !item.without_stem);
    }
    if instrument.respondent == Respondent::Clinician || item.without_stem {
        return None;
    }
    follows(instrument, item).or_else(|| recall(instrument, item, words))
}

fn follows(instrument: &Instrument, item: &Item) -> Option<String> {
    let condition = item.enable_when.as_ref().filter(|_| !item.core)?;
    let mut tests = condition.tests();
    let (Some(Test { items, .. }), None) = (tests.next(), tests.next()) else { return None };
    let [place] = items.as_slice() else { return None };
    instrument.items.get(*place).map(|it| it.text.clone())
}

/// `Think of the past 12 months.`; `None` where items differ, or the period is not one of plain English words.
fn recall(instrument: &Instrument, item: &Item, words: &Words) -> Option<String> {
    let (last, period) = instrument.recall_text.split_once(' ')?;
    let plain = ["last", "past"].contains(&last)
        && instrument.language.starts_with("en")
        && UNITS_OF_TIME.iter().any(|unit| period.ends_with(unit))
        && period.chars().all(|it| it.is_ascii_alphanumeric() || it == ' ');
    let instructions = instrument.instructions.iter().filter(|_| is_first(instrument, item));
    let offered = match &item.kind {
        ItemKind::Choice { options, .. } => options.as_slice(),
        ItemKind::Number { .. }
        | ItemKind::Decimal { .. }
        | ItemKind::Boolean
        | ItemKind::Text { .. } => &[],
    };
    let mut on_screen =
        instructions.chain([&item.text]).chain(offered.iter().map(|option| &option.label));
    let said = on_screen.any(|text| {
        let text = text.to_lowercase();
        ["last", "past"].iter().any(|last| text.contains(&format!("{last} {period}")))
    });
    (plain && !said).then(|| words.think_of_period(&instrument.recall_text))
}

/// What a period ends in that is said as it stands.
const UNITS_OF_TIME: [&str; 10] =
    ["hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"];

fn answer_view(kind: &ItemKind, value: &AnswerValue) -> AnswerView {
    match (value, kind) {
        (AnswerValue::Integer(value), ItemKind::Choice { .. }) => AnswerView::Choice(*value),
        (AnswerValue::Integer(value), _) => AnswerView::Number(f64::from(*value)),
        (AnswerValue::Decimal(value), _) => AnswerView::Number(*value),
        (AnswerValue::Boolean(yes), _) => AnswerView::YesNo(*yes),
        (AnswerValue::Text(text), _) => AnswerView::Text(text.clone()),
        (AnswerValue::Skipped, _) => AnswerView::Skipped,
    }
}

#[cfg(test)]
mod tests;
