-- What the server keeps: who may call, what is sealed, how far each series goes.
-- Each record's bytes stand once, in arrival order; all else about them is in their own header.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- `changed` is the number of the commit that last added a record, `membership` how many records
-- found the space or name members.
CREATE TABLE space (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    pin BLOB NOT NULL,
    changed INTEGER NOT NULL,
    membership INTEGER NOT NULL
);
CREATE INDEX space_changed ON space (changed);

CREATE TABLE series (
    no INTEGER PRIMARY KEY,
    space INTEGER NOT NULL REFERENCES space (no),
    id BLOB NOT NULL,
    author BLOB NOT NULL,
    count INTEGER NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (space, id)
);

CREATE TABLE record (
    no INTEGER PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES series (no),
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL
);
CREATE UNIQUE INDEX record_place ON record (series, seq);

-- The records that the access fold reads.
CREATE TABLE membership (
    space INTEGER NOT NULL REFERENCES space (no),
    record INTEGER NOT NULL REFERENCES record (no),
    PRIMARY KEY (space, record)
) WITHOUT ROWID;

-- `verifier` is SHA-256 of the login half of the passphrase's hash; `slots` are sealed.
CREATE TABLE account (
    clinic BLOB NOT NULL,
    login TEXT NOT NULL,
    fp BLOB NOT NULL,
    verifier BLOB NOT NULL,
    slots BLOB NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (clinic, login)
) WITHOUT ROWID;

-- Browsers in which an account has signed in: SHA-256 of their cookie.
CREATE TABLE browser (
    clinic BLOB NOT NULL,
    login TEXT NOT NULL,
    token BLOB NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (clinic, login, token)
) WITHOUT ROWID;

-- SHA-256 of the request that founded a clinic, so that the same bytes get the same answer.
CREATE TABLE founding (
    request BLOB PRIMARY KEY,
    clinic BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE pairing (
    id BLOB PRIMARY KEY,
    clinic BLOB NOT NULL,
    purpose INTEGER NOT NULL,
    inviter BLOB NOT NULL,
    expires INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    claim BLOB,
    reply BLOB
) WITHOUT ROWID;
CREATE INDEX pairing_expires ON pairing (expires);

-- Spaces that a claim announces. They may be founded until `until`; 0 before the digits agreed.
CREATE TABLE expected (
    space BLOB PRIMARY KEY,
    pin BLOB NOT NULL,
    pairing BLOB NOT NULL,
    shared INTEGER NOT NULL,
    fp BLOB NOT NULL,
    sign BLOB NOT NULL,
    until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX expected_fp ON expected (fp);
CREATE INDEX expected_pairing ON expected (pairing);

-- What was used up on a day; `kind` 1 records of an author, 2 invitations of a clinic.
CREATE TABLE quota (
    day INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    subject BLOB NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (day, kind, subject)
) WITHOUT ROWID;
