//! Many spaces in one request: what a pull asks for, the frames of its answer, and a push of several series
//! (protocol.md 5).

use serde::{Deserialize, Serialize};

use crate::id::{SeriesId, SpaceId};
use crate::wire::space::{HeadLine, Receipt};

/// Most spaces in one pull.
pub const PULL_SPACES: usize = 1_000;

/// Most series in one push.
pub const PUSH_SERIES: usize = 256;

/// Body of `POST /v1/pull`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pull {
    /// The spaces, at most [`PULL_SPACES`], answered in this order.
    pub spaces: Vec<PullSpace>,
}

/// A space of a pull, and what the caller has of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PullSpace {
    /// The space.
    pub space: SpaceId,
    /// Series of which the caller has records, with their number.
    pub have: Vec<(SeriesId, u64)>,
}

/// A frame of the answer to a pull, or of the body of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// All heads of the space whose pages follow.
    Heads(SpaceId, Vec<HeadLine>),
    /// Whole records of one series, concatenated.
    Page {
        /// The space.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// Sequence number of the first record.
        from: u64,
        /// The records.
        records: Vec<u8>,
    },
    /// Everything up to the heads of this space was sent.
    End(SpaceId),
    /// This space is not part of the answer: it is not there, or has too many series. Ask for it alone.
    Alone(SpaceId),
}

/// One answer of a push, in the order of its frames.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// The series on the server; `None` if the frame was refused. Push that series alone to learn why.
    pub receipt: Option<Receipt>,
}

const HEADS: u8 = 1;
const PAGE: u8 = 2;
const END: u8 = 3;
const ALONE: u8 = 4;

/// Length of a head in a frame: series, author, count, hash.
const HEAD: usize = 16 + 32 + 8 + 32;

impl Frame {
    /// Appends the frame to `out`: its kind (1 byte), the space, the length of the rest (`u32`), the rest. Integers are
    /// big endian.
    pub fn encode_to(&self, out: &mut Vec<u8>) {
        let (kind, space, rest) = match self {
            Self::Heads(space, lines) => (HEADS, space, heads(lines)),
            Self::Page { space, series, from, records } => {
                let mut rest = Vec::with_capacity(24 + records.len());
                rest.extend_from_slice(&series.0);
                rest.extend_from_slice(&from.to_be_bytes());
                rest.extend_from_slice(records);
                (PAGE, space, rest)
            }
            Self::End(space) => (END, space, Vec::new()),
            Self::Alone(space) => (ALONE, space, Vec::new()),
        };
        out.push(kind);
        out.extend_from_slice(&space.0);
        out.extend_from_slice(&u32::try_from(rest.len()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend_from_slice(&rest);
    }

    /// Reads the first frame of `bytes` and advances `bytes` past it; `None` if it is cut off or of another kind.
    #[must_use]
    pub fn take(bytes: &mut &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        let (space, rest) = rest.split_first_chunk::<16>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (body, rest) = rest.split_at_checked(length)?;
        let space = SpaceId(*space);
        let frame = match *kind {
            HEADS => Self::Heads(space, read_heads(body)?),
            PAGE => {
                let (series, body) = body.split_first_chunk::<16>()?;
                let (from, records) = body.split_first_chunk::<8>()?;
                let (series, from) = (SeriesId(*series), u64::from_be_bytes(*from));
                Self::Page { space, series, from, records: records.to_vec() }
            }
            END if body.is_empty() => Self::End(space),
            ALONE if body.is_empty() => Self::Alone(space),
            _ => return None,
        };
        *bytes = rest;
        Some(frame)
    }

    /// Reads all frames; `None` if any is cut off or of another kind.
    #[must_use]
    pub fn read_all(mut bytes: &[u8]) -> Option<Vec<Self>> {
        let mut frames = Vec::new();
        while !bytes.is_empty() {
            frames.push(Self::take(&mut bytes)?);
        }
        Some(frames)
    }
}

fn heads(lines: &[HeadLine]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(lines.len() * HEAD);
    for line in lines {
        bytes.extend_from_slice(&line.series.0);
        bytes.extend_from_slice(&line.author.0);
        bytes.extend_from_slice(&line.count.to_be_bytes());
        bytes.extend_from_slice(&line.hash.0);
    }
    bytes
}

fn read_heads(bytes: &[u8]) -> Option<Vec<HeadLine>> {
    let lines = bytes.chunks(HEAD).map(|line| {
        let (series, rest) = line.split_first_chunk::<16>()?;
        let (author, rest) = rest.split_first_chunk::<32>()?;
        let (count, rest) = rest.split_first_chunk::<8>()?;
        let hash: [u8; 32] = rest.try_into().ok()?;
        Some(HeadLine {
            series: SeriesId(*series),
            author: crate::id::Fingerprint(*author),
            count: u64::from_be_bytes(*count),
            hash: crate::id::RecordHash(hash),
        })
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{Fingerprint, RecordHash};
    use proptest::prelude::*;

    fn frames() -> Vec<Frame> {
        let space = SpaceId([1; 16]);
        let line = HeadLine {
            series: SeriesId([2; 16]),
            author: Fingerprint([3; 32]),
            count: 258,
            hash: RecordHash([4; 32]),
        };
        let page = Frame::Page { space, series: SeriesId([2; 16]), from: 5, records: vec![9, 8] };
        vec![Frame::Heads(space, vec![line, line]), page, Frame::End(space), Frame::Alone(space)]
    }

    #[test]
    fn frames_have_the_bytes_of_the_first_version() {
        let mut bytes = Vec::new();
        for frame in frames() {
            frame.encode_to(&mut bytes);
        }
        assert_eq!(Frame::read_all(&bytes), Some(frames()));
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let head =
            format!("{}{}0000000000000102{}", "02".repeat(16), "03".repeat(32), "04".repeat(32));
        let space = "01".repeat(16);
        let page = format!("{}00000000000000050908", "02".repeat(16));
        let all = format!(
            "01{space}000000b0{head}{head}02{space}0000001a{page}03{space}0000000004{space}00000000"
        );
        assert_eq!(hex(&bytes), all);
        let json = r#"{"spaces":[{"space":"AQEBAQEBAQEBAQEBAQEBAQ","have":[["AgICAgICAgICAgICAgICAg",7]]}]}"#;
        let have = vec![(SeriesId([2; 16]), 7)];
        let pull = Pull { spaces: vec![PullSpace { space: SpaceId([1; 16]), have }] };
        assert_eq!(serde_json::to_string(&pull).unwrap(), json);
    }

    proptest! {
        #[test]
        fn cut_or_changed_frames_are_refused_or_read_without_a_panic(
            cut in 0_usize..400, at in 0_usize..300, byte in any::<u8>(),
        ) {
            let mut bytes = Vec::new();
            for frame in frames() {
                frame.encode_to(&mut bytes);
            }
            if cut < bytes.len() {
                let read = Frame::read_all(&bytes[..cut]);
                prop_assert!(read.is_none_or(|frames| frames.len() < 4));
            }
            let place = at % bytes.len();
            bytes[place] = byte;
            drop(Frame::read_all(&bytes));
        }
    }
}
