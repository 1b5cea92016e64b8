//! The compiled-in crisis files: verified services, with separate numbers to dial and to display.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

/// Help for one country, or the country-neutral help.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrisisContent {
    /// Two-letter code; `None` in the country-neutral file.
    pub country: Option<String>,
    /// Name of the country.
    pub name: String,
    /// Language of the file (BCP 47).
    pub language: String,
    /// Date of the list.
    pub as_of: NaiveDate,
    /// Emergency number.
    pub emergency: Emergency,
    /// The services, one of which is the line to call.
    pub services: Vec<CrisisResource>,
    /// Directories of other countries.
    #[serde(default)]
    pub links: Vec<Link>,
}

/// A country's emergency number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emergency {
    /// Digits to dial.
    pub number: String,
    /// The number as displayed.
    pub shown: String,
    /// Text under the button.
    #[serde(default)]
    pub detail: Option<String>,
    /// Whether a person read it at the source.
    pub verified: bool,
    /// The source.
    pub source: String,
}

/// A crisis service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrisisResource {
    /// Official name; in the country-neutral file, the countries it serves.
    pub name: String,
    /// Whether it was read at a source. Unverified services are refused.
    pub verified: bool,
    /// Opening hours. Only services that answer day and night are accepted.
    pub hours: String,
    /// Languages spoken (BCP 47).
    pub languages: Vec<String>,
    /// The sources.
    pub sources: Vec<String>,
    /// Ways to reach the service.
    pub channels: Vec<Channel>,
    /// What was omitted, and why.
    #[serde(default)]
    pub note: Option<String>,
}

/// One way to reach a service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// The kind of channel.
    pub kind: ChannelKind,
    /// Digits to dial or text.
    #[serde(default)]
    pub number: Option<String>,
    /// The number as displayed.
    #[serde(default)]
    pub shown: Option<String>,
    /// What to do once connected.
    #[serde(default)]
    pub then: Option<String>,
    /// Text to fill into the message.
    #[serde(default)]
    pub body: Option<String>,
    /// Page to open.
    #[serde(default)]
    pub url: Option<String>,
    /// Text under the button, if it is not the service's name.
    #[serde(default)]
    pub detail: Option<String>,
    /// Position on the screen.
    pub place: Place,
}

/// Ways to reach a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelKind {
    /// A telephone call.
    Call,
    /// A text message.
    Text,
    /// A web page.
    Chat,
}

/// Positions on the crisis screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The large button.
    First,
    /// Below the large button.
    Next,
    /// Behind "More lines".
    More,
}

/// A directory of lines in other countries.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Text on the button.
    pub label: String,
    /// Text under the label.
    pub detail: String,
    /// Page to open.
    pub url: String,
}

/// The error for an invalid crisis file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct CrisisFileError {
    /// Name of the file.
    pub file: String,
    /// What is wrong.
    pub reason: String,
}

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../crisis/", $name)))),+]
    };
}

/// Every country's file, in display order.
pub const FILES: [(&str, &str); 4] = files!["US.json", "CA.json", "GB.json", "AU.json"];

/// The country-neutral file.
pub const FALLBACK: (&str, &str) = ("fallback.json", include_str!("../../crisis/fallback.json"));

static COUNTRIES: LazyLock<Vec<CrisisContent>> =
    LazyLock::new(|| FILES.iter().filter_map(|(file, json)| load(file, json).ok()).collect());

static NEUTRAL: LazyLock<CrisisContent> =
    LazyLock::new(|| load(FALLBACK.0, FALLBACK.1).unwrap_or_else(|_| last_resort()));

/// The content of each country.
pub fn countries() -> impl Iterator<Item = &'static CrisisContent> {
    COUNTRIES.iter()
}

/// Returns the content for a country code, ignoring case. Returns the country-neutral content if
/// the country is unknown.
#[must_use]
pub fn of(country: Option<&str>) -> &'static CrisisContent {
    let named = |content: &&CrisisContent| match (&content.country, country) {
        (Some(code), Some(asked)) => code.eq_ignore_ascii_case(asked.trim()),
        (None, _) | (_, None) => false,
    };
    COUNTRIES.iter().find(named).unwrap_or(&NEUTRAL)
}

/// Directories of lines in all countries.
#[must_use]
pub fn links() -> &'static [Link] {
    &NEUTRAL.links
}

/// Reads a crisis file. `file` is its name, such as `US.json`.
///
/// # Errors
/// [`CrisisFileError`] if the file is invalid, a service is unverified or not open day and night,
/// or a number cannot be dialled.
pub fn load(file: &str, json: &str) -> Result<CrisisContent, CrisisFileError> {
    let refuse = |reason: String| CrisisFileError { file: file.to_owned(), reason };
    let content: CrisisContent =
        serde_json::from_str(json).map_err(|error| refuse(error.to_string()))?;
    let stem = file.strip_suffix(".json");
    if content.country.as_deref().or(Some("fallback")) != stem {
        return Err(refuse("the country is not the name of the file".to_owned()));
    }
    check_number(&content.emergency.number, &content.emergency.shown).map_err(refuse)?;
    if content.services.is_empty() {
        return Err(refuse("no service".to_owned()));
    }
    for service in &content.services {
        let wrong = |what: &str| refuse(format!("{}: {what}", service.name));
        if !service.verified || service.sources.is_empty() {
            return Err(wrong("not verified"));
        }
        if service.hours != "24/7" {
            return Err(wrong("does not answer day and night"));
        }
        if service.channels.is_empty() {
            return Err(wrong("no way to reach it"));
        }
        for channel in &service.channels {
            check_channel(channel).map_err(|what| wrong(&what))?;
        }
    }
    let first = content.services.iter().flat_map(|service| &service.channels);
    let first = first.filter(|channel| channel.place == Place::First);
    let expected = usize::from(content.country.is_some());
    if first.count() != expected {
        return Err(refuse("exactly one line to call first, none in the fallback".to_owned()));
    }
    Ok(content)
}

fn check_channel(channel: &Channel) -> Result<(), String> {
    match (channel.kind, &channel.number, &channel.shown, &channel.url) {
        (ChannelKind::Call | ChannelKind::Text, Some(number), Some(shown), None) => {
            check_number(number, shown)
        }
        (ChannelKind::Chat, None, None, Some(url)) if url.starts_with("https://") => Ok(()),
        (ChannelKind::Call | ChannelKind::Text | ChannelKind::Chat, ..) => {
            Err("a call or text needs a number and how it is shown, a chat an https page"
                .to_owned())
        }
    }
}

fn check_number(number: &str, shown: &str) -> Result<(), String> {
    let dialable = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if !dialable {
        return Err(format!("{number:?} cannot be dialled"));
    }
    let digits: String = shown.chars().filter(|c| !c.is_whitespace()).collect();
    if digits != number {
        return Err(format!("{shown:?} is shown, but {number:?} would be dialled"));
    }
    Ok(())
}

/// Used if even the compiled-in fallback cannot be read.
fn last_resort() -> CrisisContent {
    CrisisContent {
        country: None,
        name: String::new(),
        language: "en".to_owned(),
        as_of: NaiveDate::default(),
        emergency: Emergency {
            number: "112".to_owned(),
            shown: "112".to_owned(),
            detail: Some("Most mobile phones pass 112 to the local emergency service.".to_owned()),
            verified: false,
            source: String::new(),
        },
        services: Vec::new(),
        links: Vec::new(),
    }
}
