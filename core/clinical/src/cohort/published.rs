//! Published figures, shown beside a clinic's own and never pooled with them.

use std::sync::OnceLock;

use serde::Deserialize;

/// The figures of one study on one instrument. What a study does not report is `None`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Published {
    /// Authors, year, journal and identifier.
    pub(super) study: String,
    /// Id of the instrument.
    pub(super) instrument: String,
    /// Patients counted.
    pub(super) n: u32,
    /// Patients from whom they were selected.
    pub(super) n_total: Option<u32>,
    /// When the follow-up was.
    pub(super) when: String,
    /// The range called remission.
    pub(super) remission: Option<String>,
    pub(super) response_percent: Option<f64>,
    pub(super) remission_percent: Option<f64>,
    pub(super) worse_percent: Option<f64>,
}

/// The studies whose figures were read at the source.
pub(super) fn published() -> &'static [Published] {
    static ALL: OnceLock<Vec<Published>> = OnceLock::new();
    ALL.get_or_init(|| {
        serde_json::from_str(include_str!("../../cohort/published.json")).unwrap_or_default()
    })
}
