use interlude_protocol::wire::pairing::{Purpose, Stage};

use super::*;

fn file(folder: &tempfile::TempDir) -> std::path::PathBuf {
    folder.path().join("db")
}

fn open(file: &Path) -> Result<Sqlite, OpenError> {
    Sqlite::open(file, [1; 16], 4)
}

fn change(file: &Path, sql: &str) {
    Connection::open(file).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn an_installation_keeps_its_era() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(&file(&folder)).unwrap());
    assert_eq!(Sqlite::open(&file(&folder), [2; 16], 4).unwrap().era(), [1; 16]);
}

#[test]
fn a_newer_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(&file(&folder)).unwrap());
    change(&file(&folder), "PRAGMA user_version = 99; PRAGMA journal_mode = DELETE");
    let before = std::fs::read(file(&folder)).unwrap();
    let result = open(&file(&folder));
    assert!(matches!(result, Err(OpenError::Newer { found: 99, known: 1 })));
    assert_eq!(std::fs::read(file(&folder)).unwrap(), before);
}

#[test]
fn what_is_not_our_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    change(&file(&folder), "CREATE TABLE other (a)");
    let before = std::fs::read(file(&folder)).unwrap();
    assert!(matches!(open(&file(&folder)), Err(OpenError::Foreign)));
    assert_eq!(std::fs::read(file(&folder)).unwrap(), before);
    std::fs::write(file(&folder), vec![b'x'; 8_192]).unwrap();
    assert!(matches!(open(&file(&folder)), Err(OpenError::Foreign)));
}

#[test]
fn a_damaged_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(&file(&folder)).unwrap());
    change(&file(&folder), "PRAGMA journal_mode = DELETE");
    let good = std::fs::read(file(&folder)).unwrap();
    let mut refused = 0;
    // A page of the schema, of a table, of an index: each holds something that is checked.
    for page in 0..good.len() / 4_096 {
        let mut bad = good.clone();
        bad[page * 4_096 + 100..page * 4_096 + 140].fill(0xff);
        bad[page * 4_096..page * 4_096 + 8].fill(if page == 0 { b'S' } else { 0xff });
        std::fs::write(file(&folder), bad).unwrap();
        refused += usize::from(open(&file(&folder)).is_err());
    }
    assert_eq!(refused, good.len() / 4_096);
}

#[test]
fn commits_are_synced_to_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = Connection::open(file(&folder)).unwrap();
    migrate::prepare(&mut db, [1; 16]).unwrap();
    let mode: String = db.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    let synchronous: i64 = db.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap();
    assert_eq!((mode.as_str(), synchronous), ("wal", 2));
}

fn invitation(number: u8) -> Pairing {
    Pairing {
        id: PairingId([number; 16]),
        clinic: SpaceId([1; 16]),
        purpose: Purpose::Patient,
        inviter: Fingerprint([1; 32]),
        expires: 9,
        stage: Stage::Waiting,
        claim: None,
        reply: None,
    }
}

#[tokio::test]
async fn a_full_queue_turns_writes_away_and_loses_none_that_it_took() {
    let storage = Sqlite::in_memory([1; 16], 2).unwrap();
    let (release, held) = std::sync::mpsc::channel::<()>();
    let (started, running) = std::sync::mpsc::channel::<()>();
    let writer = Arc::clone(&storage.writer);
    let block = tokio::spawn(async move {
        writer
            .run(move |_| {
                started.send(()).unwrap();
                held.recv().unwrap();
                Ok(())
            })
            .await
    });
    tokio::task::spawn_blocking(move || running.recv().unwrap()).await.unwrap();
    let quota = Quota { day: 0, most: 100 };
    let mut waiting = Vec::new();
    for number in 0..2 {
        let mut write = Box::pin(
            storage.writer.run(move |write| pairings::invite(write.db, &invitation(number), quota)),
        );
        assert!(futures_poll(&mut write).await.is_none());
        waiting.push(write);
    }
    let third = storage.invite(invitation(2), quota).await;
    assert!(matches!(third, Err(StorageError::Busy)));
    release.send(()).unwrap();
    block.await.unwrap().unwrap();
    for write in waiting {
        write.await.unwrap();
    }
    assert!(storage.pairing(PairingId([1; 16]), 0).await.unwrap().is_some());
    assert!(storage.pairing(PairingId([2; 16]), 0).await.unwrap().is_none());
}

/// Polls once.
async fn futures_poll<T>(future: &mut (impl Future<Output = T> + Unpin)) -> Option<T> {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(context) {
            std::task::Poll::Ready(value) => Some(value),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

#[tokio::test]
async fn one_failed_write_of_a_group_undoes_only_itself() {
    let storage = Sqlite::in_memory([1; 16], 16).unwrap();
    let quota = Quota { day: 0, most: 100 };
    let half = storage.writer.run(move |write| {
        pairings::invite(write.db, &invitation(5), quota)?;
        Err::<(), _>(StorageError::Missing)
    });
    let whole = storage.writer.run(move |write| pairings::invite(write.db, &invitation(6), quota));
    let (half, whole) = tokio::join!(half, whole);
    assert!(half.is_err() && whole.is_ok());
    assert!(storage.pairing(PairingId([5; 16]), 0).await.unwrap().is_none());
    assert!(storage.pairing(PairingId([6; 16]), 0).await.unwrap().is_some());
}
