//! What a clinic treats and plans: the episode of care, infusions to come, and the patient's clinician.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::moment::{Moment, Zone};
use interlude_protocol::id::{Fingerprint, RecordId};

redacted!(Episode, EpisodeEnd, PlannedInfusion, Owner);

/// An episode of care: what is treated, since when, and how it ended. The newest entry counts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Episode {
    /// When it was written.
    pub at: Moment,
    /// Time zone in which it was written.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// What is treated.
    pub condition: TreatedCondition,
    /// Goals of the treatment, in words.
    pub goals: String,
    /// Id of the instrument that outcomes are shown for first.
    pub primary_instrument: String,
    /// First day.
    pub start: NaiveDate,
    /// How it ended; `None` while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<EpisodeEnd>,
}

/// The end of an episode: the discharge.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpisodeEnd {
    /// Last day.
    pub day: NaiveDate,
    /// The reason, in words.
    pub reason: String,
}

/// Conditions that ketamine clinics treat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum TreatedCondition {
    /// Depression.
    Depression,
    /// Treatment-resistant depression.
    Trd,
    /// Bipolar depression.
    Bipolar,
    /// Post-traumatic stress disorder.
    Ptsd,
    /// Obsessive–compulsive disorder.
    Ocd,
    /// Anxiety disorder.
    Anxiety,
    /// Depression after childbirth.
    Postpartum,
    /// Substance use disorder.
    SubstanceUse,
    /// Complex regional pain syndrome.
    Crps,
    /// Fibromyalgia.
    Fibromyalgia,
    /// Neuropathic pain.
    NeuropathicPain,
    /// Suicidal ideation.
    SuicidalIdeation,
    /// Another condition.
    Other,
}

impl TreatedCondition {
    /// Every condition.
    pub const ALL: [Self; 13] = [
        Self::Depression,
        Self::Trd,
        Self::Bipolar,
        Self::Ptsd,
        Self::Ocd,
        Self::Anxiety,
        Self::Postpartum,
        Self::SubstanceUse,
        Self::Crps,
        Self::Fibromyalgia,
        Self::NeuropathicPain,
        Self::SuicidalIdeation,
        Self::Other,
    ];

    /// The stored name, such as `substance-use`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Depression => "depression",
            Self::Trd => "trd",
            Self::Bipolar => "bipolar",
            Self::Ptsd => "ptsd",
            Self::Ocd => "ocd",
            Self::Anxiety => "anxiety",
            Self::Postpartum => "postpartum",
            Self::SubstanceUse => "substance-use",
            Self::Crps => "crps",
            Self::Fibromyalgia => "fibromyalgia",
            Self::NeuropathicPain => "neuropathic-pain",
            Self::SuicidalIdeation => "suicidal-ideation",
            Self::Other => "other",
        }
    }

    /// Id of the instrument that is proposed for the outcomes of this condition; a clinician can choose another.
    #[must_use]
    pub fn proposed_instrument(self) -> &'static str {
        match self {
            Self::Ptsd => "pcl5",
            Self::Anxiety => "gad7",
            Self::Crps | Self::Fibromyalgia | Self::NeuropathicPain => "peg",
            Self::SuicidalIdeation => "sidas",
            Self::Depression
            | Self::Trd
            | Self::Bipolar
            | Self::Ocd
            | Self::Postpartum
            | Self::SubstanceUse
            | Self::Other => "phq9",
        }
    }
}

/// An infusion that a clinician plans. The dose is the clinician's; nothing proposes one.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedInfusion {
    /// When it was planned.
    pub at: Moment,
    /// Time zone in which it was planned.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// The day on which it is to be given.
    pub day: NaiveDate,
    /// Route of administration.
    pub route: super::infusion::Route,
    /// Dose in mg; `None` if it is decided later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose_mg: Option<f64>,
}

/// Names the patient's clinician; the newest entry counts. Without an entry, it is the person who
/// admitted the patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// When it was decided.
    pub at: Moment,
    /// Time zone in which it was decided.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// The clinician's keys, as in the clinic's directory.
    pub clinician: Fingerprint,
}
