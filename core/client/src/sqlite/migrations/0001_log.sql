-- Opaque bytes under integer keys; nothing clinical stands outside a sealed body.
CREATE TABLE space (
    id    INTEGER PRIMARY KEY,
    space BLOB NOT NULL UNIQUE
) STRICT;

-- count and hash: how far the series was ever seen to go; null if that was never noted.
CREATE TABLE series (
    id     INTEGER PRIMARY KEY,
    space  INTEGER NOT NULL REFERENCES space (id),
    series BLOB NOT NULL,
    count  INTEGER,
    hash   BLOB,
    UNIQUE (space, series)
) STRICT;

-- id = series.id * 2^32 + place in the series, so a series lies together and needs no index.
CREATE TABLE record (
    id    INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- Other versions of a fork (why 1) and own ends written again elsewhere (why 2).
CREATE TABLE aside (
    id     INTEGER PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES series (id),
    seq    INTEGER NOT NULL,
    why    INTEGER NOT NULL,
    bytes  BLOB NOT NULL
) STRICT;

-- space 0: a value of the whole store.
CREATE TABLE value (
    space INTEGER NOT NULL,
    name  TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (space, name)
) STRICT;

CREATE TABLE draft (
    id     INTEGER PRIMARY KEY,
    record BLOB NOT NULL UNIQUE,
    sealed BLOB NOT NULL
) STRICT;
