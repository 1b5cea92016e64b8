mod reminders;

use std::sync::mpsc::channel;
use std::time::Duration;

use super::view::{ContentChoice, StatusKind};
use super::*;
use crate::crypto::random::testing::Repeatable;
use crate::form::FormItemKind;
use crate::journal::tests::failing::{Failing, Failure};
use crate::journal::{GuardError, MemoryStore, Tip};
use crate::pairing::clinic::NewClinicKeys;
use crate::pairing::inviter::{Inviter, Offer};
use crate::sync::transport::{Clock, Reply, Request, Transport, TransportError};
use interlude_clinical::entry::Entry;
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::draft::Answer;

/// A transport without network.
struct Nowhere;

impl Transport for Nowhere {
    async fn send(&self, _: Request) -> Result<Reply, TransportError> {
        Err(TransportError::Offline)
    }
}

struct Noon;

impl Clock for Noon {
    fn unix_seconds(&self) -> i64 {
        1_778_600_000
    }
}

/// A key store that inverts every byte, so that sealed bytes differ from plain ones.
struct Turned {
    broken: bool,
}

impl KeyGuard for Turned {
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, GuardError> {
        if self.broken {
            return Err(GuardError);
        }
        Ok(plain.iter().map(|byte| !byte).collect())
    }

    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, GuardError> {
        self.seal(sealed)
    }
}

struct TestPlatform;

impl Platform for TestPlatform {
    type Store = Failing;
    type Transport = Nowhere;
    type Random = Repeatable;
    type Clock = Noon;
}

type TestPhone = Phone<TestPlatform>;

fn at(time: &str) -> Moment {
    Moment::parse(&format!("2026-05-12T{time}:00-04:00")).unwrap()
}

fn zone() -> Zone {
    Zone::parse("America/New_York").unwrap()
}

fn start(store: Failing, seed: u32) -> Result<TestPhone, ClientError> {
    let host = Host::new(store, Nowhere, Repeatable::new(seed), Noon);
    Phone::open(host, Box::new(Turned { broken: false }))
}

/// Opens a new phone with the same store.
fn restarted(phone: &TestPhone, seed: u32) -> TestPhone {
    start(
        phone.host.shelf.store(|store| Failing { disk: store.disk.clone(), ..Failing::whole() }),
        seed,
    )
    .unwrap()
}

fn fail_at(phone: &TestPhone, change: usize, failure: Failure) {
    phone.host.shelf.store(|store| {
        store.left = Some(change);
        store.failure = failure;
    });
}

fn commits(phone: &TestPhone) -> usize {
    phone.host.shelf.store(|store| store.commits)
}

/// A phone whose clinic has typed the digits. Both sides' real state machines run, without a network.
fn confirmed() -> TestPhone {
    let random = Repeatable::new(77);
    let keys = NewClinicKeys::generate("Harbor Clinic", "Dr Lee", &random).unwrap();
    let phone = start(Failing::whole(), 1).unwrap();
    let now = phone.host.now();
    let mut inviter =
        Inviter::new(keys.pin, &keys.lead, "https://clinic.example", now, &random).unwrap();
    let newcomer = Newcomer::new(inviter.invite().clone(), now, &phone.host.random).unwrap();
    phone.open_directory(keys.pin, newcomer.requester()).unwrap();
    let directory = phone
        .with(keys.pin.space(), |journal, store| {
            journal.accept_page(store, keys.series, 0, &keys.genesis).unwrap();
            journal.directory()
        })
        .unwrap();
    let offer = Offer {
        directory: directory.heads,
        team: vec![keys.lead.fingerprint()],
        info: ClinicInfo {
            name: "Harbor Clinic".to_owned(),
            telephone: Some("+1 555 0100".to_owned()),
            hours: "Mon–Fri, 9 am to 5 pm".to_owned(),
            zone: zone(),
            country: Some("US".to_owned()),
            language: "en".to_owned(),
            read_within_hours: 24,
        },
    };
    let upload = inviter.receive(&newcomer.claim(), &keys.lead, &offer, now, &random).unwrap();
    let replied = phone.check_reply(&newcomer, &upload).unwrap();
    let server = Arc::new(phone.host.server("https://clinic.example"));
    phone
        .keep_joining(Joining { newcomer, server, replied: Some(replied), confirmed: true })
        .unwrap();
    phone
}

