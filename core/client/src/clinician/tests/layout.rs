//! Formats JSON for readable diffs: a list or object that does not fit on one line takes one line per element.

use serde_json::Value;

/// Maximum length of a list or object on one line, in bytes.
const LINE: usize = 300;

pub(super) fn lay_out(value: &Value, depth: usize, out: &mut String) {
    let text = value.to_string();
    if text.len() <= LINE {
        out.push_str(&text);
    } else if let Some(list) = value.as_array() {
        let elements = list.iter().map(|it| (String::new(), it));
        lines(('[', ']'), elements, depth, out);
    } else if let Some(object) = value.as_object() {
        let name = |name: &String| format!("{}: ", Value::from(name.as_str()));
        let elements = object.iter().map(|(key, it)| (name(key), it));
        lines(('{', '}'), elements, depth, out);
    } else {
        out.push_str(&text);
    }
}

fn lines<'a>(
    (open, close): (char, char),
    elements: impl Iterator<Item = (String, &'a Value)>,
    depth: usize,
    out: &mut String,
) {
    out.push(open);
    for (place, (name, value)) in elements.enumerate() {
        out.push_str(if place == 0 { "\n" } else { ",\n" });
        out.push_str(&" ".repeat(depth + 1));
        out.push_str(&name);
        lay_out(value, depth + 1, out);
    }
    out.push('\n');
    out.push_str(&" ".repeat(depth));
    out.push(close);
}
