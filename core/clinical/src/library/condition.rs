//! The conditions that instruments are used for, in words.

use crate::words::Words;

/// The words for `codes`, such as `depression, PTSD`; a code without words is shown as it is, with spaces.
pub(super) fn text(codes: &[String], words: &Words) -> String {
    words.list(codes.iter().map(|code| match words.condition(code) {
        Some(condition) => condition.name.clone(),
        None => code.replace('-', " "),
    }))
}

/// Other words by which people search for `codes`.
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
    fn every_condition_of_the_catalogue_has_words_and_every_word_is_used() {
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
    fn abbreviations_are_capitals_and_own_words_stand_as_they_are() {
        let words = Words::en_us();
        let codes = ["ptsd", "depression", "long-covid", "Schmerz"].map(str::to_owned);
        assert_eq!(text(&codes, words), "PTSD, depression, long covid, Schmerz");
        let also = search_words(&codes, words);
        assert_eq!(also, "trauma posttraumatic post-traumatic depressive mood MDD");
        assert_eq!(search_words(&["chronic-pain".to_owned()], words), "");
    }
}
