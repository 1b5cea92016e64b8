//! The names of ranges that a patient may see without a clinician: degrees, and no diagnoses or risks.

use interlude_clinical::chart::BandView;

/// Words for a degree. Names that state a diagnosis, the result of a screen or a risk are left to a clinician.
const DEGREES: [&str; 13] = [
    "none",
    "normal",
    "minimal",
    "subthreshold",
    "subclinical",
    "low",
    "medium",
    "high",
    "mild",
    "moderate",
    "moderately",
    "severe",
    "very",
];

/// Returns whether every name is a degree: `None to minimal`, but not `At risk of …`.
pub(super) fn are_degrees(bands: &[BandView]) -> bool {
    let is_degree = |word: &str| word == "to" || DEGREES.contains(&word.to_lowercase().as_str());
    bands.iter().all(|band| band.label.split_whitespace().all(is_degree))
}

#[cfg(test)]
mod tests {
    use super::*;
    use interlude_clinical::catalogue::instruments;
    use interlude_clinical::instrument::Instrument;
    use interlude_clinical::instrument::points::Points;
    use interlude_clinical::words::Words;

    fn view(label: &str) -> BandView {
        let (code, range_text) = (String::new(), String::new());
        let end = Points::default;
        BandView { from: end(), to: end(), range_text, code, label: label.to_owned(), step: 0 }
    }

    #[test]
    fn patients_see_the_ranges_of_these_forms_only() {
        let shown = |it: &&Instrument| {
            let views: Vec<_> = it.bands.iter().map(|band| view(&band.label)).collect();
            !views.is_empty() && it.bands_text(Words::en_us()).is_none() && are_degrees(&views)
        };
        let mut ids: Vec<&str> = instruments().filter(shown).map(|it| it.id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["gad7", "hamd17", "isi", "phq15", "phq4", "phq8", "phq9", "qids_sr16"]);
    }

    #[test]
    fn names_with_other_words_are_no_degrees() {
        for name in ["Alcohol use disorder", "Severe depression", "High risk", "Positive", "Schwer"]
        {
            assert!(!are_degrees(&[view("Mild"), view(name)]), "{name}");
        }
    }
}
