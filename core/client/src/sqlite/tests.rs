use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::journal::tests::conformance::{SPACE, append, conformance};
use interlude_protocol::id::RecordHash;

/// A temporary folder, removed at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("interlude-sqlite-{}-{number}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).unwrap();
        folder
    }

    fn file(&self) -> PathBuf {
        self.0.join("journal.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

fn fresh() -> (SqliteStore, Folder) {
    let folder = Folder::new();
    (SqliteStore::open(&folder.file()).unwrap(), folder)
}

conformance!(file, fresh());

fn schema(db: &Connection) -> Vec<String> {
    let mut query = db.prepare("SELECT sql FROM sqlite_master ORDER BY name").unwrap();
    let rows = query.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
    rows.map(|row| row.unwrap().unwrap_or_default()).collect()
}

#[test]
fn a_reopened_file_has_every_commit() {
    let (mut store, folder) = fresh();
    let tip = Tip { count: 1, hash: RecordHash([7; 32]) };
    let series = SeriesId([3; 16]);
    store.commit(&[append(0, b"a"), Change::Remember { space: SPACE, series, tip }]).unwrap();
    drop(store);
    let store = SqliteStore::open(&folder.file()).unwrap();
    assert_eq!(store.records(SPACE, series, 0, 9).unwrap(), [(0, b"a".to_vec())]);
    assert_eq!(store.remembered(SPACE).unwrap(), [(series, tip)]);
}

#[test]
fn the_file_uses_a_write_ahead_log_and_full_synchronisation() {
    let (store, _folder) = fresh();
    let db = store.db().unwrap();
    let mode: String = db.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    let full: i64 = db.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap();
    assert_eq!((mode.as_str(), full), ("wal", 2));
}

#[test]
fn every_older_schema_is_upgraded_to_the_newest() {
    let (store, _folder) = fresh();
    let newest = schema(store.db().unwrap());
    for done in 0..=migrate::STEPS.len() {
        let folder = Folder::new();
        let db = Connection::open(folder.file()).unwrap();
        for step in &migrate::STEPS[..done] {
            db.execute_batch(step).unwrap();
        }
        db.pragma_update(None, "user_version", i64::try_from(done).unwrap()).unwrap();
        drop(db);
        let store = SqliteStore::open(&folder.file()).unwrap();
        assert_eq!(schema(store.db().unwrap()), newest, "from schema {done}");
    }
}

#[test]
fn a_newer_schema_is_refused_and_the_file_unchanged() {
    let (mut store, folder) = fresh();
    store.commit(&[append(0, b"a")]).unwrap();
    let newer = i64::try_from(migrate::STEPS.len()).unwrap() + 1;
    store.db().unwrap().pragma_update(None, "user_version", newer).unwrap();
    drop(store);
    let before = fs::read(folder.file()).unwrap();
    let refused = SqliteStore::open(&folder.file()).unwrap_err();
    assert_eq!(refused, StoreError::TooNew { found: newer, supported: newer - 1 });
    assert_eq!(fs::read(folder.file()).unwrap(), before);
}

#[test]
fn a_damaged_file_is_refused_and_unchanged() {
    let (mut store, folder) = fresh();
    for seq in 0..40 {
        store.commit(&[append(seq, &[1; 1304])]).unwrap();
    }
    drop(store);
    let whole = fs::read(folder.file()).unwrap();
    let mut torn = whole.clone();
    for byte in &mut torn[4096..8192] {
        *byte ^= 0xff;
    }
    for bytes in [torn, b"this was never a database, only some text".repeat(100)] {
        fs::write(folder.file(), &bytes).unwrap();
        assert_eq!(SqliteStore::open(&folder.file()).unwrap_err(), StoreError::Damaged);
        assert_eq!(fs::read(folder.file()).unwrap(), bytes);
    }
    fs::write(folder.file(), &whole).unwrap();
    SqliteStore::open(&folder.file()).unwrap();
}

#[test]
fn a_failed_statement_rolls_back_its_whole_commit() {
    let (mut store, _folder) = fresh();
    store.commit(&[append(0, b"a")]).unwrap();
    let trigger = "CREATE TEMP TRIGGER fail BEFORE INSERT ON main.value
                   BEGIN SELECT RAISE(FAIL, 'planted'); END";
    store.db().unwrap().execute_batch(trigger).unwrap();
    let put = Change::Put { space: None, name: "name", value: vec![1] };
    for changes in [vec![append(1, b"b"), put.clone()], vec![put.clone(), append(1, b"b")]] {
        assert!(store.commit(&changes).is_err());
        store.recover().unwrap();
        assert_eq!(store.series(SPACE).unwrap(), [(SeriesId([3; 16]), 1)]);
        store.db().unwrap().execute_batch(trigger).unwrap();
    }
    store.recover().unwrap();
    store.commit(&[append(1, b"b"), put]).unwrap();
}

#[test]
fn a_full_disk_is_reported_and_loses_nothing() {
    let (mut store, _folder) = fresh();
    store.commit(&[append(0, b"a")]).unwrap();
    let pages: i64 =
        store.db().unwrap().pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    let db = store.db().unwrap();
    db.pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, i64>(0)).unwrap();
    let refused = store.commit(&[append(1, &[0; 100_000])]);
    assert_eq!(refused, Err(StoreError::Full));
    assert_eq!(store.series(SPACE).unwrap(), [(SeriesId([3; 16]), 1)]);
    let db = store.db().unwrap();
    db.pragma_update_and_check(None, "max_page_count", pages + 99, |row| row.get::<_, i64>(0))
        .unwrap();
    store.commit(&[append(1, &[0; 100_000])]).unwrap();
}

#[test]
fn records_take_at_most_a_quarter_more_than_their_size() {
    let (mut store, folder) = fresh();
    for page in 0..10 {
        let changes: Vec<_> = (0..256).map(|n| append(page * 256 + n, &[1; 1304])).collect();
        store.commit(&changes).unwrap();
    }
    store.recover().unwrap();
    let size = fs::metadata(folder.file()).unwrap().len();
    assert!(size < 2560 * 1304 * 5 / 4, "{size}");
}
