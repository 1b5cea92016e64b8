//! The messages of `lists.ftl`: lists.

messages! {
    both(first, second);
    either(first, second);
    list_next(first, second);
    clause_next(first, second);
    note_next(first, second);
}
