//! When a client says what it has seen (protocol.md 3.5); pure.
//!
//! (a) before any other record of its own, if heads it holds have changed since its last mark;
//! (b) when it has opened records of others that its last mark does not cover and that are not
//! marks. Marks alone trigger no mark, so two clients cannot keep each other writing.

use std::collections::BTreeMap;

use super::Tip;
use interlude_protocol::id::{KeyId, SeriesId, SpaceId};
use interlude_protocol::record::limit;
use interlude_protocol::record::open::{Head, Mark};

/// Names a series: of the mark's own space (`None`), or of the clinic's directory.
pub(super) type Where = (Option<SpaceId>, SeriesId);

/// How far an author's marks go, all of them together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marked {
    tips: BTreeMap<Where, Tip>,
    want: Vec<KeyId>,
}

impl Marked {
    /// Takes the author's next mark in.
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

    /// How many records of a series the marks cover.
    pub(super) fn count(&self, series: &Where) -> u64 {
        self.tips.get(series).map_or(0, |tip| tip.count)
    }
}

/// A series of somebody else, as far as a mark may speak of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// The series.
    pub(super) series: Where,
    /// How far it is verified and opened, except what needs a key that is lacking.
    pub(super) tip: Tip,
    /// One more than the place of its last record that is no mark and was opened; 0 if none.
    pub(super) opened: u64,
}

/// The marks to write before another record, rule (a); none if nothing changed.
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

/// The marks to write after opening, rule (b); none if only marks are new.
///
/// A key that is newly lacking is said as well, since only a mark can ask for it.
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

    /// What is marked, what is held, whether (a) and whether (b) writes.
    #[track_caller]
    fn check(before_now: &[Seen], now: &[Seen], a: bool, b: bool) {
        let marked = marked(before_now, &[]);
        assert_eq!(!before(&marked, now, &[], 1).is_empty(), a, "rule (a)");
        assert_eq!(!after(&marked, now, &[], 1).is_empty(), b, "rule (b)");
    }

    #[test]
    fn a_mark_is_written_exactly_when_its_rule_asks_for_it() {
        check(&[], &[], false, false);
        // Another's entry, opened.
        check(&[], &[here(1, 1, 1)], true, true);
        // The same, but already marked.
        check(&[here(1, 1, 1)], &[here(1, 1, 1)], false, false);
        // Another's mark only: before my own next record, but not by itself.
        check(&[here(1, 1, 1)], &[here(1, 2, 1)], true, false);
        // Another's entry behind a mark of his.
        check(&[here(1, 1, 1)], &[here(1, 3, 3)], true, true);
        // A new series of marks alone.
        check(&[here(1, 1, 1)], &[here(1, 1, 1), here(2, 1, 0)], true, false);
        // An entry opened behind one that is damaged: the mark may not claim it.
        check(&[], &[here(1, 0, 2)], false, false);
        // The directory went on: said before my next record, never by itself.
        check(&[directory(1)], &[directory(2)], true, false);
        // A server that goes back changes nothing.
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
    fn a_lacking_key_is_asked_for_once() {
        let want = [KeyId([5; 32])];
        let unmarked = marked(&[here(1, 1, 1)], &[]);
        assert_eq!(after(&unmarked, &[here(1, 1, 1)], &want, 1)[0].want, want);
        let asked = marked(&[here(1, 1, 1)], &want);
        assert!(after(&asked, &[here(1, 1, 1)], &want, 2).is_empty());
    }

    #[test]
    fn more_heads_than_one_mark_holds_take_several() {
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
