//! A server in memory: it stores records that continue a series, refuses others and simulates
//! faults.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::journal::Tip;
use crate::sync::transport::{Method, Reply, Request, Transport, TransportError};
use interlude_protocol::id::{Fingerprint, RecordHash, SeriesId, SpaceId};
use interlude_protocol::record::codec::{Bodies, Record, split};
use interlude_protocol::wire::signed::Authorization;

/// A fault at one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The request does not arrive.
    Lost,
    /// The request arrives; its answer does not.
    AnswerLost,
}

#[derive(Default)]
pub(super) struct Double {
    pub(super) series: RefCell<BTreeMap<(SpaceId, SeriesId), Vec<Record>>>,
    /// Method and path of every request.
    pub(super) log: RefCell<Vec<String>>,
    /// The number of the faulty request, from 0, and its fault.
    pub(super) fault: Cell<Option<(usize, Fault)>>,
    /// Status, `retry-after` and body of every answer, if set.
    pub(super) status: RefCell<Option<(u16, Option<String>, String)>>,
    /// A false receipt for every upload, if set.
    pub(super) receipt: Cell<Option<Tip>>,
    /// Whether it acknowledges uploads without storing them.
    pub(super) forgetful: Cell<bool>,
    /// Whether it returns empty pages.
    pub(super) silent: Cell<bool>,
    /// The server's time, if it checks the time of requests.
    pub(super) clock: Cell<Option<i64>>,
}

impl Double {
    pub(super) fn tips(&self, space: SpaceId) -> BTreeMap<SeriesId, Tip> {
        let series = self.series.borrow();
        let of = series.iter().filter(|((of, _), _)| *of == space);
        of.map(|((_, series), records)| (*series, tip(records))).collect()
    }

    pub(super) fn requests(&self) -> usize {
        self.log.borrow().len()
    }

    /// Removes the last `n` records of every series, as a restored backup does.
    pub(super) fn lose(&self, n: usize) {
        self.series.borrow_mut().retain(|_, records| {
            records.truncate(records.len().saturating_sub(n));
            !records.is_empty()
        });
    }

    fn answer(&self, request: &Request) -> (u16, String, Vec<u8>) {
        if let Some((status, header, body)) = &*self.status.borrow() {
            return (*status, header.clone().unwrap_or_default(), body.clone().into_bytes());
        }
        if let Some(now) = self.clock.get() {
            let header = request.headers.iter().find(|(name, _)| *name == "authorization").unwrap();
            let signed: Authorization = header.1.parse().unwrap();
            if signed.time.abs_diff(now) > 300 {
                let body = format!(r#"{{"error":"clock","time":{now}}}"#);
                return (401, String::new(), body.into_bytes());
            }
        }
        let path = request.url.strip_prefix("https://clinic.example/v1/spaces/").unwrap();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parts: Vec<&str> = path.split('/').collect();
        let space = SpaceId::from_hex(parts[0]).unwrap();
        if parts[1] == "heads" {
            return (200, String::new(), self.heads(space));
        }
        let at = (space, SeriesId::from_hex(parts[2]).unwrap());
        let from: usize = query.split(['=', '&']).nth(1).unwrap().parse().unwrap();
        match request.method {
            Method::Post => self.append(at, from, &request.body),
            Method::Get | Method::Put | Method::Delete => (200, String::new(), self.page(at, from)),
        }
    }

    fn heads(&self, space: SpaceId) -> Vec<u8> {
        let lines = self.tips(space).into_iter().map(|(series, tip)| {
            let author = Fingerprint([0; 32]);
            serde_json::json!(
                {"series": series, "author": author, "count": tip.count, "hash": tip.hash}
            )
        });
        serde_json::to_vec(&lines.collect::<Vec<_>>()).unwrap()
    }

    /// At most two records a page, so that a series needs several pages.
    fn page(&self, at: (SpaceId, SeriesId), from: usize) -> Vec<u8> {
        let series = self.series.borrow();
        let records = series.get(&at).map_or(&[][..], Vec::as_slice);
        let limit = if self.silent.get() { 0 } else { 2 };
        records.iter().skip(from).take(limit).flat_map(Record::encode).collect()
    }

    fn append(&self, at: (SpaceId, SeriesId), from: usize, body: &[u8]) -> (u16, String, Vec<u8>) {
        let mut series = self.series.borrow_mut();
        let mut held = series.get(&at).cloned().unwrap_or_default();
        if from > held.len() {
            return (422, String::new(), br#"{"error":"gap"}"#.to_vec());
        }
        for (place, record) in (from..).zip(split(body, Bodies::All).unwrap()) {
            match held.get(place) {
                Some(known) if known.hash() != record.hash() => {
                    return (409, String::new(), receipt(tip(&held)));
                }
                Some(_) => {}
                None => held.push(record),
            }
        }
        let told = self.receipt.get().unwrap_or(tip(&held));
        if !self.forgetful.get() {
            series.insert(at, held);
        }
        (200, String::new(), receipt(told))
    }
}

fn tip(records: &[Record]) -> Tip {
    let hash = records.last().map_or(RecordHash::ZERO, Record::hash);
    Tip { count: records.len() as u64, hash }
}

fn receipt(tip: Tip) -> Vec<u8> {
    serde_json::to_vec(&serde_json::json!({"count": tip.count, "hash": tip.hash})).unwrap()
}

impl Transport for Double {
    async fn send(&self, request: Request) -> Result<Reply, TransportError> {
        let number = self.requests();
        assert!(number < 3_000, "the client never stops sending requests");
        self.log.borrow_mut().push(format!("{} {}", request.method.name(), request.url));
        let fault = self.fault.get().filter(|(at, _)| *at == number).map(|(_, fault)| fault);
        if fault == Some(Fault::Lost) {
            return Err(TransportError::Offline);
        }
        let (status, retry_after, body) = self.answer(&request);
        if fault == Some(Fault::AnswerLost) {
            return Err(TransportError::Offline);
        }
        let headers = vec![("retry-after".to_owned(), retry_after)];
        Ok(Reply { status, headers, body })
    }
}
