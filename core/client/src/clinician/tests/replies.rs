//! Progress of an invitation, and texts about a dose.

use std::collections::BTreeMap;

use super::super::{
    DoseTexts, InviteState, OutcomeRulesForm, OutcomeRulesView, PairingProgress, TeamView,
};
use super::compare;
use interlude_clinical::catalogue;
use interlude_clinical::doubt::{InfusionDoubts, infusion_doubts};
use interlude_clinical::entry::infusion::WeightUnit::{self, Kg, Lb};
use interlude_clinical::entry::treatment::TreatedCondition;
use interlude_clinical::library::Library;
use interlude_clinical::moment::Moment;
use interlude_clinical::outcome::Rules;
use interlude_clinical::words::Words;
use serde_json::json;

/// The clinic's dose range, in mg per kg.
const RANGE: (f64, f64) = (0.25, 2.0);

/// Writes `replies.json`: progress by state of the invitation, and dose texts by dose and weight.
#[test]
fn page_checks_use_current_progress_and_dose_texts() {
    use InviteState::{Burnt, Claimed, Enrolled, Waiting};
    let steps = [Waiting, Claimed, Enrolled, Burnt].map(PairingProgress::from);
    let name = |step: &PairingProgress| json!(step.state).as_str().unwrap().to_owned();
    let steps: BTreeMap<String, &PairingProgress> = steps.iter().map(|it| (name(it), it)).collect();
    let dose = |(dose, weight): (Option<f64>, Option<(f64, WeightUnit)>)| {
        let typed = weight.map_or_else(
            || "no weight".to_owned(),
            |(it, unit)| format!("{it} {}", json!(unit).as_str().unwrap()),
        );
        let mg = dose.map_or_else(|| "no".to_owned(), |mg| mg.to_string());
        (format!("{mg} mg, {typed}"), DoseTexts::of(dose, weight, Some(RANGE), Words::en_us()))
    };
    let weights = [None, Some((82.0, Kg)), Some((180.0, Kg)), Some((180.0, Lb)), Some((120.0, Kg))];
    let typed = [None, Some(41.0), Some(61.5), Some(410.0)];
    let typed = typed.into_iter().flat_map(|mg| weights.map(|it| (mg, it)));
    let doses: BTreeMap<String, DoseTexts> = typed.map(dose).collect();
    let choices = crate::clinician::treatment::choices(&super::people::library());
    let library = super::people::library();
    let dana = super::people::dana(&library);
    let filed = dana.filed();
    let facts = dana.facts(&filed, &library);
    let doubts = typed_infusions(&library);
    let rows = interlude_clinical::schedule::usual_rows(TreatedCondition::Trd);
    let plan = interlude_clinical::chart::plan_draft(&facts, &rows, &super::now());
    let team = super::patient::team();
    let here = team.people.iter().filter(|it| it.is_here);
    let team = TeamView { people: here.map(|it| team.view(it.id, Words::en_us())).collect() };
    let rules = OutcomeRulesView {
        form: OutcomeRulesForm {
            baseline_days: 14,
            series_gap_days: 14,
            loss: "improvement<0.5".to_owned(),
            confirm: 1,
            remission: [("phq9".to_owned(), "<=5".to_owned())].into(),
        },
        texts: Rules::usual().texts(catalogue::instrument("phq9").unwrap(), Words::en_us()),
        versions: 1,
    };
    compare(
        "replies",
        &json!({
            "pairing_state": steps, "dose_text": doses, "treatment_choices": choices,
            "outcome_rules": rules, "usual_plan": plan, "team": team, "check_infusion": doubts,
        }),
    );
}

/// What is asked about infusions of Dana, by number of infusions recorded before, time, dose and weight.
fn typed_infusions(library: &Library) -> BTreeMap<String, InfusionDoubts> {
    let first = super::people::dana(library);
    let mut again = first.clone();
    again.infusion(super::before(0, "09:05"), 41.0);
    let ahead = Moment::parse("2026-05-12T20:29:00-04:00").unwrap();
    let early = Moment::parse("1983-05-12T09:05:00-04:00").unwrap();
    let today = || super::before(0, "09:05");
    let weighed = |(given, at, mg, (weight, unit)): (usize, Moment, f64, (f64, WeightUnit))| {
        let patient = if given == 0 { &first } else { &again };
        let mut typed = super::patient::infusion(at, mg);
        typed.weight_kg = Some(unit.kg(weight));
        let filed = patient.filed();
        let facts = patient.facts(&filed, library);
        let doubts = infusion_doubts(&facts, &typed, &[], Some(RANGE), &super::now());
        let unit = json!(unit).as_str().unwrap().to_owned();
        (format!("{given}: {}, {mg} mg, {weight} {unit}", typed.at.as_str()), doubts)
    };
    let typed = [
        (0, today(), 41.0, (82.0, Kg)),
        (0, today(), 41.0, (180.0, Lb)),
        (0, today(), 41.0, (180.0, Kg)),
        (0, today(), 410.0, (82.0, Kg)),
        (0, super::before(365, "09:05"), 410.0, (180.0, Kg)),
        (0, ahead, 41.0, (82.0, Kg)),
        (0, early, 41.0, (82.0, Kg)),
        (1, today(), 41.0, (82.0, Kg)),
        (1, today(), 410.0, (180.0, Kg)),
    ];
    typed.map(weighed).into()
}
