//! The conditions that instruments are used for, in words.

/// Code, words, and what else people call it when they search.
const CONDITIONS: [(&str, &str, &str); 10] = [
    ("addictive-disorders", "addictive disorders", "addiction substance use"),
    ("anxiety", "anxiety", "worry GAD"),
    ("bipolar", "bipolar disorder", "mania manic"),
    ("chronic-pain", "chronic pain", ""),
    ("depression", "depression", "depressive mood MDD"),
    ("general", "general", ""),
    ("ocd", "OCD", "obsessive compulsive"),
    ("perinatal-depression", "perinatal depression", "postpartum postnatal antenatal pregnancy"),
    ("ptsd", "PTSD", "trauma posttraumatic post-traumatic"),
    ("suicidal-ideation", "suicidal ideation", "suicide"),
];

fn known(code: &str) -> Option<(&'static str, &'static str)> {
    CONDITIONS.iter().find(|each| each.0 == code).map(|each| (each.1, each.2))
}

/// The words for `codes`, such as `depression, PTSD`; what only a clinic's own file names is said as it stands.
pub(super) fn text(codes: &[String]) -> String {
    let words: Vec<String> = codes
        .iter()
        .map(|code| known(code).map_or_else(|| code.replace('-', " "), |(text, _)| text.to_owned()))
        .collect();
    words.join(", ")
}

/// Other words by which people search for `codes`.
pub(super) fn also(codes: &[String]) -> String {
    let words: Vec<&str> =
        codes.iter().filter_map(|code| known(code).map(|(_, also)| also)).collect();
    words.join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    #[test]
    fn every_condition_of_the_catalogue_has_words_and_every_word_is_used() {
        let used: Vec<&String> = catalogue::instruments().flat_map(|it| &it.conditions).collect();
        assert!(used.len() > 50);
        for code in &used {
            assert!(known(code).is_some(), "{code}");
        }
        for (code, ..) in CONDITIONS {
            assert!(used.iter().any(|each| *each == code), "{code}");
        }
    }

    #[test]
    fn abbreviations_are_capitals_and_own_words_stand_as_they_are() {
        let codes = ["ptsd", "depression", "long-covid", "Schmerz"].map(str::to_owned);
        assert_eq!(text(&codes), "PTSD, depression, long covid, Schmerz");
        assert_eq!(also(&codes), "trauma posttraumatic post-traumatic depressive mood MDD");
        assert_eq!(also(&["chronic-pain".to_owned()]), "");
    }
}
