//! A care plan while it is edited: its rows in words, what is wrong, what must be confirmed, and what it would ask.

use chrono::Days;
use serde::{Deserialize, Serialize};

use super::schedule::{DueView, PREVIEW_DAYS, PlanRowView, due_view, row_view};
use crate::entry::care_plan::PlanRow;
use crate::moment::{Moment, days_between};
use crate::schedule::{Clash, Span, check, clashes, due};
use crate::timeline::{Facts, Timeline};
use crate::words::Words;

/// A care plan that is not signed yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PlanDraft {
    /// The rows.
    pub rows: Vec<PlanRowView>,
    /// What is wrong with the plan; `None` if it can be signed.
    pub wrong: Option<String>,
    /// Forms that would be asked at once or too soon again, with the days. Each must be confirmed.
    pub clashes: Vec<String>,
    /// Windows of the next 90 days, if the plan is signed at this time.
    pub items: Vec<DueView>,
}

redacted!(PlanDraft);

/// A patient's care plan in words, as if it were signed at `now`.
#[must_use]
pub fn plan_draft(facts: &Facts<'_>, rows: &[PlanRow], now: &Moment) -> PlanDraft {
    let timeline = Timeline::of(facts);
    let wrong = check(rows, facts.library).err();
    let today = now.date();
    let until = today.checked_add_days(Days::new(PREVIEW_DAYS)).unwrap_or(today);
    let given = timeline.given(today);
    let (clashes, items) = if wrong.is_some() {
        (Vec::new(), Vec::new())
    } else {
        (clashes(rows, &given, facts.library, today, until), due(rows, &given, today, until))
    };
    PlanDraft {
        rows: rows.iter().map(|row| row_view(&timeline, row)).collect(),
        wrong: wrong.map(|it| it.text(facts.words)),
        clashes: clashes.iter().map(|it| clash_text(&timeline, it, now)).collect(),
        items: items.iter().map(|it| due_view(&timeline, it, now)).collect(),
    }
}

/// Form, days and what is too close about them.
fn clash_text(timeline: &Timeline<'_>, clash: &Clash, now: &Moment) -> String {
    let words = timeline.words;
    let short = timeline.short(&clash.instrument);
    let [first, second] = [clash.first, clash.second].map(|it| span_text(it, clash, now, words));
    let days = words.plan_two(first, second, clash.infusion.is_some());
    if clash.overlaps() {
        words.plan_overlap(short, days, clash.more)
    } else {
        words.plan_close(short, days, clash.days_apart(), clash.least_days, clash.more)
    }
}

fn span_text(Span { opens, closes }: Span, clash: &Clash, now: &Moment, words: &Words) -> String {
    let day = |it| match clash.infusion.map(|infusion| days_between(infusion, it)) {
        None => words.short_date(it, now),
        Some(days) => words.plan_infusion_day(days < 0, days.abs()),
    };
    if opens == closes { day(opens) } else { words.plan_days(day(opens), day(closes)) }
}
