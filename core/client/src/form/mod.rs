//! The data of a form on screen, for the phone and for a clinician's page.

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
    /// Its stored id.
    pub id: String,
    /// Its number; empty for unnumbered items.
    pub number: String,
    /// The number of numbered items, as in "3 of 9".
    pub total: i32,
    /// The instructions, above the first item only.
    pub instructions: Option<String>,
    /// The line above the item: the instrument's stem, or else the question that it follows up, or else the recall period.
    pub stem: Option<String>,
    /// The wording.
    pub text: String,
    /// The kind of answer.
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
    /// The unit of a number in words; empty if it has none.
    pub unit: String,
    /// The answer so far; `None` if the item was not seen.
    pub answered: Option<AnswerView>,
    /// Whether it is always asked; other items are under "Add more".
    pub core: bool,
}

/// The kind of answer to an item.
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
    /// A typed whole number; a sign is allowed if the least number is negative.
    Integer,
    /// A typed number; a sign is allowed if the least number is negative.
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

/// An answer.
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

/// The result of one tap on an answer: all that the screen needs to draw next.
#[must_use = "a tap may lead to crisis help, which must be shown at once"]
#[derive(Clone, PartialEq)]
pub struct Tap {
    /// Crisis help, to show before anything is stored; `None` for most answers.
    pub crisis: Option<CrisisDirective>,
    /// A line beside the question after a safety answer was lowered; `None` otherwise.
    pub changed_notice: Option<String>,
    /// The questions that changed or are newly asked, in order.
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

/// Returns the questions asked now, given the answers so far.
#[must_use]
pub fn items(draft: &Draft) -> Vec<FormItem> {
    let instrument = draft.instrument();
    draft.items().map(|item| form_item(instrument, item, draft.answer_of(&item.id))).collect()
}

/// Records one answer in `draft`.
///
/// # Errors
/// The error of [`Draft::answer`]; `draft` is unchanged then.
pub fn tap(draft: &mut Draft, item: &str, answer: Answer) -> Result<Tap, ResponseError> {
    let before = items(draft);
    let AnswerHelp { crisis, changed } = draft.answer(item, answer)?;
    let changed_notice = changed.map(|it| it.text(words()));
    let after = items(draft);
    let asked = after.iter().map(|it| it.id.clone()).collect();
    let changed = after.into_iter().filter(|it| !before.contains(it)).collect();
    Ok(Tap { crisis, changed_notice, changed, asked })
}

/// Returns the form's licence notice, then its citation.
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

/// Widest range of whole numbers with a button each; in a wider range the number is typed.
const MOST_BUTTONS: i32 = 20;

fn is_first(instrument: &Instrument, item: &Item) -> bool {
    instrument.items.first().is_some_and(|first| first.id == item.id)
}

fn form_item(instrument: &Instrument, item: &Item, answered: Option<&AnswerValue>) -> FormItem {
    // Texts beside a wording are in the language of the wording, not of the program.
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
            // A button for each number, if they fit on a screen.
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

/// Returns the instrument's stem. If a form for patients has none: the question that an "Add more" item follows up, or
/// else the recall period, unless the screen already states it.
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

/// Returns `Think of the past 12 months.`; `None` if the screen states the period, or the recall text is not plain
/// English.
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

/// Time units allowed in recall text.
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
