//! Crisis help: what to show after an answer. It is built from constants, so that nothing can block
//! it.
//!
//! No network, disk, clock or key is used here. Every answer that meets a safety rule gives the
//! same screen, however low the answer is.

pub mod content;

use serde::{Deserialize, Serialize};

use content::{Channel, ChannelKind, CrisisContent, Place};

/// What is known about the place and the form when crisis help is shown.
///
/// All fields may be unknown. Without a country, the country-neutral help is shown.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpContext {
    /// Two-letter country code; `None` or an unknown code gives the country-neutral help.
    pub country: Option<String>,
    /// When the clinic reads answers, in its own words: `Mon–Fri, 9 am to 5 pm`.
    pub hours: Option<String>,
    /// The clinic's telephone number, as the clinic wrote it.
    pub telephone: Option<String>,
    /// Whether the form is private, so that no clinician sees it.
    pub private_form: bool,
    /// Whether a clinician fills in the form about a patient. The texts then address the clinician.
    #[serde(default)]
    pub hand_on: bool,
}

redacted!(HelpContext);

/// Crisis help to draw at once. Show it before storing anything.
#[must_use = "show crisis help before anything else happens"]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CrisisDirective {
    /// First line of the screen.
    pub heading: String,
    /// Lines under the heading.
    pub lines: Vec<String>,
    /// Emergency number, always first.
    pub emergency: CrisisAction,
    /// The line to call; `None` if the country is unknown.
    pub primary: Option<CrisisAction>,
    /// Text and chat; lines of several countries if the country is unknown.
    pub others: Vec<CrisisAction>,
    /// Further lines, behind "More lines".
    pub more: Vec<CrisisAction>,
    /// What makes it hard to reach out, with a reply to each.
    pub barriers: Vec<Barrier>,
    /// The date of the list, as text.
    pub checked_text: String,
    /// Text under "Write to my clinic".
    pub clinic_text: String,
    /// Button for the clinic's telephone, if there is a number to dial.
    pub clinic: Option<CrisisAction>,
    /// Whether the form is private, so that the clinic does not see it.
    pub private_form: bool,
    /// Country code of the content; `None` for the country-neutral help.
    pub country: Option<String>,
    /// Language of the content (BCP 47).
    pub language: String,
}

/// One button of the crisis screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CrisisAction {
    /// What the button does.
    pub kind: ActionKind,
    /// Text on the button.
    pub label: String,
    /// Smaller text, such as the name of the line.
    pub detail: Option<String>,
    /// Number to dial or text: digits, optionally after a `+`.
    pub number: Option<String>,
    /// Text to fill into the message.
    pub body: Option<String>,
    /// Page to open.
    pub url: Option<String>,
    /// What to do or know when using it: `then press 1`, `needs internet`.
    pub hint: Option<String>,
    /// The label for screen readers.
    pub spoken: Option<String>,
}

/// What a button of the crisis screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ActionKind {
    /// Opens the dialler.
    Call,
    /// Opens a text message.
    Text,
    /// Opens a page.
    Chat,
}

/// A reason why it is hard to reach out, with a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Barrier {
    /// What a person may think.
    pub said: String,
    /// A plain reply.
    pub reply: String,
    /// Buttons that help.
    pub actions: Vec<CrisisAction>,
}

/// A country with compiled-in help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// Two-letter code.
    pub code: &'static str,
    /// Name in the language of the content.
    pub name: &'static str,
}

/// The countries with compiled-in help.
pub fn countries() -> impl Iterator<Item = Country> {
    content::countries().filter_map(|content| {
        let code = content.country.as_deref()?;
        Some(Country { code, name: &content.name })
    })
}

/// Returns crisis help for an answer that meets a safety rule.
pub fn directive(context: &HelpContext) -> CrisisDirective {
    if context.hand_on {
        let mut help = build(context, "Help to read out or hand on", &[]);
        help.lines = HAND_ON.map(str::to_owned).into();
        return help;
    }
    build(
        context,
        "Thank you for telling us.",
        &["You deserve help with this today.", NOBODY_WATCHES],
    )
}

/// Returns crisis help for "Help now": the same without thanks, because there was no answer.
pub fn help_now(context: &HelpContext) -> CrisisDirective {
    build(context, "Help now", &[NOBODY_WATCHES])
}

/// Lines for a clinician who gave such an answer about a patient.
const HAND_ON: [&str; 2] = [
    "Go through these with the patient, or hand them on, before you part.",
    "Nothing is saved yet, and no one else has been told.",
];

/// Always visible on the crisis screen, at any text size.
const NOBODY_WATCHES: &str = "No one is watching this right now.";

/// Replaces every line about the clinic if the form is private.
pub const PRIVATE: &str = "Only you can read this. Your clinic will not see it.";

