//! A cohort, ready to draw.

use super::count::{Group, Member, group};
use super::curve::curve;
use super::published::{Published, published};
use super::{CohortFilter, CohortView, GroupView, PublishedRow, RateView, table};
use crate::catalogue::CatalogueError;
use crate::chart::person;
use crate::instrument::Instrument;
use crate::moment::Moment;
use crate::outcome::Rules;
use crate::outcome::cohort::cohort;
use crate::outcome::statistics::{Rate, Seen};
use crate::timeline::{Facts, Timeline};
use crate::words::Words;

/// With fewer patients than this, only counts are shown.
const FEWEST_FOR_PERCENT: usize = 10;

/// Computes the cohort of all `patients` that `filter` selects, at the time `now`. `None` if the filter contradicts itself.
///
/// # Errors
/// [`CatalogueError::UnknownInstrument`] if the patients' library has no instrument of this id.
pub fn cohort_view(
    patients: &[Facts<'_>],
    filter: &CohortFilter,
    now: &Moment,
    words: &Words,
) -> Result<Option<CohortView>, CatalogueError> {
    let usual = patients.first().map_or(Rules::usual(), |it| it.rules);
    let library = patients.first().map_or(&crate::library::CATALOGUE, |it| it.library);
    let instrument = library
        .instrument(&filter.instrument)
        .ok_or_else(|| CatalogueError::UnknownInstrument(filter.instrument.clone()))?;
    let Some(rules) = filter.rules(usual) else { return Ok(None) };
    let members: Vec<Member> = patients
        .iter()
        .map(|facts| member(&Facts { rules: &rules, ..*facts }, instrument, filter, now))
        .collect();
    let counted = || members.iter().filter(|it| it.group == Group::Counted);
    let outcomes: Vec<_> = counted().map(|it| it.outcome.clone()).collect();
    let figures = cohort(&outcomes);
    let rates = [
        ("response", figures.response),
        ("remission", figures.remission),
        ("worse", figures.worse),
        ("deterioration", figures.deterioration),
    ];
    let rates = rates
        .into_iter()
        .filter_map(|(code, rate)| Some(rate_view(code, rate?, outcomes.len(), words)));
    let rates: Vec<RateView> = rates.collect();
    let seen: Vec<Seen> = outcomes.iter().filter_map(|it| it.first_series()).collect();
    let groups: Vec<GroupView> = Group::EXCLUDED
        .into_iter()
        .map(|group| group_view(group, &members, words))
        .filter(|it| it.count > 0)
        .collect();
    let curve = curve(&seen, words);
    let with_infusion = members.iter().filter(|it| it.group != Group::NoInfusion).count();
    let studies = published().iter().filter(|it| it.instrument == instrument.id);
    Ok(Some(CohortView {
        filter: filter.clone(),
        short: instrument.short.clone(),
        patients: number(with_infusion),
        n: number(outcomes.len()),
        csv: table::csv(filter, &rates, &groups, &curve, words),
        rates,
        groups,
        curve,
        published: studies.map(|it| published_row(it, instrument, words)).collect(),
        definitions: rules.texts(instrument, words),
    }))
}

fn member(
    facts: &Facts<'_>,
    instrument: &Instrument,
    filter: &CohortFilter,
    now: &Moment,
) -> Member {
    let timeline = Timeline::of(facts);
    let history = timeline.history(instrument);
    let condition = timeline.episode.map(|(_, it)| it.condition);
    let name = person(&timeline, now).name;
    Member {
        name: name.unwrap_or_default(),
        patient: facts.patient.to_hex(),
        group: group(&history, condition, filter, facts.rules, now),
        outcome: history.outcome,
    }
}

fn rate_view(code: &str, rate: Rate, counted: usize, words: &Words) -> RateView {
    let enough = counted >= FEWEST_FOR_PERCENT;
    let [low, high] = rate.ci95;
    let text = if enough {
        let [percent, from, to] = [rate.fraction, low, high].map(|it| words.whole_percent(it));
        words.rate(rate.count, rate.n, percent, from, to)
    } else {
        words.rate_few(rate.count, rate.n)
    };
    RateView {
        code: code.to_owned(),
        label: words.rate_label(code),
        count: number(rate.count),
        n: number(rate.n),
        fraction: enough.then_some(rate.fraction),
        ci95: enough.then_some((low, high)),
        text,
    }
}

fn group_view(group: Group, members: &[Member], words: &Words) -> GroupView {
    let mut patients: Vec<(String, String)> = members
        .iter()
        .filter(|it| it.group == group)
        .map(|it| (it.patient.clone(), it.name.clone()))
        .collect();
    patients.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    let text = words.cohort_group(group.code());
    GroupView { group, text, count: number(patients.len()), patients }
}

fn published_row(study: &Published, instrument: &Instrument, words: &Words) -> PublishedRow {
    let of = study.n_total.map_or_else(|| "none".to_owned(), |total| total.to_string());
    let remission = study.remission.clone().unwrap_or_else(|| "none".to_owned());
    PublishedRow {
        study: study.study.clone(),
        text: words.published(&instrument.short, study.n, of, &study.when, remission),
        response: study.response_percent,
        remission: study.remission_percent,
        worse: study.worse_percent,
    }
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