/// Shares everything except notes.
fn choices(phone: &TestPhone) -> Vec<ContentChoice> {
    let kinds = phone.content_kinds().into_iter();
    kinds.map(|kind| ContentChoice { shared: kind.code != "notes", kind: kind.code }).collect()
}

fn enrolled() -> TestPhone {
    let phone = confirmed();
    phone.enrol(&choices(&phone), &at("08:00"), &zone()).unwrap();
    phone
}

fn fill(form: &CheckIn, value: i32) {
    for item in form.items() {
        let answer = match item.kind {
            FormItemKind::Choice => Answer::Choice(value),
            FormItemKind::Number => Answer::Number(f64::from(value)),
            FormItemKind::Boolean => Answer::Boolean(false),
            FormItemKind::Integer | FormItemKind::Decimal | FormItemKind::Text => Answer::Skip,
        };
        assert_eq!(
            form.answer(&item.id, answer).unwrap().crisis.is_some(),
            value > 0 && item.id == "phq9.9"
        );
    }
}

fn responses(phone: &TestPhone, shared: bool) -> Vec<(RecordId, String)> {
    let enrolled = phone.enrolled().unwrap();
    let pin = if shared { enrolled.shared } else { enrolled.own };
    let read = |journal: &Journal| {
        let entries = journal.entries();
        let kept = entries.iter().filter_map(|opened| {
            let what = if let Some(Entry::Response(response)) = opened.entry {
                format!("{} {:?}", response.instrument, response.status)
            } else {
                matches!(opened.entry, Some(Entry::Note(_))).then(|| "note".to_owned())?
            };
            Some((opened.record, what))
        });
        kept.collect()
    };
    phone.host.shelf.look(pin.space(), read).unwrap()
}

#[test]
fn each_stage_survives_a_restart() {
    let phone = start(Failing::whole(), 1).unwrap();
    assert_eq!(phone.stage(), Stage::New);
    assert!(phone.clinic().is_none());
    let phone = confirmed();
    let again = restarted(&phone, 2);
    assert_eq!((phone.stage(), again.stage()), (Stage::Confirmed, Stage::Confirmed));
    assert_eq!(again.clinic().unwrap().team[0].name, "Dr Lee");
    let code = again.enrol(&choices(&again), &at("08:00"), &zone()).unwrap();
    let again = restarted(&again, 3);
    assert_eq!(again.stage(), Stage::Enrolled);
    assert_eq!(again.recovery_code(), Some(code));
    assert_eq!(again.clinic().unwrap().team[0].name, "Dr Lee");
    assert_eq!(again.sharing().unwrap(), choices(&again));
}

#[test]
fn enrolment_needs_a_choice_for_every_kind() {
    let phone = confirmed();
    let mut some = choices(&phone);
    some.pop();
    let refused = phone.enrol(&some, &at("08:00"), &zone());
    assert_eq!(refused, Err(ClientError::Invalid { what: "sharing" }));
    assert_eq!(phone.stage(), Stage::Confirmed);
}

#[test]
fn enrolment_can_be_repeated_after_any_failure() {
    for failure in [Failure::Full, Failure::Lost, Failure::Kept] {
        for n in 0..20 {
            let phone = confirmed();
            fail_at(&phone, n, failure);
            let first = phone.enrol(&choices(&phone), &at("08:00"), &zone());
            let phone = restarted(&phone, 9);
            if phone.stage() != Stage::Enrolled {
                assert!(first.is_err());
                phone.enrol(&choices(&phone), &at("08:01"), &zone()).unwrap();
            }
            let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
            fill(&form, 0);
            phone.submit(&form, &at("09:01"), &zone()).unwrap();
            let founders = phone.enrolled().unwrap();
            for (pin, members) in [(founders.shared, 3), (founders.own, 2)] {
                let count =
                    phone.host.shelf.look(pin.space(), |journal| journal.fold().members().count());
                assert_eq!(count, Some(members), "{failure:?} at change {n}");
                let series = phone.host.shelf.store(|store| store.series(pin.space()));
                assert_eq!(series.unwrap().len(), 1, "{failure:?} at change {n}");
            }
        }
    }
}

