use super::people::World;
use crate::journal::MemoryStore;

#[test]
fn a_mark_precedes_the_next_own_record_if_others_wrote() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    let mut clinician = world.clinician(phone.journal.pin());
    clinician.pull(&phone);
    clinician.write(&world, 9, "from the clinic");
    assert_eq!(clinician.own_kinds(), ["mark", "entry"]);
    clinician.write(&world, 8, "more");
    assert_eq!(clinician.own_kinds(), ["mark", "entry", "entry"]);
    phone.pull(&clinician);
    phone.write(&world, 1, "answer");
    assert_eq!(phone.own_kinds()[4..], ["mark", "entry"]);
}

#[test]
fn without_new_entries_each_client_adds_at_most_one_mark() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    phone.write(&world, 1, "one");
    let mut clinician = world.clinician(phone.journal.pin());
    clinician.pull(&phone);
    clinician.write(&world, 9, "two");
    let mut marks = [0, 0];
    for _ in 0..5 {
        phone.pull(&clinician);
        marks[0] += u32::from(phone.catch_up(&world));
        clinician.pull(&phone);
        marks[1] += u32::from(clinician.catch_up(&world));
    }
    assert_eq!(marks, [1, 0]);
    assert_eq!(phone.journal.tips(), clinician.journal.tips());
}
