//! Panel and charts of the fictional clinic.

use std::collections::BTreeMap;

use super::acts::After;
use super::patient::{Patient, answered};
use super::people::{dana, library, people};
use super::rating::{NOT_SCORED, VITALS, ones};
use super::{before, compare, now, zone};
use interlude_clinical::cohort::{CohortFilter, cohort_view};
use interlude_clinical::entry::infusion::Route;
use interlude_clinical::entry::treatment::TreatedCondition;
use interlude_clinical::entry::{Counts, Entry, Filed, Side};
use interlude_clinical::library::Library;
use interlude_clinical::panel::{Panel, RankedRow, arrange};
use interlude_clinical::response::draft::Answer;
use interlude_clinical::words::Words;
use interlude_protocol::id::RecordId;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The name of the act that [`unread`] adds.
const UNREAD: &str = "unread";

fn panel(patients: &[Patient], library: &Library) -> Panel {
    let row = |it: &Patient| {
        let filed: Vec<Filed<'_>> = it.filed();
        RankedRow::of(&it.facts(&filed, library), &now())
    };
    arrange(patients.iter().map(row).collect(), &now(), Words::en_us())
}

/// Fields of `now` that differ from `first`. Lists of the same length give the differing elements by index.
fn changed(now: &impl Serialize, first: &impl Serialize) -> Value {
    let [now, first] = [serde_json::to_value(now).unwrap(), serde_json::to_value(first).unwrap()];
    let fields = now.as_object().unwrap().iter().zip(first.as_object().unwrap().values());
    let changed = fields.filter(|((_, now), first)| now != first).map(|((name, now), first)| {
        let lists =
            now.as_array().zip(first.as_array()).filter(|(now, first)| now.len() == first.len());
        let places = lists.map(|(now, first)| {
            let places = now.iter().zip(first).enumerate().filter(|(_, (now, first))| now != first);
            places.map(|(place, (now, _))| (place.to_string(), now.clone())).collect::<Map<_, _>>()
        });
        (name.clone(), places.map_or_else(|| now.clone(), Value::Object))
    });
    Value::Object(changed.collect())
}

/// Dana, with a last form of an unknown version and records in every state.
fn unread(library: &Library) -> Patient {
    let mut dana = dana(library);
    let today = before(0, "09:12");
    for (_, _, entry) in &mut dana.entries {
        if let Entry::Response(form) = entry
            && (form.instrument.as_str(), &form.at) == ("phq9", &today)
        {
            form.version = "2099".to_owned();
        }
    }
    let drinks = [2, 1, 1].map(Answer::Choice);
    let at = before(0, "09:20");
    let form = answered((library, "auditc"), &at, drinks).submit(at, zone()).unwrap();
    dana.file(Side::Patient, Entry::Response(form));
    let Counts { counted, .. } = dana.counts;
    let (damaged, unopened, newer) = (1, 1, 1);
    let (late, unknown_author, not_allowed, contested) = (2, 1, 1, 1);
    dana.counts =
        Counts { counted, damaged, unopened, late, unknown_author, not_allowed, contested, newer };
    dana
}

/// Writes `panel.json`: the panel of all patients, of no patients, and of patients with unreadable or late records.
#[test]
fn page_checks_use_the_current_panel() {
    let library = library();
    let mut patients = people(&library);
    let all = panel(&patients, &library);
    patients[0] = unread(&library);
    let mut some = panel(&patients, &library);
    let late = [some.rows[0].patient.clone(), some.rows[5].patient.clone()];
    let words = Words::en_us();
    let is_late = |patient: &str| late.iter().any(|it| it == patient);
    some.mark_late(|patient| is_late(patient).then(|| words.late_in_panel("09:12")), words);
    compare("panel", &json!({"all": all, "none": panel(&[], &library), UNREAD: some}));
}

