//! Reasons that come from outcomes: a lost response, days in which it was lost before, and none after infusion 3.

use super::{NOT_ANSWERED_DAYS, PLANNED_DAYS, Reason, ReasonCode, Weighed};
use crate::instrument::{ContentKind, Instrument};
use crate::moment::{Moment, days_between};
use crate::outcome::History;
use crate::schedule::DueState;
use crate::timeline::Timeline;
use crate::words::{Words, number_of};

/// The signals of one patient's course on one instrument.
pub(super) fn signals(
    timeline: &Timeline<'_>,
    instrument: &Instrument,
    history: &History<'_>,
    now: &Moment,
) -> [Option<Weighed>; 3] {
    let words = timeline.words;
    [
        lost(instrument, history, now, words),
        earlier_losses(timeline, history, now),
        not_responded(instrument, history, words),
    ]
}

/// The latest score is no response, and an earlier one since the baseline was. The newest loss comes first.
fn lost(
    instrument: &Instrument,
    history: &History<'_>,
    now: &Moment,
    words: &Words,
) -> Option<Weighed> {
    let since = history.lost_since().filter(|_| history.is_lost())?;
    let detail = history.course_text(words);
    let date = words.short_date(since, now);
    Some(Weighed {
        reason: Reason {
            code: ReasonCode::LostResponse,
            text: words.reason_lost(&instrument.short, date),
            detail,
        },
        weight: chrono::Datelike::num_days_from_ce(&since).into(),
    })
}

/// In response, as many days after the last infusion as when it was lost before. The patient nearest to the longest
/// time comes first.
fn earlier_losses(timeline: &Timeline<'_>, history: &History<'_>, now: &Moment) -> Option<Weighed> {
    let days = i64::from(timeline.infusions.last()?.infusion.at.days_ago(now));
    let (shortest, longest, losses) = history.near_earlier_losses(days)?;
    let words = timeline.words;
    Some(Weighed {
        reason: Reason {
            code: ReasonCode::EarlierLosses,
            text: words.reason_earlier_losses(days),
            detail: Some(words.reason_earlier_losses_detail(shortest, longest, losses)),
        },
        weight: days - longest,
    })
}

/// No score since the baseline is a response, and one lies after the third infusion. Most infusions come first.
fn not_responded(instrument: &Instrument, history: &History<'_>, words: &Words) -> Option<Weighed> {
    let infusions = history.course.infusions().len();
    history.has_not_responded().then(|| Weighed {
        reason: Reason {
            code: ReasonCode::NotResponded,
            text: words.reason_not_responded(&instrument.short, infusions),
            detail: history.course_text(words),
        },
        weight: i64::try_from(infusions).unwrap_or(i64::MAX),
    })
}

/// An infusion is planned within [`PLANNED_DAYS`] and no form of the instrument is as recent. The soonest comes first.
pub(super) fn planned(
    timeline: &Timeline<'_>,
    instrument: Option<&Instrument>,
    now: &Moment,
) -> Option<Weighed> {
    let (_, next) = timeline.still_planned(now).next()?;
    let days = days_between(now.date(), next.day);
    let answered = |it: &Instrument| {
        let mut forms = timeline.forms_of(it).filter(|form| form.is_current());
        forms.any(|form| (0..=PLANNED_DAYS).contains(&form.response.at.days_ago(now)))
    };
    let lacks = instrument.filter(|it| days <= PLANNED_DAYS && !answered(it))?;
    if timeline.keeps_private(&lacks.id) {
        return None;
    }
    let words = timeline.words;
    Some(Weighed {
        reason: Reason {
            code: ReasonCode::InfusionPlanned,
            text: words.reason_planned(days),
            detail: Some(words.reason_planned_detail(&lacks.short, PLANNED_DAYS)),
        },
        weight: i64::from(-days),
    })
}

/// Windows of the care plan that closed within [`NOT_ANSWERED_DAYS`] without any answer. Daily questions do not count.
pub(super) fn not_answered(timeline: &Timeline<'_>, now: &Moment) -> Option<Weighed> {
    let daily = |id: &str| {
        let known = timeline.library.instrument(id);
        known.is_some_and(|it| it.content_kind == ContentKind::CheckIns)
    };
    let lately = |closes| days_between(closes, now.date()) <= NOT_ANSWERED_DAYS;
    let is_expected = |id: &str| !daily(id) && !timeline.keeps_private(id);
    let due = timeline.due_of(now, 0, is_expected).into_iter();
    let missed = due.filter(|it| it.state == DueState::NotAnswered(None) && lately(it.closes));
    let missed: Vec<_> = missed.collect();
    let last = missed.last()?;
    let words = timeline.words;
    let count = number_of(&missed);
    let (short, date) = (timeline.short(&last.instrument), words.short_date(last.closes, now));
    Some(Weighed {
        reason: Reason {
            code: ReasonCode::NotAnswered,
            text: words.reason_not_answered(count),
            detail: Some(words.reason_not_answered_detail(short, date)),
        },
        weight: count.into(),
    })
}
