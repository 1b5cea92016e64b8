//! The server of Interlude: stores sealed records and knows nothing of what is inside.
