# Why an uploaded file is refused. Names of fields and instruments are as the file has them.

upload_not_json = the file is no JSON: { $reason }
upload_bad_language = the language "{ $language }" is no tag of a language, such as en, es or pt-BR
upload_neither_kind = the file is neither a definition, which has an id, nor a wording, which names an instrument
upload_unknown_instrument = unknown instrument "{ $id }"
upload_wording_included = the wording of { $short } in that language is included and cannot be replaced
upload_name_taken = "{ $id }" is in the catalogue: upload its wording, or give your own instrument another id
upload_called_alike = "{ $name }" is the name of an instrument in the catalogue: call your own differently
upload_bad_id = the id "{ $id }" must begin with own_ and have small letters, digits and _ only, up to 40 in all
upload_version_taken = version { $version } of { $id } is here already with other content: give this one a new version
upload_not_a_form = content_kind must be forms or check-ins
upload_no_permission = permission is missing: say what licence your clinic holds for this wording
upload_too_long = { $path } is longer than { $most } characters
upload_hidden = { $path } has control characters, or characters that turn the direction of the text

# A wording does not fit its instrument.
wording_of_other_instrument = the wording is for "{ $named }", not for this instrument and version
wording_unknown = the instrument has no { $places }
wording_missing_texts = no text for { $places }
wording_alike = two of the options { $set } read the same
# Places in a wording file.
place_option_set = option set { $set }
place_options = the options { $set }
place_some_options = the { $options } options { $set }, of which the file has { $found }
place_ends = the ends of { $item }
