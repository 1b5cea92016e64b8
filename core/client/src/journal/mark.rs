//! When a client writes a mark (protocol.md 3.5); pure.
//!
//! (a) Before any other record of its own, if heads changed since its last mark.
//! (b) After opening records of others that its last mark does not cover, except marks. Marks
//! alone cause no mark; otherwise two clients would keep each other writing.

use std::collections::BTreeMap;

use super::Tip;
use interlude_protocol::id::{KeyId, SeriesId, SpaceId};
use interlude_protocol::record::limit;
use interlude_protocol::record::open::{Head, Mark};

/// A series of the mark's own space (`None`) or of the clinic's directory.
pub(super) type Where = (Option<SpaceId>, SeriesId);

/// What all marks of an author cover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marked {
    tips: BTreeMap<Where, Tip>,
    want: Vec<KeyId>,
}

impl Marked {
    /// Adds the author's next mark.
    pub(super) fn add(&mut self, mark: &Mark) {
        for head in &mark.heads {
            let tip = Tip { count: head.count, hash: head.hash };
            let known = self.tips.entry((head.space, head.series)).or_insert(tip);
            if known.count < tip.count {
                *known = tip;
            }
        }
        self.want.clone_from(&mark.want);
    }

    /// Number of records of a series that the marks cover.
    pub(super) fn count(&self, series: &Where) -> u64 {
        self.tips.get(series).map_or(0, |tip| tip.count)
    }
}

/// What a mark may state about another author's series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// The series.
    pub(super) series: Where,
    /// The tip of the intact part, which may contain records whose key is missing.
    pub(super) tip: Tip,
    /// Number of records up to the last opened one that is not a mark; 0 if there is none.
    pub(super) opened: u64,
}

/// The marks to write before another record, by rule (a). Empty if nothing changed.
pub(super) fn before(marked: &Marked, seen: &[Seen], want: &[KeyId], at: u64) -> Vec<Mark> {
    let heads: Vec<Head> = seen
        .iter()
        .filter(|seen| marked.count(&seen.series) < seen.tip.count)
        .map(|seen| Head {
            space: seen.series.0,
            series: seen.series.1,
            count: seen.tip.count,
            hash: seen.tip.hash,
        })
        .collect();
    if heads.is_empty() && (want.is_empty() || marked.want == want) {
        return Vec::new();
    }
    let mut marks: Vec<Mark> = heads
        .chunks(limit::HEADS)
        .map(|heads| Mark { heads: heads.to_vec(), want: want.to_vec(), at })
        .collect();
    if marks.is_empty() {
        marks.push(Mark { heads: Vec::new(), want: want.to_vec(), at });
    }
    marks
}

/// The marks to write after opening records, by rule (b). Empty if only marks are new.
///
/// A newly missing key also causes a mark, because only a mark can ask for it.
pub(super) fn after(marked: &Marked, seen: &[Seen], want: &[KeyId], at: u64) -> Vec<Mark> {
    let opened = |seen: &Seen| {
        seen.series.0.is_none() && marked.count(&seen.series) < seen.opened.min(seen.tip.count)
    };
    let lacking = !want.is_empty() && marked.want != want;
    if lacking || seen.iter().any(opened) { before(marked, seen, want, at) } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interlude_protocol::id::RecordHash;

    const CLINIC: SpaceId = SpaceId([9; 16]);

    fn tip(count: u64) -> Tip {
        Tip { count, hash: RecordHash([u8::try_from(count).unwrap(); 32]) }
    }

    fn here(series: u8, count: u64, opened: u64) -> Seen {
        Seen { series: (None, SeriesId([series; 16])), tip: tip(count), opened }
    }

    fn directory(count: u64) -> Seen {
        Seen { series: (Some(CLINIC), SeriesId([8; 16])), tip: tip(count), opened: 0 }
    }

    fn marked(seen: &[Seen], want: &[KeyId]) -> Marked {
        let mut marked = Marked::default();
        for mark in before(&Marked::default(), seen, want, 0) {
            marked.add(&mark);
        }
        marked
    }

    /// Checks whether rules `a` and `b` write a mark.
    #[track_caller]
    fn check(before_now: &[Seen], now: &[Seen], a: bool, b: bool) {
        let marked = marked(before_now, &[]);
        assert_eq!(!before(&marked, now, &[], 1).is_empty(), a, "rule (a)");
        assert_eq!(!after(&marked, now, &[], 1).is_empty(), b, "rule (b)");
    }

    #[test]
    fn each_rule_writes_a_mark_only_when_needed() {
        check(&[], &[], false, false);
        // An opened entry of another author.
        check(&[], &[here(1, 1, 1)], true, true);
        // The same entry, already marked.
        check(&[here(1, 1, 1)], &[here(1, 1, 1)], false, false);
        // Only a mark of another author: rule (a) writes, rule (b) does not.
        check(&[here(1, 1, 1)], &[here(1, 2, 1)], true, false);
        // An entry after a mark of the same author.
        check(&[here(1, 1, 1)], &[here(1, 3, 3)], true, true);
        // A new series that contains only marks.
        check(&[here(1, 1, 1)], &[here(1, 1, 1), here(2, 1, 0)], true, false);
        // An opened entry after a damaged record: a mark must not cover it.
        check(&[], &[here(1, 0, 2)], false, false);
        // A change of the directory: rule (a) writes, rule (b) does not.
        check(&[directory(1)], &[directory(2)], true, false);
        // A server that rolls back changes nothing.
        check(&[here(1, 3, 3)], &[here(1, 2, 2)], false, false);
    }

    #[test]
    fn a_mark_names_only_what_changed() {
        let marked = marked(&[here(1, 1, 1), here(2, 1, 1)], &[]);
        let marks = before(&marked, &[here(1, 1, 1), here(2, 4, 4), directory(1)], &[], 7);
        let named: Vec<_> =
            marks[0].heads.iter().map(|head| (head.space, head.series.0[0], head.count)).collect();
        assert_eq!(named, [(None, 2, 4), (Some(CLINIC), 8, 1)]);
        assert_eq!((marks.len(), marks[0].at), (1, 7));
    }

    #[test]
    fn a_missing_key_is_requested_once() {
        let want = [KeyId([5; 32])];
        let unmarked = marked(&[here(1, 1, 1)], &[]);
        assert_eq!(after(&unmarked, &[here(1, 1, 1)], &want, 1)[0].want, want);
        let asked = marked(&[here(1, 1, 1)], &want);
        assert!(after(&asked, &[here(1, 1, 1)], &want, 2).is_empty());
    }

    #[test]
    fn many_heads_take_several_marks() {
        let many: Vec<_> = (0..600_u16)
            .map(|n| {
                let mut series = [0; 16];
                series[..2].copy_from_slice(&n.to_be_bytes());
                Seen { series: (None, SeriesId(series)), tip: tip(1), opened: 1 }
            })
            .collect();
        let marks = before(&Marked::default(), &many, &[], 1);
        assert_eq!(marks.iter().map(|mark| mark.heads.len()).collect::<Vec<_>>(), [512, 88]);
    }
}