#[test]
fn only_matching_groups_delete_the_recovery_code() {
    let phone = enrolled();
    let code = phone.recovery_code().unwrap();
    let groups: Vec<&str> = code.split('-').collect();
    let typed = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
    assert!(!phone.confirm_recovery(&typed(groups[0], groups[4])).unwrap());
    assert!(!phone.confirm_recovery(&typed(groups[4], groups[1])).unwrap());
    assert!(!phone.confirm_recovery(&[groups[1].to_owned()]).unwrap());
    assert_eq!(phone.recovery_code().as_deref(), Some(&*code));
    assert!(phone.confirm_recovery(&typed(&groups[1].to_lowercase(), groups[4])).unwrap());
    assert_eq!(phone.recovery_code(), None);
    assert_eq!(restarted(&phone, 4).recovery_code(), None);
}

#[test]
fn answers_use_no_storage_and_submitting_makes_one_record() {
    let phone = enrolled();
    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    let before = commits(&phone);
    let tap = form.answer("phq9.9", Answer::Choice(1)).unwrap();
    assert!(tap.crisis.is_some());
    assert_eq!(commits(&phone), before);
    fill(&form, 1);
    phone.save_draft(&form).unwrap();
    let saved = phone.submit(&form, &at("09:01"), &zone()).unwrap();
    assert!(saved.shared);
    assert_eq!(responses(&phone, true).len(), 1);
    assert!(responses(&phone, false).is_empty());
    let twice = phone.submit(&form, &at("09:01"), &zone());
    assert_eq!(twice, Err(ClientError::AlreadyClosed));
    let late = form.answer("phq9.9", Answer::Choice(0)).unwrap_err();
    assert_eq!(late, ClientError::AlreadyClosed);
    assert_eq!(responses(&restarted(&phone, 2), true), responses(&phone, true));
}

#[test]
fn an_answer_does_not_wait_for_a_write() {
    let phone = enrolled();
    let form = Arc::new(phone.open_form("phq9", &at("09:00"), &zone()).unwrap());
    let ((ask, asked), (tell, told)) = (channel::<()>(), channel());
    let screen = Arc::clone(&form);
    std::thread::spawn(move || {
        for () in asked {
            tell.send(screen.answer("phq9.9", Answer::Choice(1))).unwrap();
        }
    });
    // Each write waits for the answer. The limit makes the test fail instead of hang.
    let answer_first = move || {
        ask.send(()).unwrap();
        let tap = told.recv_timeout(Duration::from_secs(60)).expect("an answer waits for a write");
        assert!(tap.unwrap().crisis.is_some());
    };
    phone.host.shelf.store(|store| store.during = Some(Box::new(answer_first)));
    let before = commits(&phone);
    phone.save_draft(&form).unwrap();
    phone.note("a thought", &at("09:00"), &zone()).unwrap();
    assert_eq!(commits(&phone), before + 2);
}

#[test]
fn a_closed_form_takes_no_answer_and_still_shows_help() {
    let phone = enrolled();
    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    fill(&form, 0);
    phone.submit(&form, &at("09:01"), &zone()).unwrap();
    let saved = responses(&phone, true);
    assert_eq!(form.answer("phq9.9", Answer::Choice(0)).unwrap_err(), ClientError::AlreadyClosed);
    assert!(form.answer("phq9.9", Answer::Choice(1)).unwrap().crisis.is_some());
    phone.save_draft(&form).unwrap();
    assert_eq!(responses(&phone, true), saved);
    assert!(phone.host.shelf.store(|store| store.drafts()).unwrap().is_empty());
}

