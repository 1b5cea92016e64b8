//! The types of the boundary as TypeScript.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use ts_rs::{Config, TS, TypeVisitor};

use super::call::Call;
use super::reply::{Event, Outcome};

const HEAD: &str = "\
/**
 * The types that cross between page and core: generated from core's own by `cargo xtask types`; do not edit.
 */
";

/// Declarations by name.
struct Declarations<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    /// Each with its type, since two types of one name would be one in TypeScript.
    by_name: BTreeMap<String, (TypeId, String)>,
    clashes: Vec<String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Numbers, texts and lists have no declaration of their own.
        if T::output_path().is_some() {
            let name = T::ident(self.config);
            let docs = T::docs().unwrap_or_default();
            let text = tidy(&format!("{docs}export {}", T::decl(self.config)));
            let known = self.by_name.insert(name.clone(), (TypeId::of::<T>(), text));
            if known.is_some() {
                self.clashes.push(name);
            }
        }
        T::visit_dependencies(self);
    }
}

/// One line for a comment of one line, an indent for each brace, and nothing at the end of a line.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let (mut out, mut depth, mut at) = (String::new(), 0_usize, 0);
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        let short = if let ["/**", text, "*/", ..] = rest {
            at += 2;
            Some(format!("/** {} */", text.trim_start_matches("* ")))
        } else {
            None
        };
        let is_comment = short.is_some() || line.starts_with(['/', '*']);
        let line = short.unwrap_or_else(|| (*line).to_owned());
        let count = |brace| if is_comment { 0 } else { line.matches(brace).count() };
        let closes_first = usize::from(!is_comment && line.starts_with('}'));
        if !line.is_empty() {
            out.push_str(&"  ".repeat(depth.saturating_sub(closes_first)));
            out.push_str(if line.starts_with('*') { " " } else { "" });
            out.push_str(&line);
            out.push('\n');
        }
        depth = (depth + count('{')).saturating_sub(count('}'));
        at += 1;
    }
    out
}

/// Writes every type that a [`Call`], an [`Outcome`] or an [`Event`] contains, by name.
///
/// # Errors
/// The names that two types share, as TypeScript has one file for all.
pub fn typescript() -> Result<String, Vec<String>> {
    // JSON has one kind of number.
    let config = Config::new().with_large_int("number");
    let mut all = Declarations {
        config: &config,
        seen: HashSet::new(),
        by_name: BTreeMap::new(),
        clashes: Vec::new(),
    };
    all.visit::<Call>();
    all.visit::<Outcome>();
    all.visit::<Event>();
    if !all.clashes.is_empty() {
        return Err(all.clashes);
    }
    let declared = all.by_name.into_values().map(|(_, text)| text);
    Ok(std::iter::once(HEAD.to_owned()).chain(declared).collect::<Vec<_>>().join("\n"))
}
