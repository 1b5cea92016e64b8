//! Texts for the reasons to refuse an instrument file.

use super::error::{
    EmptyPart, MOST_BYTES, MOST_ITEMS, MOST_NESTED, MOST_POINTS, Reason, ScoringReason,
};
use crate::words::{Words, escaped};

impl Reason {
    /// Returns the reason as a sentence, without file and place.
    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        match self {
            Self::TooLarge => words.reason_too_large(MOST_BYTES),
            Self::TooManyItems => words.reason_too_many_items(MOST_ITEMS),
            Self::TooDeep => words.reason_too_deep(u16::from(MOST_NESTED)),
            Self::Shape(reason) => reason.clone(),
            Self::IdIsNotFileName(id) => words.reason_id_is_not_file_name(escaped(id)),
            Self::Empty(part) => part.text(words),
            Self::NoLicence => words.reason_no_licence(),
            Self::DuplicateId => words.reason_duplicate_id(),
            Self::Numbering => words.reason_numbering(),
            Self::UnknownOptionSet(set) => words.reason_unknown_option_set(escaped(set)),
            Self::BadOptionSet(set) => words.reason_bad_option_set(escaped(set)),
            Self::FieldMissing { kind, field } => words.reason_field_missing(*kind, *field),
            Self::FieldTooMany { kind, field } => words.reason_field_too_many(*kind, *field),
            Self::BadRange => words.reason_bad_range(MOST_POINTS),
            Self::UnknownItem(id) => words.reason_unknown_item(escaped(id)),
            Self::NamedTwice(id) => words.reason_named_twice(escaped(id)),
            Self::NotEarlier(id) => words.reason_not_earlier(escaped(id)),
            Self::SafetyOutOfRange => words.reason_safety_out_of_range(),
            Self::NoteOutOfRange => words.reason_note_out_of_range(),
            Self::NothingAsked => words.reason_nothing_asked(),
            Self::PointsReversed => words.reason_points_reversed(),
            Self::NotAssessedOffered => words.reason_not_assessed_offered(),
            Self::TestOutOfRange(id) => words.reason_test_out_of_range(escaped(id)),
            Self::Condition => words.reason_condition(),
            Self::HowMany => words.reason_how_many(),
            Self::Finding => words.reason_finding(),
            Self::Name(name) => words.reason_name(escaped(name)),
            Self::NoWording => words.reason_no_wording(),
            Self::Scoring(why) => why.text(words),
            Self::BandGap { found, lowest } => {
                words.reason_band_gap(words.tenths(found.tenths()), words.tenths(lowest.tenths()))
            }
            Self::BandOverlap(code) => words.reason_band_overlap(escaped(code)),
            Self::BandBetween(code) => words.reason_band_between(escaped(code)),
            Self::BandOutOfRange(code) => words.reason_band_out_of_range(escaped(code)),
            Self::CutPointOutOfRange(at_least) => words.reason_cut_point_out_of_range(*at_least),
            Self::FindingOutOfRange(name) => words.reason_finding_out_of_range(escaped(name)),
            Self::DuplicateBand(code) => words.reason_duplicate_band(escaped(code)),
        }
    }
}

impl EmptyPart {
    fn text(self, words: &Words) -> String {
        match self {
            Self::Version => words.empty_version(),
            Self::Title => words.empty_title(),
            Self::Short => words.empty_short(),
            Self::Language => words.empty_language(),
            Self::Duration => words.empty_duration(),
            Self::Recall => words.empty_recall(),
            Self::Sources => words.empty_sources(),
            Self::ItemId => words.empty_item_id(),
            Self::Items => words.empty_items(),
            Self::CaseCode => words.empty_case_code(),
            Self::Cases => words.empty_cases(),
            Self::Band => words.empty_band(),
        }
    }
}

impl ScoringReason {
    fn text(self, words: &Words) -> String {
        match self {
            Self::NoParts => words.scoring_no_parts(),
            Self::AllMayBeMissing => words.scoring_all_may_be_missing(),
            Self::NoMissingRule => words.scoring_no_missing_rule(),
            Self::MissingAlone => words.scoring_missing_alone(),
            Self::Multiply => words.scoring_multiply(),
            Self::SingleItemsAdded => words.scoring_single_items_added(),
            Self::NoResult => words.scoring_no_result(),
            Self::NotASum => words.scoring_not_a_sum(),
            Self::NotAddable => words.scoring_not_addable(),
            Self::FirstOfPoints => words.scoring_first_of_points(),
            Self::TScores => words.scoring_t_scores(),
            Self::Group => words.scoring_group(),
            Self::ScoreOf => words.scoring_score_of(),
        }
    }
}
