//! Every part whose source was not read is listed as unverified.

use super::*;

/// Collects the JSON pointers of all `verified` fields in a file.
fn marks(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let path = format!("{path}/{name}");
                if name == "verified" {
                    found.push(path);
                } else {
                    marks(field, &path, found);
                }
            }
        }
        Value::Array(values) => {
            for (place, value) in values.iter().enumerate() {
                marks(value, &format!("{path}/{place}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn unverified_lists_every_unread_source() {
    let mut turned = 0;
    for (file, json) in FILES {
        let json: Value = serde_json::from_str(json).unwrap();
        let mut paths = Vec::new();
        marks(&json, "", &mut paths);
        let told = |json: &Value| load(file, &json.to_string()).unwrap().unverified().len();
        for path in paths {
            let mut other = json.clone();
            let mark = other.pointer_mut(&path).unwrap();
            let opened = mark == &json!(true);
            *mark = json!(!opened);
            let (before, after) = (told(&json), told(&other));
            let expected = if opened { before + 1 } else { before - 1 };
            assert_eq!(after, expected, "{file} {path}");
            if path == "/bands_mark/verified" {
                let beside = load(file, &other.to_string()).unwrap().bands_text(Words::en_us());
                assert_eq!(beside.is_some(), opened, "{file}: told beside the drawn bands");
            }
            turned += 1;
        }
    }
    assert!(turned >= 200, "{turned} marks");
}
