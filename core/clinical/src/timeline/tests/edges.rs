//! Every change of offset of every IANA zone, 2020 to 2035.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, Offset as _, TimeZone as _, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::scenario::*;
use crate::schedule::{DueItem, DueState, Given, due};

/// A change of offset: the first second of the new one. Zones with the same one differ in name only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    second: i64,
    before: i32,
    after: i32,
}

impl Edge {
    /// The local time at an instant, on either side of the edge.
    fn local(self, second: i64) -> DateTime<FixedOffset> {
        self.with(second, if second < self.second { self.before } else { self.after })
    }

    fn with(self, second: i64, offset: i32) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(offset).unwrap();
        DateTime::from_timestamp(second, 0).unwrap().with_timezone(&offset)
    }

    /// The instant at which clocks of the zone show this time of that day; a skipped one is shown by those that were
    /// not put forward.
    fn clock(self, day: NaiveDate, hour: u32, minute: u32) -> i64 {
        let wall = day.and_hms_opt(hour, minute, 0).unwrap().and_utc().timestamp();
        let early = wall - i64::from(self.before);
        if early < self.second { early } else { wall - i64::from(self.after) }
    }
}

fn offset(zone: Tz, second: i64) -> i32 {
    let utc = DateTime::<Utc>::from_timestamp(second, 0).unwrap().naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}

/// The edges of a zone: looks at every fourth day, and halves the days between which the offset changed.
fn edges(zone: Tz) -> Vec<Edge> {
    let second =
        |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap().and_time(chrono::NaiveTime::MIN);
    let (from, to) = (second(2020).and_utc().timestamp(), second(2036).and_utc().timestamp());
    let mut edges = Vec::new();
    let (mut known, mut here) = (from, offset(zone, from));
    while known < to {
        let next = known + 4 * 86_400;
        let there = offset(zone, next);
        if there != here {
            let (mut low, mut high) = (known, next);
            while high - low > 1 {
                let middle = low.midpoint(high);
                if offset(zone, middle) == here { low = middle } else { high = middle }
            }
            edges.push(Edge { second: high, before: here, after: there });
        }
        (known, here) = (next, there);
    }
    edges
}

/// What was counted.
#[derive(Default)]
struct Seen {
    moments: usize,
    items: usize,
}

/// Dates by their distance from the date of an edge.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Dates {
    today: i64,
    infusions: Vec<i64>,
    answered: Vec<(&'static str, i64)>,
}

/// What one moment showed.
struct Step {
    /// Number of infusions and of answers, and whether the day of the infusion that is not given is over.
    facts: (usize, usize, bool),
    windows: Vec<Window>,
    answered: Vec<(Window, NaiveDate)>,
}

/// What the dates alone make due, on a calendar without zones.
fn on_paper(dates: &Dates) -> Vec<DueItem> {
    let zero = NaiveDate::from_ymd_opt(2001, 1, 15).unwrap();
    let day = |days: i64| zero + Duration::days(days);
    let given = Given {
        start: day(-12),
        infusions: dates.infusions.iter().map(|it| day(*it)).collect(),
        planned: vec![day(0), day(1)],
        answered: dates.answered.iter().map(|(id, it)| ((*id).to_owned(), day(*it))).collect(),
        series_gap_days: 14,
    };
    let today = day(dates.today);
    due(&rows(), &given, today, today + Duration::days(AHEAD.cast_signed()))
}

