# Lists. $first may be a list itself.

both = { $first } and { $second }
either = { $first } or { $second }
list_next = { $first }, { $second }
clause_next = { $first }; { $second }
note_next = { $first } · { $second }
