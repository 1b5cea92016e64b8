//! The messages: one method of [`Words`] each, with the values it takes.

use fluent_bundle::FluentValue;

use super::Words;

/// A value inside a message: a text, or a number that plurals go by.
pub(crate) struct Value(pub(super) FluentValue<'static>);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self(FluentValue::from(text.to_owned()))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self(FluentValue::from(text.clone()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self(FluentValue::from(text))
    }
}

/// Numbers a message can choose a plural by.
macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self(FluentValue::from(number))
            }
        })*
    };
}
numbers!(u32, i32, usize);

/// Declares messages. Name and values are those of the message files; a test compares them.
macro_rules! messages {
    ($($id:ident($($value:ident),*);)*) => {
        impl Words {
            $(pub(crate) fn $id(&self, $($value: impl Into<Value>),*) -> String {
                self.message(stringify!($id), vec![$((stringify!($value), $value.into())),*])
            })*
        }

        /// Every message of a method and the values it takes.
        #[cfg(test)]
        pub(super) const BY_METHOD: &[(&str, &[&str])] =
            &[$((stringify!($id), &[$(stringify!($value)),*])),*];
    };
}

/// Declares messages with so many values that each is given by name.
macro_rules! named_messages {
    ($($name:ident = $id:ident { $($value:ident),* })*) => {
        $(pub(crate) struct $name {
            $(pub(crate) $value: Value,)*
        }

        impl $name {
            /// The sentence in a language.
            pub(crate) fn text(self, words: &Words) -> String {
                words.message(stringify!($id), vec![$((stringify!($value), self.$value)),*])
            }
        })*

        /// Every message with named values.
        #[cfg(test)]
        pub(super) const BY_NAME: &[(&str, &[&str])] =
            &[$((stringify!($id), &[$(stringify!($value)),*])),*];
    };
}

named_messages! {
    SummaryOne = summary_one { short, total, day, by, forms, not_scored, infusions }
    SummaryLine = summary_line {
        short, first, first_day, last, last_day, by, forms, not_scored, infusions
    }
    SafetyItem = safety_item {
        short, item, by, how, answers, met, forms, not_answered, date, event
    }
}

messages! {
    // dates.ftl
    date(day, month, year);
    date_this_year(day, month);
    today_at(time);
    yesterday_at(time);
    weekday_at(weekday, date, time);
    date_and_age(date, age);

    // timeline.ftl
    not_scored_unknown_version();
    rated_by_clinician();
    corrected_later();
    taken_back_later(why);
    answer_with_value(answer, value);
    safety_event(answer, change, last, withdrawn, why);
    safety_event_of_item(item, event);
    safety_unanswered(short, item, date);

    // chart.ftl
    summary_none(short, infusions);
    summary_unscored(short, by, forms, not_scored, infusions);
    sex_for_scoring(sex);
    records_unopened(records);
    records_newer(records);
    records_not_counted(list);
    records_late(number);
    records_unknown_author(number);
    records_not_allowed(number);
    records_contested(number);
    unknown_version(name, version, forms, date);
    unknown_version_more(number);
    unknown_version_kept();
    point_stopped();
    point_score(short, score);
    point_change(change, date);
    point_day(days, number);
    point_item_unanswered(item);
    point_note(note);
    point_item_answer(item, answer);
    point_item_not_answered(item);
    point_shortened(days, least);
    point_answers();
    point_not_assessed(items);
    both(first, second);
    either(first, second);
    answer_yes();
    answer_no();
    trend_unanswered(label);
    trend_boolean(label, yes, no, not_answered);
    trend_number(label, value, date, low, high, not_answered);
    safety_zero();
    shares(kinds);
    keeps_private(kinds);

    // panel.ftl
    panel_unreadable(records, patients);
    panel_late(patients);
    panel_last_infusion(days, number);
    panel_not_scored();
    spark_no_form(infusions);
    spark_line(short, first, last, days, infusions, not_scored);
    spark_one(short, total, infusions, not_scored);
    spark_none(short, days, infusions, not_scored);
    reason_safety(short, answer);
    reason_safety_detail(when, by, before, answer, date);
    reason_worse(short, least);
    reason_worse_detail(change, date);
    reason_silent(days);
    reason_silent_since(date);
    reason_silent_never();
    reason_unreadable(records);
    reason_unreadable_detail();
    reason_unknown_version(forms);
    reason_unknown_version_detail();
}