/// One patient around one edge, every half hour from two days before to two days after.
fn walk(edge: Edge, paper: &mut BTreeMap<Dates, Vec<DueItem>>, seen: &mut Seen) {
    let zero = edge.local(edge.second).date_naive();
    let day = |days: i64| zero + Duration::days(days);
    let clock = |days: i64, hour, minute| edge.local(edge.clock(day(days), hour, minute));
    let start = moment(clock(-12, 10, 0));
    let mut journal = planned(&start);
    journal.plan(&day(0).to_string(), None);
    // It is not given.
    journal.plan(&day(1).to_string(), None);
    let infusions = [clock(-9, 14, 0), clock(-3, 10, 0), clock(0, 12, 0)];
    for at in infusions {
        journal.infusion(moment(at).as_str(), 40.0, None);
    }
    let half = 1_800;
    let answers = [
        ("daily_checkin", clock(-3, 23, 59)),
        ("daily_checkin", clock(-1, 0, 0)),
        // The same time of day twice, where an hour repeats.
        ("daily_checkin", edge.local(edge.second - half)),
        ("daily_checkin", edge.local(edge.second + half)),
        // A skipped time of day, on a clock that was not put forward.
        ("phq9", edge.with(edge.second + half, edge.before)),
        ("daily_checkin", clock(1, 23, 59)),
    ];
    for (form, at) in answers {
        let at = moment(at);
        if form == "phq9" {
            journal.phq9(at.as_str(), 12, Some(0));
        } else {
            journal.check_in(at.as_str(), 5.0, None);
        }
    }
    let filed = journal.filed();
    let mut before: Option<Step> = None;
    for step in -96..=96 {
        let now = moment(edge.local(edge.second + step * half));
        let today = now.date();
        let items = due_at(&filed, &now, AHEAD);
        let number = |date: NaiveDate| date.signed_duration_since(zero).num_days();
        let by_now = |at: &DateTime<FixedOffset>| *at <= now.time();
        let mut done: Vec<(&'static str, i64)> = answers
            .iter()
            .filter(|(_, at)| by_now(at))
            .map(|(form, at)| (*form, number(at.date_naive())))
            .collect();
        done.sort_by_key(|it| it.1);
        let given = infusions.iter().filter(|it| by_now(it)).map(|it| number(it.date_naive()));
        let dates = Dates { today: number(today), infusions: given.collect(), answered: done };
        let wanted = paper.entry(dates.clone()).or_insert_with(|| on_paper(&dates));
        let shift = |it: NaiveDate| {
            let paper_zero = NaiveDate::from_ymd_opt(2001, 1, 15).unwrap();
            zero + it.signed_duration_since(paper_zero)
        };
        let is_wanted = items.len() == wanted.len()
            && items.iter().zip(wanted.iter()).all(|(is, want)| {
                let state = match want.state {
                    DueState::Answered(day) => DueState::Answered(shift(day)),
                    DueState::NotAnswered(day) => DueState::NotAnswered(day.map(shift)),
                    other @ (DueState::Upcoming | DueState::Open) => other,
                };
                (is.opens, is.closes, is.state) == (shift(want.opens), shift(want.closes), state)
                    && is.instrument == want.instrument
            });
        assert!(is_wanted, "windows at {} differ from those of the dates alone", now.as_str());
        assert_one_daily_window_a_day(&items, start.date(), today);
        // Between two moments with the same facts, nothing is lost, doubled or moved, and answered stays answered.
        let here = Step {
            facts: (dates.infusions.len(), dates.answered.len(), dates.today > 1),
            windows: windows(&items, day(10)),
            answered: answered(&items),
        };
        if let Some(before) = &before {
            let same = before.facts != here.facts || before.windows == here.windows;
            assert!(same, "a window moved at {}", now.as_str());
            // The window before an infusion that was planned and not given ends with its day.
            let kept = before.answered.iter().all(|it| here.answered.contains(it));
            assert!(kept || before.facts.2 != here.facts.2, "asked again at {}", now.as_str());
        }
        before = Some(here);
        seen.moments += 1;
        seen.items += items.len();
    }
}

/// `INTERLUDE_PROOF=1` walks zones with the same edge one by one; otherwise one stands for all, since core never sees a
/// zone's name.
#[test]
fn no_change_of_offset_of_any_zone_loses_doubles_or_moves_a_window() {
    let one_by_one = std::env::var_os("INTERLUDE_PROOF").is_some();
    let all: Vec<Edge> = TZ_VARIANTS.iter().flat_map(|zone| edges(*zone)).collect();
    let distinct: BTreeSet<Edge> = all.iter().copied().collect();
    assert!(distinct.len() > 500, "{} edges", distinct.len());
    let (mut seen, mut paper) = (Seen::default(), BTreeMap::new());
    let walked: Vec<Edge> =
        if one_by_one { all.clone() } else { distinct.iter().copied().collect() };
    for edge in &walked {
        walk(*edge, &mut paper, &mut seen);
    }
    println!(
        "{} windows at {} moments around {} changes of offset ({} walked, {} distinct) of {} zones compared",
        seen.items,
        seen.moments,
        all.len(),
        walked.len(),
        distinct.len(),
        TZ_VARIANTS.len(),
    );
}

#[test]
fn the_dates_alone_ask_what_the_plan_says() {
    let zero = NaiveDate::from_ymd_opt(2001, 1, 15).unwrap();
    let number = |it: NaiveDate| it.signed_duration_since(zero).num_days();
    let asked = |today: i64, form: &str| {
        let dates = Dates { today, infusions: vec![-9, -3, 0], answered: vec![("phq9", 0)] };
        let items = on_paper(&dates).into_iter().filter(|it| it.instrument == form);
        items.map(|it| (number(it.opens), number(it.closes))).collect::<Vec<_>>()
    };
    let given = [(-11, -9), (-8, -7), (-5, -3), (-2, -1), (-2, 0)];
    assert_eq!(asked(0, "phq9"), [&given[..], &[(-1, 1), (1, 2)]].concat());
    assert_eq!(asked(0, "gad7"), [], "another infusion is planned");
    assert_eq!(asked(2, "phq9"), [&given[..], &[(1, 2)]].concat(), "it was not given");
    assert_eq!(asked(2, "gad7"), [(1, 2), (4, 5), (7, 8)]);
}