/// Writes `cohort.json`: cohorts of all patients, each with its filter.
#[test]
fn page_checks_use_the_current_cohort() {
    let library = library();
    let patients = people(&library);
    let latest = CohortFilter {
        instrument: "phq9".to_owned(),
        condition: None,
        route: None,
        least_infusions: None,
        most_infusions: None,
        window_days: None,
    };
    let asked = [
        latest.clone(),
        CohortFilter {
            least_infusions: Some(4),
            most_infusions: Some(8),
            window_days: Some((14, 31)),
            ..latest.clone()
        },
        CohortFilter { instrument: "gad7".to_owned(), ..latest.clone() },
        CohortFilter { route: Some(Route::Im), ..latest.clone() },
        CohortFilter { condition: Some(TreatedCondition::Trd), ..latest },
    ];
    let filed: Vec<Vec<Filed<'_>>> = patients.iter().map(Patient::filed).collect();
    let facts: Vec<_> =
        patients.iter().zip(&filed).map(|(it, filed)| it.facts(filed, &library)).collect();
    let views = asked.map(|it| cohort_view(&facts, &it, &now(), Words::en_us()).unwrap().unwrap());
    compare("cohort", &json!(views));
}

/// Writes `charts.json`: charts by patient, acts and instrument. The first chart is complete; the others and the row
/// of the panel contain only the fields that [`changed`].
#[test]
fn page_checks_use_current_charts() {
    let library = library();
    let dana = dana(&library);
    let fifth = dana.chart(&library, None).infusions[4].record.clone();
    let fifth = RecordId::from_hex(&fifth).unwrap();
    let start = After::nothing(dana);
    let hamd17 = |from: &After, days, taps: &str| from.rated(&library, "hamd17", days, taps);
    let infused = start.infusion();
    let gone = start.taken_back(fifth);
    let gone_rated = hamd17(&gone, 0, &ones(0, "16a"));
    let rated = hamd17(&start, 0, &ones(1, "16a"));
    let all = ["phq9", "gad7", "pcl5", "peg", "own_week", "daily_checkin"];
    let of_dana = told(
        &library,
        &[
            (&start, &all),
            (&start.corrected(), &["phq9"]),
            (&infused, &["phq9"]),
            (&infused.infusion(), &["phq9"]),
            (&gone, &["phq9"]),
            (&gone_rated, &["hamd17"]),
            (&gone_rated.taken_back(gone_rated.record), &["hamd17"]),
            (&rated, &["hamd17"]),
            (&rated.taken_back(fifth), &["hamd17"]),
            (&hamd17(&start, 0, &ones(0, "16a")), &["hamd17"]),
            (&hamd17(&start, 1, &ones(0, "16a")), &["hamd17"]),
            (&hamd17(&start, 0, &ones(1, "16b")), &["hamd17"]),
            (&hamd17(&start, 0, NOT_SCORED), &["hamd17"]),
            (&start.rated(&library, "vitals", 0, VITALS), &["vitals"]),
            (
                &After { acts: vec![UNREAD.to_owned()], ..After::nothing(unread(&library)) },
                &["phq9", "auditc"],
            ),
        ],
    );
    let sam = After::nothing(people(&library).swap_remove(2));
    let of_sam = told(&library, &[(&sam, &["phq9"])]);
    compare(
        "charts",
        &json!({start.patient.space.to_hex(): of_dana, sam.patient.space.to_hex(): of_sam}),
    );
}

fn told(library: &Library, states: &[(&After, &[&str])]) -> BTreeMap<String, Value> {
    let row = |after: &After| panel(std::slice::from_ref(&after.patient), library).rows.remove(0);
    let start = states[0].0;
    let (first_row, first) = (row(start), start.patient.chart(library, None));
    assert_eq!(first.instrument.id, "phq9");
    let state = |(after, instruments): &(&After, &[&str])| {
        let chart = |id: &&str| {
            let mut chart = after.patient.chart(library, Some(id));
            let is_late = after.acts == [UNREAD];
            chart.late_text = is_late.then(|| Words::en_us().late_in_chart("09:12"));
            let is_first = after.acts.is_empty() && *id == "phq9";
            let told = if is_first { json!(chart) } else { changed(&chart, &first) };
            ((*id).to_owned(), told)
        };
        let charts: BTreeMap<String, Value> = instruments.iter().map(chart).collect();
        let told = json!({"row": changed(&row(after), &first_row), "charts": charts});
        (after.acts.join("; "), told)
    };
    states.iter().map(state).collect()
}
