//! Names of the conditions that instruments are used for.

use crate::words::Words;

/// The names of the conditions, such as `depression, PTSD`. An unknown code is shown with spaces instead of hyphens.
pub(super) fn text(codes: &[String], words: &Words) -> String {
    words.list(codes.iter().map(|code| match words.condition(code) {
        Some(condition) => condition.name.clone(),
        None => code.replace('-', " "),
    }))
}

/// Search terms for the conditions, besides their names.
pub(super) fn search_words(codes: &[String], words: &Words) -> String {
    let known = codes.iter().filter_map(|code| words.condition(code));
    let found: Vec<&str> = known.map(|it| it.search.as_str()).filter(|it| !it.is_empty()).collect();
    found.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    #[test]
    fn catalogue_and_message_files_have_the_same_conditions() {
        let words = Words::en_us();
        let used: Vec<&String> = catalogue::instruments().flat_map(|it| &it.conditions).collect();
        assert!(used.len() > 50);
        for code in &used {
            assert!(words.condition(code).is_some(), "{code}");
        }
        for code in words.conditions() {
            assert!(used.contains(&code), "{code}");
        }
    }

    #[test]
    fn known_conditions_have_names_and_other_codes_are_shown_as_written() {
        let words = Words::en_us();
        let codes = ["ptsd", "depression", "long-covid", "Schmerz"].map(str::to_owned);
        assert_eq!(text(&codes, words), "PTSD, depression, long covid, Schmerz");
        let also = search_words(&codes, words);
        assert_eq!(also, "trauma posttraumatic post-traumatic depressive mood MDD");
        assert_eq!(search_words(&["chronic-pain".to_owned()], words), "");
    }
}