#[test]
fn saving_a_submitted_form_writes_no_draft() {
    let phone = enrolled();
    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    fill(&form, 1);
    fill(&form, 1);
    phone.submit(&form, &at("09:01"), &zone()).unwrap();
    phone.save_draft(&form).unwrap();
    assert!(phone.host.shelf.store(|store| store.drafts()).unwrap().is_empty());
}

#[test]
fn too_long_texts_are_refused() {
    let phone = enrolled();
    let long = "x".repeat(100_000);
    let refused = phone.note(&long, &at("09:00"), &zone()).unwrap_err();
    assert_eq!((refused.code(), &refused), ("too-long", &ClientError::TooLong { most: None }));
    let form = phone.open_form("session_effects", &at("09:00"), &zone());
    let form = form.or_else(|_| phone.open_form("daily_checkin", &at("09:00"), &zone())).unwrap();
    let text = form.items().into_iter().find(|it| it.kind == FormItemKind::Text).unwrap();
    let refused = form.answer(&text.id, Answer::Text(long)).unwrap_err();
    assert!(matches!(refused, ClientError::TooLong { most: Some(_) }), "{refused}");
    assert!(refused.text().contains("characters"));
}

#[test]
fn private_entries_are_in_the_own_journal_only() {
    let phone = enrolled();
    assert!(!phone.note("for me", &at("09:00"), &zone()).unwrap().shared);
    assert_eq!(responses(&phone, false).len(), 1);
    assert!(responses(&phone, true).is_empty());
    let own = phone.enrolled().unwrap().own;
    let clinicians = phone.host.shelf.look(own.space(), |journal| {
        journal
            .fold()
            .members()
            .filter(|(_, role)| *role == interlude_protocol::record::open::Role::Clinician)
            .count()
    });
    assert_eq!(clinicians, Some(0));
}

#[test]
fn a_full_disk_leaves_the_form_open_and_a_retry_makes_one_record() {
    for failure in [Failure::Full, Failure::Lost, Failure::Kept] {
        let phone = enrolled();
        let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
        fill(&form, 0);
        fail_at(&phone, 0, failure);
        let expected =
            if failure == Failure::Full { ClientError::DiskFull } else { ClientError::Storage };
        assert_eq!(phone.submit(&form, &at("09:01"), &zone()), Err(expected));
        let today = phone.today(&at("09:02"), &zone()).unwrap();
        assert_eq!(today.status.kind, StatusKind::NotSaved);
        phone.submit(&form, &at("09:03"), &zone()).unwrap();
        assert_eq!(responses(&phone, true).len(), 1, "{failure:?}");
        assert_eq!(phone.today(&at("09:04"), &zone()).unwrap().status.kind, StatusKind::Waiting);
    }
}

#[test]
fn the_next_start_closes_an_open_form_once_and_keeps_its_answers_until_midnight() {
    let phone = enrolled();
    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    assert!(form.answer("phq9.1", Answer::Choice(2)).unwrap().crisis.is_none());
    phone.save_draft(&form).unwrap();
    // A form on screen is not closed.
    phone.today(&at("09:01"), &zone()).unwrap();
    assert!(responses(&phone, true).is_empty());
    let phone = restarted(&phone, 2);
    phone.today(&at("10:00"), &zone()).unwrap();
    phone.today(&at("10:01"), &zone()).unwrap();
    let kept = responses(&phone, true);
    assert_eq!(kept.len(), 1);
    assert!(kept[0].1.contains("Stopped"));
    let phone = restarted(&phone, 3);
    let form = phone.open_form("phq9", &at("11:00"), &zone()).unwrap();
    assert!(form.items()[0].answered.is_some());
    fill(&form, 1);
    phone.submit(&form, &at("11:01"), &zone()).unwrap();
    assert_eq!(responses(&phone, true).len(), 2);
    let form = phone.open_form("phq9", &at("12:00"), &zone()).unwrap();
    assert!(form.items()[0].answered.is_none());
}

