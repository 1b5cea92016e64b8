//! Windows of a plan that ask the same form twice at once, or sooner than the form's shortest interval.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::due::{Given, Span, spans};
use crate::entry::care_plan::{Anchor, PlanRow};
use crate::library::Library;
use crate::moment::days_between;

/// Two windows that ask the same form too close to each other.
#[derive(Clone, PartialEq, Eq)]
pub struct Clash {
    /// Id of the instrument.
    pub instrument: String,
    /// The earlier window.
    pub first: Span,
    /// The later window.
    pub second: Span,
    /// The infusion from which days count, if the windows clash after or before any infusion; `None` for dates.
    pub infusion: Option<NaiveDate>,
    /// Shortest interval of the instrument, in days.
    pub least_days: i32,
    /// How many more windows of the same rows are as close.
    pub more: usize,
}

redacted!(Clash);

impl Clash {
    /// Whether the later window opens before the earlier one has closed.
    #[must_use]
    pub fn overlaps(&self) -> bool {
        self.second.opens <= self.first.closes
    }

    /// Days from the first day of one window to that of the other.
    #[must_use]
    pub fn days_apart(&self) -> i32 {
        days_between(self.first.opens, self.second.opens)
    }
}

/// The rows of two windows.
type Pair = (usize, usize);

/// Returns the windows from `today` to `until` that ask the same form too often: the first clash of each two rows.
///
/// Rows around infusions are also compared for an infusion on any day, so that a plan signed before the first one is
/// checked too. Windows of two rows on the same days are asked once, and are no clash.
#[must_use]
pub fn clashes(
    rows: &[PlanRow],
    given: &Given,
    library: &Library,
    today: NaiveDate,
    until: NaiveDate,
) -> Vec<Clash> {
    let mut found: BTreeMap<Pair, Clash> = BTreeMap::new();
    let any = Given {
        start: today.checked_sub_days(Days::new(366)).unwrap_or(today),
        infusions: vec![today],
        series_gap_days: given.series_gap_days,
        ..Given::default()
    };
    let around = [&[Anchor::BeforeInfusion][..], &[Anchor::AfterInfusion, Anchor::AfterSeries]];
    for anchors in around {
        let mut windows = spans(rows, &any, today, until);
        windows.retain(|(row, _)| rows.get(*row).is_some_and(|it| anchors.contains(&it.anchor)));
        found.extend(pairs(rows, &windows, library, Some(today)));
    }
    let mut windows = spans(rows, given, today, until);
    windows.retain(|(_, it)| it.closes >= today);
    for (pair, clash) in pairs(rows, &windows, library, None) {
        found.entry(pair).or_insert(clash);
    }
    found.into_values().collect()
}

/// Windows of the same form that are too close, by their rows. `windows` are in order of days.
fn pairs(
    rows: &[PlanRow],
    windows: &[(usize, Span)],
    library: &Library,
    infusion: Option<NaiveDate>,
) -> BTreeMap<Pair, Clash> {
    let mut found: BTreeMap<Pair, Clash> = BTreeMap::new();
    for (place, (row, first)) in windows.iter().enumerate() {
        let Some(instrument) = rows.get(*row).map(|it| &it.instrument) else { continue };
        let interval = library.instrument(instrument).map(|it| it.minimum_interval_days.value);
        let later = windows.iter().skip(place.saturating_add(1));
        for (other, second) in later {
            let clash = Clash {
                instrument: instrument.clone(),
                first: *first,
                second: *second,
                infusion,
                least_days: interval.unwrap_or(1),
                more: 0,
            };
            if !clash.overlaps() && clash.days_apart() >= clash.least_days {
                break;
            }
            if first != second && rows.get(*other).is_some_and(|it| it.instrument == *instrument) {
                let pair = ((*row).min(*other), (*row).max(*other));
                let more = |it: &mut Clash| it.more = it.more.saturating_add(1);
                found.entry(pair).and_modify(more).or_insert(clash);
            }
        }
    }
    found
}
