//! The messages of `upload.ftl`: errors of uploaded files.

messages! {
    upload_not_json(reason);
    upload_bad_language(language);
    upload_neither_kind();
    upload_unknown_instrument(id);
    upload_wording_included(short);
    upload_name_taken(id);
    upload_called_alike(name);
    upload_bad_id(id);
    upload_version_taken(id, version);
    upload_not_a_form();
    upload_no_permission();
    upload_too_long(path, most);
    upload_hidden(path);
    wording_of_other_instrument(named);
    wording_unknown(places);
    wording_missing_texts(places);
    wording_alike(set);
    place_option_set(set);
    place_options(set);
    place_some_options(set, options, found);
    place_ends(item);
}
