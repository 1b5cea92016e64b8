//! Every foreign boundary of Interlude, and nothing else.
