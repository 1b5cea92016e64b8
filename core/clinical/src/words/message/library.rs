//! The messages of `library.ftl`: the library page.

named_messages! {
    RefusedFile = refused_file { is_named, id, date, is_signed, by, reason, followed }
}

messages! {
    respondent_patient();
    respondent_clinician();
    interval(days);
    licence_free();
    licence_own();
    licence_non_commercial();
    licence_bring_your_own();
    confirm_non_commercial();
    cut_point(at_least, meaning, verified, source);
    crisis_help_at(items);
    cannot_ask_rating();
    cannot_ask_without_wording();
    mark_own_file();
    mark_uploaded_wording(language, permission, has_source, source);
    wording_included();
    wording_uploaded();
    wording_missing();
    language_published();
    language_partly_published();
    language_own_wording();
    language_own_file();
    language_not_here();
    language_lacks_wording();
    uploaded_verified();
    uploaded_corroborated();
    uploaded_unverified();
    translation_verified();
    translation_corroborated();
    translation_unverified();
    kind_choice();
    kind_number(min, max);
    kind_decimal(min, max, unit);
    kind_boolean();
    kind_text(characters);
    end_of_range(value, label);
    refused_files(files);
    refused_advice();
}