#[test]
fn left_answers_are_deleted_the_next_day() {
    let phone = enrolled();
    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    assert!(form.answer("phq9.1", Answer::Choice(2)).unwrap().crisis.is_none());
    phone.stop(&form, &at("09:01"), &zone()).unwrap();
    let again = phone.open_form("phq9", &at("23:59"), &zone()).unwrap();
    assert!(again.items()[0].answered.is_some());
    let tomorrow = Moment::parse("2026-05-13T00:01:00-04:00").unwrap();
    let again = phone.open_form("phq9", &tomorrow, &zone()).unwrap();
    assert!(again.items()[0].answered.is_none());
    assert!(phone.host.shelf.store(|store| store.drafts()).unwrap().is_empty());
}

#[test]
fn the_status_line_follows_an_answer_to_the_clinic() {
    let phone = enrolled();
    let kind = |phone: &TestPhone| phone.today(&at("12:00"), &zone()).unwrap().status;
    assert_eq!(kind(&phone).kind, StatusKind::None);
    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    fill(&form, 0);
    phone.submit(&form, &at("09:01"), &zone()).unwrap();
    assert_eq!(kind(&phone).text, "1 answer waits on this phone. It goes when you are online");
    let shared = phone.enrolled().unwrap().shared;
    let send = |pin: Pin| {
        phone.with(pin.space(), |journal, store| {
            let series = journal.own_series().unwrap();
            let tip: Tip = journal.tips()[&series];
            assert!(journal.acknowledge(store, series, tip).unwrap());
        })
    };
    send(shared).unwrap();
    assert_eq!(kind(&phone).kind, StatusKind::Sent);
    phone.note("mine", &at("10:00"), &zone()).unwrap();
    assert_eq!(kind(&phone).kind, StatusKind::Waiting);
    send(phone.enrolled().unwrap().own).unwrap();
    assert_eq!(kind(&phone).kind, StatusKind::Private);
}

#[test]
fn forms_are_due_again_after_their_interval() {
    let phone = enrolled();
    let due = |now: &Moment| {
        let today = phone.today(now, &zone()).unwrap();
        today.due.into_iter().map(|form| form.instrument).collect::<Vec<_>>()
    };
    assert!(due(&at("08:30")).contains(&"phq9".to_owned()));
    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    fill(&form, 0);
    phone.submit(&form, &at("09:01"), &zone()).unwrap();
    assert!(!due(&at("09:02")).contains(&"phq9".to_owned()));
    let next = Moment::parse("2026-05-19T09:00:00-04:00").unwrap();
    assert!(due(&next).contains(&"phq9".to_owned()));
    assert_eq!(phone.today(&at("09:02"), &zone()).unwrap().date_text, "Tuesday 12 May");
}

#[test]
fn help_needs_neither_enrolment_nor_key_store_nor_disk() {
    let mut phone = start(Failing::whole(), 1).unwrap();
    phone.guard = Box::new(Turned { broken: true });
    let before = commits(&phone);
    assert_eq!(phone.crisis(None, false).country, None);
    assert_eq!(phone.crisis(Some("GB"), true).country.as_deref(), Some("GB"));
    let mut phone = enrolled();
    phone.guard = Box::new(Turned { broken: true });
    assert_eq!(phone.crisis(None, true).country.as_deref(), Some("US"));
    assert_eq!(before, 0);
}

#[test]
fn nothing_readable_is_in_the_store() {
    let phone = enrolled();
    phone.note("zanzibar4711", &at("09:00"), &zone()).unwrap();
    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    assert!(form.answer("phq9.1", Answer::Choice(2)).unwrap().crisis.is_none());
    phone.save_draft(&form).unwrap();
    let code = phone.recovery_code().unwrap();
    let shown = phone.host.shelf.store(|store| format!("{:?}", store.disk));
    // `Debug` prints bytes as decimal lists.
    let listed = |bytes: &[u8]| bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    let seed = **phone.enrolled().unwrap().shared_me.seed();
    for secret in [&b"zanzibar4711"[..], b"phq9", code.as_bytes(), &seed, b"Harbor", b"Mon"] {
        let found = shown.contains(&listed(secret));
        // The genesis contains the clinic's name in clear text, by design.
        assert_eq!(found, secret == b"Harbor", "{:?}", String::from_utf8_lossy(secret));
    }
}

