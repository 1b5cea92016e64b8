//! Progress of an invitation, and texts about a dose.

use std::collections::BTreeMap;

use super::super::{
    DoseTexts, InviteState, OutcomeRulesForm, OutcomeRulesView, PairingProgress, TeamView,
};
use super::compare;
use interlude_clinical::catalogue;
use interlude_clinical::entry::infusion::{dose_warning, per_kg_text};
use interlude_clinical::entry::treatment::TreatedCondition;
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
    let dose = |(dose, weight): (f64, Option<f64>)| {
        let words = Words::en_us();
        let per_kg_text = per_kg_text(dose, weight, words);
        let warning = dose_warning(dose, weight, Some(RANGE), words);
        let kg = weight.map_or_else(|| "no".to_owned(), |kg| kg.to_string());
        (format!("{dose} mg, {kg} kg"), DoseTexts { per_kg_text, warning })
    };
    let typed =
        [(41.0, None), (41.0, Some(82.0)), (61.5, Some(82.0)), (410.0, None), (410.0, Some(82.0))];
    let doses: BTreeMap<String, DoseTexts> = typed.map(dose).into();
    let choices = crate::clinician::treatment::choices(&super::people::library());
    let library = super::people::library();
    let dana = super::people::dana(&library);
    let filed = dana.filed();
    let facts = dana.facts(&filed, &library);
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
            "outcome_rules": rules, "usual_plan": plan, "team": team,
        }),
    );
}