fn build(context: &HelpContext, heading: &str, lines: &[&str]) -> CrisisDirective {
    let content = content::of(context.country.as_deref());
    let hours = context.hours.as_deref().map(|text| text.trim().trim_end_matches('.'));
    let hours = hours.filter(|text| !text.is_empty());
    let when = hours.unwrap_or("on working days");
    let (clinic_line, clinic_text) = if context.private_form {
        (PRIVATE.to_owned(), PRIVATE.to_owned())
    } else {
        (format!("Your clinic reads answers {when}."), format!("They read {when}."))
    };
    let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    lines.push(clinic_line);
    let at = |place| actions(content, place);
    let primary = at(Place::First).into_iter().next();
    let others = at(Place::Next);
    let mut more = at(Place::More);
    more.extend(content::links().iter().map(link));
    CrisisDirective {
        heading: heading.to_owned(),
        lines,
        emergency: emergency(content),
        barriers: barriers(primary.as_ref(), &others),
        primary,
        others,
        more,
        checked_text: format!("List of {}", content.as_of.format("%-d %b %Y")),
        clinic_text,
        clinic: context.telephone.as_deref().and_then(clinic),
        private_form: context.private_form,
        country: content.country.clone(),
        language: content.language.clone(),
    }
}

fn emergency(content: &CrisisContent) -> CrisisAction {
    let label = format!("In danger now? Call {}", content.emergency.shown);
    CrisisAction {
        detail: content.emergency.detail.clone(),
        spoken: Some(format!("In danger now? Call {}", speak(&content.emergency.shown))),
        ..button(ActionKind::Call, label, Some(content.emergency.number.clone()))
    }
}

fn actions(content: &CrisisContent, place: Place) -> Vec<CrisisAction> {
    let all = content
        .services
        .iter()
        .flat_map(|service| service.channels.iter().map(move |channel| (service, channel)));
    all.filter(|(_, channel)| channel.place == place)
        .map(|(service, channel)| action(channel, &service.name))
        .collect()
}

fn action(channel: &Channel, service: &str) -> CrisisAction {
    let detail = Some(channel.detail.clone().unwrap_or_else(|| service.to_owned()));
    let then = channel.then.as_ref().map(|what| format!("then {what}"));
    let shown = channel.shown.as_deref().unwrap_or_default();
    let words = |number: &str| match (channel.kind, &channel.body) {
        (ChannelKind::Call, _) => match &then {
            Some(then) => format!("Call {number}, {then}"),
            None => format!("Call {number}"),
        },
        (ChannelKind::Text, Some(body)) => format!("Text {body} to {number}"),
        (ChannelKind::Text, None) => format!("Text {number}"),
        (ChannelKind::Chat, _) => "Chat online".to_owned(),
    };
    let kind = match channel.kind {
        ChannelKind::Call => ActionKind::Call,
        ChannelKind::Text => ActionKind::Text,
        ChannelKind::Chat => ActionKind::Chat,
    };
    CrisisAction {
        detail,
        body: channel.body.clone(),
        url: channel.url.clone(),
        hint: if kind == ActionKind::Chat {
            Some("needs internet".to_owned())
        } else {
            then.clone()
        },
        spoken: Some(words(&speak(shown))),
        ..button(kind, words(shown), channel.number.clone())
    }
}

fn link(link: &content::Link) -> CrisisAction {
    CrisisAction {
        detail: Some(link.detail.clone()),
        url: Some(link.url.clone()),
        hint: Some("needs internet".to_owned()),
        ..button(ActionKind::Chat, link.label.clone(), None)
    }
}

/// The button for the clinic's telephone; `None` if the text has no number to dial.
fn clinic(telephone: &str) -> Option<CrisisAction> {
    let plus = if telephone.trim_start().starts_with('+') { "+" } else { "" };
    let digits: String = telephone.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 3 {
        return None;
    }
    let number = format!("{plus}{digits}");
    let label = "Call my clinic".to_owned();
    let detail = Some(telephone.trim().to_owned());
    Some(CrisisAction { detail, ..button(ActionKind::Call, label, Some(number)) })
}

fn button(kind: ActionKind, label: String, number: Option<String>) -> CrisisAction {
    CrisisAction {
        kind,
        label,
        detail: None,
        number,
        body: None,
        url: None,
        hint: None,
        spoken: None,
    }
}

fn barriers(primary: Option<&CrisisAction>, others: &[CrisisAction]) -> Vec<Barrier> {
    let written = |action: &&CrisisAction| action.kind != ActionKind::Call;
    let writing: Vec<_> = others.iter().filter(written).cloned().collect();
    let calling: Vec<_> = match primary {
        Some(action) => vec![action.clone()],
        None => others.iter().filter(|action| !written(action)).cloned().collect(),
    };
    let barrier = |said: &str, reply: &str, actions: &[CrisisAction]| Barrier {
        said: said.to_owned(),
        reply: reply.to_owned(),
        actions: actions.to_vec(),
    };
    vec![
        barrier("I don't want to talk", "You can write instead.", &writing),
        barrier(
            "I don't know what they'll do",
            "A trained person listens and asks what you need. You can hang up at any time.",
            &calling,
        ),
        barrier(
            "I don't want to be a burden",
            "This is what they are there for, day and night.",
            &calling,
        ),
        barrier(
            "It didn't help before",
            "Ask for someone else, or call someone you trust.",
            &calling,
        ),
    ]
}

/// Spells a number digit by digit: `13 11 14` is "one three, one one, one four".
fn speak(shown: &str) -> String {
    let word = |digit: char| match digit {
        '0' => "zero",
        '1' => "one",
        '2' => "two",
        '3' => "three",
        '4' => "four",
        '5' => "five",
        '6' => "six",
        '7' => "seven",
        '8' => "eight",
        '9' => "nine",
        _ => "plus",
    };
    let group = |digits: &str| digits.chars().map(word).collect::<Vec<_>>().join(" ");
    shown.split_whitespace().map(group).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
