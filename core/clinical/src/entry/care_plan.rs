//! A care plan: which forms a patient is asked, and when.

use serde::{Deserialize, Serialize};

use crate::moment::{Moment, Zone};
use interlude_protocol::id::RecordId;

redacted!(CarePlan, PlanRow);

/// The forms that one patient is asked, and when; the newest entry counts. It takes the place of the clinic's list of forms.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarePlan {
    /// When it was signed; its first day.
    pub at: Moment,
    /// Time zone in which it was signed.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// What is asked. A plan without rows asks nothing.
    pub rows: Vec<PlanRow>,
}

/// One row of a care plan: an instrument and when it is asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PlanRow {
    /// Id of the instrument.
    pub instrument: String,
    /// The day from which offsets count.
    pub anchor: Anchor,
    /// Days from the anchor to the first day of the window; negative before an infusion.
    pub offset_days: i16,
    /// Days after the first day on which the form can still be answered.
    pub window_days: u16,
    /// How it repeats; `None` for once per anchor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
}

/// How a row repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Repeat {
    /// Days from one window to the next, at least 1.
    pub every_days: u16,
    /// Number of windows; `None` goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u16>,
}

/// The day from which the offset of a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// The first day of the plan.
    Start,
    /// Each infusion that is given or planned; the window ends on its day.
    BeforeInfusion,
    /// Each infusion that was given, until the next one.
    AfterInfusion,
    /// The last infusion of each series, until the next one.
    AfterSeries,
}

impl Anchor {
    /// The stored name, which messages select on.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::BeforeInfusion => "before-infusion",
            Self::AfterInfusion => "after-infusion",
            Self::AfterSeries => "after-series",
        }
    }
}