#[test]
fn a_broken_key_store_is_an_error_and_changes_nothing() {
    let phone = enrolled();
    let disk = phone.host.shelf.store(|store| store.disk.clone());
    let open = |disk: &MemoryStore, broken| {
        let store = Failing { disk: disk.clone(), ..Failing::whole() };
        let host = Host::new(store, Nowhere, Repeatable::new(5), Noon);
        Phone::<TestPlatform>::open(host, Box::new(Turned { broken })).map(|phone| phone.stage())
    };
    assert_eq!(open(&disk, true).unwrap_err(), ClientError::Guard);
    assert_eq!(open(&disk, false), Ok(Stage::Enrolled));
}

#[test]
fn the_trend_shows_answers_to_an_unknown_version() {
    let phone = enrolled();
    let form = phone.open_form("phq9", &at("08:00"), &zone()).unwrap();
    fill(&form, 1);
    fill(&form, 1);
    phone.submit(&form, &at("08:01"), &zone()).unwrap();
    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    fill(&form, 2);
    fill(&form, 2);
    let mut response = form.draft().submit(at("09:01"), zone()).unwrap();
    response.version = "2099".to_owned();
    let enrolled = phone.enrolled().unwrap();
    let entry = Entry::Response(response);
    phone.write(&enrolled, true, RecordId([9; 16]), entry, Vec::new()).unwrap();
    let trend = phone.trend(None, &at("10:00")).unwrap();
    let said: Vec<_> =
        trend.points.iter().map(|it| (it.text.as_str(), it.total.is_some())).collect();
    assert_eq!(said, [("9 of 27: mild", true), ("not scored: unknown version", false)]);
    let unknown = trend.unknown_text.unwrap();
    assert!(unknown.starts_with("PHQ-9, version 2099: 1 form not scored"), "{unknown}");
    assert_eq!(phone.today(&at("10:00"), &zone()).unwrap().unreadable, 0);
}

#[test]
fn a_trend_shows_only_ranges_named_by_degree() {
    let phone = enrolled();
    let names = |id: &str| -> Vec<String> {
        let bands = phone.trend(Some(id), &at("10:00")).unwrap().instrument.bands;
        bands.into_iter().map(|band| band.label).collect()
    };
    assert_eq!(names("gad7"), ["Minimal", "Mild", "Moderate", "Severe"]);
    for id in ["audit", "cesd", "who5", "phq2", "pcptsd5", "k6"] {
        assert_eq!(names(id), Vec::<String>::new(), "{id}");
    }
    assert_eq!(names("wsas"), Vec::<String>::new(), "nor one that was not read at a source");
    for it in interlude_clinical::catalogue::instruments() {
        let remarks = it.bands.iter().any(|band| band.label.contains(['(', '<', '>', ';']));
        assert!(!remarks, "{}: a remark belongs into the notes", it.id);
    }
}

#[test]
fn an_unreadable_draft_is_kept_and_counted() {
    let phone = enrolled();
    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    phone.save_draft(&form).unwrap();
    phone.host.shelf.store(|store| {
        let mut draft = store.drafts().unwrap().remove(0);
        draft.sealed[20] ^= 1;
        store.commit(&[Change::SaveDraft(draft)]).unwrap();
    });
    let phone = restarted(&phone, 2);
    let today = phone.today(&at("10:00"), &zone()).unwrap();
    assert_eq!(today.unreadable, 1);
    assert_eq!(phone.host.shelf.store(|store| store.drafts()).unwrap().len(), 1);
    phone.open_form("phq9", &at("10:01"), &zone()).unwrap();
}
