-- The first shape of a record. Described, table by table, in docs/record.md.
-- Offsets are half-open and count Unicode code points of text.body, from 0. Days without a time are ISO dates.

CREATE TABLE release (
  key INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  digest TEXT NOT NULL,
  made_of TEXT NOT NULL,
  added TEXT NOT NULL,
  UNIQUE (version, digest)
) STRICT;

CREATE TABLE raw (
  key INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  codec TEXT NOT NULL CHECK (codec IN ('zlib', 'plain')),
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE text (
  key INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  length INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE text_words USING fts5 (
  body, content = 'text', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE source (
  key INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL
) STRICT;

CREATE TABLE report (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source INTEGER NOT NULL REFERENCES source,
  version INTEGER NOT NULL,
  text INTEGER NOT NULL REFERENCES text,
  raw INTEGER NOT NULL REFERENCES raw,
  title TEXT,
  outlet TEXT,
  url TEXT,
  published TEXT,
  published_basis TEXT NOT NULL,
  seen TEXT NOT NULL,
  added TEXT NOT NULL,
  copy_of INTEGER REFERENCES report,
  blocks TEXT NOT NULL,
  UNIQUE (source, version)
) STRICT;
CREATE INDEX report_text ON report (text);
CREATE INDEX report_copy_of ON report (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX report_published ON report (published, key);

CREATE TABLE reading (
  key INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report,
  release INTEGER NOT NULL REFERENCES release,
  claims INTEGER NOT NULL,
  digest TEXT NOT NULL,
  added TEXT NOT NULL,
  UNIQUE (report, release)
) STRICT;

CREATE TABLE validator (
  source INTEGER NOT NULL REFERENCES source,
  release INTEGER NOT NULL REFERENCES release,
  etag TEXT,
  last_modified TEXT,
  PRIMARY KEY (source, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcome (
  key INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source,
  raw_sha256 TEXT NOT NULL DEFAULT '',
  release INTEGER NOT NULL REFERENCES release,
  status TEXT NOT NULL CHECK (status IN ('failed', 'skipped')),
  reason TEXT NOT NULL,
  added TEXT NOT NULL,
  UNIQUE (source, raw_sha256, release, status, reason)
) STRICT;

CREATE TABLE place (
  key INTEGER PRIMARY KEY,
  geonames INTEGER,
  name TEXT NOT NULL,
  lat REAL,
  lon REAL,
  country TEXT,
  admin1 TEXT,
  precision TEXT NOT NULL
) STRICT;
CREATE INDEX place_geonames ON place (geonames, name);
CREATE INDEX place_lat ON place (lat);

CREATE TABLE actor (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  party_to TEXT NOT NULL,
  UNIQUE (id, name, kind, party_to)
) STRICT;

CREATE TABLE code (
  key INTEGER PRIMARY KEY,
  plover_event TEXT,
  plover_mode TEXT,
  acled_event_type TEXT,
  acled_sub_event_type TEXT
) STRICT;

CREATE TABLE sentence (
  key INTEGER PRIMARY KEY,
  text INTEGER NOT NULL REFERENCES text,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  UNIQUE (text, start, "end")
) STRICT;

CREATE VIEW sentence_view AS
SELECT s.key, s.text, s.start, s."end", substr(t.body, s.start + 1, s."end" - s.start) AS words
FROM sentence AS s JOIN text AS t ON t.key = s.text;

CREATE VIRTUAL TABLE sentence_words USING fts5 (
  words, content = 'sentence_view', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE claim (
  key INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  stance TEXT NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  sentence INTEGER NOT NULL REFERENCES sentence,
  cue_start INTEGER,
  cue_end INTEGER,
  cue_strength TEXT,
  time_start INTEGER,
  time_end INTEGER,
  event_from TEXT,
  event_to TEXT,
  time_precision TEXT,
  code INTEGER NOT NULL REFERENCES code,
  UNIQUE (id, reading)
) STRICT;
CREATE INDEX claim_reading ON claim (reading);
CREATE INDEX claim_sentence ON claim (sentence);

CREATE TABLE claim_actor (
  claim INTEGER NOT NULL REFERENCES claim,
  role TEXT NOT NULL CHECK (role IN ('speaker', 'actor', 'target')),
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  actor INTEGER REFERENCES actor,
  source TEXT,
  inferred INTEGER NOT NULL,
  PRIMARY KEY (claim, role, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_place (
  claim INTEGER NOT NULL REFERENCES claim,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  role TEXT NOT NULL,
  place INTEGER REFERENCES place,
  relation TEXT,
  radius_km REAL,
  inferred INTEGER NOT NULL,
  PRIMARY KEY (claim, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_count (
  claim INTEGER NOT NULL REFERENCES claim,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  what TEXT NOT NULL,
  low INTEGER,
  high INTEGER,
  PRIMARY KEY (claim, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention (
  reading INTEGER NOT NULL REFERENCES reading,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  place INTEGER REFERENCES place,
  actor INTEGER REFERENCES actor,
  PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribution (
  reading INTEGER NOT NULL REFERENCES reading,
  n INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('source', 'cue', 'content')),
  m INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (reading, n, part, m)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL,
  who TEXT NOT NULL,
  made TEXT NOT NULL,
  why TEXT NOT NULL,
  field TEXT,
  value TEXT
) STRICT;

CREATE TABLE anchor (
  decision INTEGER NOT NULL REFERENCES decision,
  n INTEGER NOT NULL,
  actor TEXT,
  claim_id TEXT,
  address TEXT,
  text_sha256 TEXT,
  kind TEXT,
  start INTEGER,
  "end" INTEGER,
  exact TEXT,
  prefix TEXT,
  suffix TEXT,
  PRIMARY KEY (decision, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX anchor_address ON anchor (address);

CREATE TABLE withdrawal (
  decision INTEGER PRIMARY KEY REFERENCES decision,
  who TEXT NOT NULL,
  made TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT;

CREATE TABLE band (
  band INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  text INTEGER NOT NULL REFERENCES text,
  PRIMARY KEY (band, hash, text)
) STRICT, WITHOUT ROWID;

CREATE TABLE likeness (
  text INTEGER NOT NULL REFERENCES text,
  other INTEGER NOT NULL REFERENCES text,
  jaccard REAL NOT NULL,
  contained REAL NOT NULL,
  PRIMARY KEY (text, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX likeness_other ON likeness (other);
CREATE VIEW likeness_view AS
SELECT text, other, jaccard, contained FROM likeness
UNION ALL SELECT other, text, jaccard, contained FROM likeness;

-- What follows is derived from the rows above; `contested compact` rebuilds it and `contested check` compares it.

CREATE TABLE standing (
  report INTEGER PRIMARY KEY REFERENCES report,
  reading INTEGER REFERENCES reading,
  known INTEGER NOT NULL,
  until INTEGER
) STRICT;
CREATE INDEX standing_reading ON standing (reading);

CREATE TABLE fit (
  decision INTEGER NOT NULL REFERENCES decision,
  n INTEGER NOT NULL,
  claim INTEGER NOT NULL REFERENCES claim,
  PRIMARY KEY (decision, n, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX fit_claim ON fit (claim);

CREATE TABLE subject (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('every', 'kind', 'place', 'admin1', 'country', 'actor', 'words', 'outlet')),
  item INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  UNIQUE (kind, item, name)
) STRICT;
INSERT INTO subject (key, kind, name) VALUES (0, 'every', '');

CREATE TABLE called (
  words TEXT NOT NULL,
  subject INTEGER NOT NULL REFERENCES subject,
  PRIMARY KEY (words, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
  subject INTEGER NOT NULL REFERENCES subject,
  long INTEGER NOT NULL,
  day INTEGER NOT NULL,
  claim INTEGER NOT NULL REFERENCES claim,
  role INTEGER NOT NULL,
  last INTEGER NOT NULL,
  known INTEGER NOT NULL,
  until INTEGER,
  kind INTEGER NOT NULL,
  stance INTEGER NOT NULL,
  dated INTEGER NOT NULL,
  PRIMARY KEY (subject, long, day, claim, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_known ON entry (known, claim) WHERE subject = 0;
CREATE INDEX entry_claim ON entry (claim, day, last, known, until, kind, stance, dated) WHERE subject = 0;

-- Views for plain SQL: quotes are cut from the text, never stored twice.

CREATE VIEW claim_view AS
SELECT
  c.key, c.id, r.id AS report, r.outlet, r.published, c.kind, c.stance,
  substr(t.body, c.trigger_start + 1, c.trigger_end - c.trigger_start) AS trigger,
  (SELECT group_concat(w, ' < ') FROM (
     SELECT substr(t.body, a.start + 1, a."end" - a.start) AS w FROM claim_actor AS a
     WHERE a.claim = c.key AND a.role = 'speaker' ORDER BY a.n)) AS speaker,
  (SELECT group_concat(w, '; ') FROM (
     SELECT coalesce(k.name, substr(t.body, a.start + 1, a."end" - a.start)) AS w
     FROM claim_actor AS a LEFT JOIN actor AS k ON k.key = a.actor
     WHERE a.claim = c.key AND a.role = 'actor' ORDER BY a.n)) AS actor,
  (SELECT group_concat(w, '; ') FROM (
     SELECT coalesce(k.name, substr(t.body, a.start + 1, a."end" - a.start)) AS w
     FROM claim_actor AS a LEFT JOIN actor AS k ON k.key = a.actor
     WHERE a.claim = c.key AND a.role = 'target' ORDER BY a.n)) AS target,
  (SELECT group_concat(w, '; ') FROM (
     SELECT coalesce(k.name, substr(t.body, p.start + 1, p."end" - p.start)) AS w
     FROM claim_place AS p LEFT JOIN place AS k ON k.key = p.place
     WHERE p.claim = c.key ORDER BY p.n)) AS place,
  c.event_from, c.event_to, c.time_precision,
  substr(t.body, c.time_start + 1, c.time_end - c.time_start) AS time,
  substr(t.body, c.cue_start + 1, c.cue_end - c.cue_start) AS cue,
  substr(t.body, s.start + 1, s."end" - s.start) AS sentence,
  d.plover_event, d.plover_mode, d.acled_event_type, d.acled_sub_event_type,
  l.version AS release, g.added, c.reading
FROM claim AS c
JOIN reading AS g ON g.key = c.reading
JOIN report AS r ON r.key = g.report
JOIN text AS t ON t.key = r.text
JOIN sentence AS s ON s.key = c.sentence
JOIN code AS d ON d.key = c.code
JOIN release AS l ON l.key = g.release;

CREATE VIEW current_claim AS
SELECT v.* FROM claim_view AS v JOIN standing AS n ON n.reading = v.reading WHERE n.until IS NULL;

CREATE VIEW actor_view AS
SELECT
  a.claim, a.role, a.n, substr(t.body, a.start + 1, a."end" - a.start) AS quote,
  k.id, k.name, k.kind, a.source, a.inferred, a.start, a."end"
FROM claim_actor AS a
JOIN claim AS c ON c.key = a.claim
JOIN reading AS g ON g.key = c.reading
JOIN report AS r ON r.key = g.report
JOIN text AS t ON t.key = r.text
LEFT JOIN actor AS k ON k.key = a.actor;

CREATE VIEW place_view AS
SELECT
  p.claim, p.n, p.role, substr(t.body, p.start + 1, p."end" - p.start) AS quote,
  k.geonames, k.name, k.lat, k.lon, k.country, k.admin1, k.precision, p.relation, p.radius_km, p.inferred,
  p.start, p."end"
FROM claim_place AS p
JOIN claim AS c ON c.key = p.claim
JOIN reading AS g ON g.key = c.reading
JOIN report AS r ON r.key = g.report
JOIN text AS t ON t.key = r.text
LEFT JOIN place AS k ON k.key = p.place;

CREATE VIEW count_view AS
SELECT
  n.claim, n.n, substr(t.body, n.start + 1, n."end" - n.start) AS quote, n.what, n.low, n.high, n.start, n."end"
FROM claim_count AS n
JOIN claim AS c ON c.key = n.claim
JOIN reading AS g ON g.key = c.reading
JOIN report AS r ON r.key = g.report
JOIN text AS t ON t.key = r.text;

CREATE VIEW report_view AS
SELECT
  r.key, r.id, s.address, s.kind AS source_kind, r.version, r.title, r.outlet, r.url, r.published, r.published_basis,
  r.seen, r.added, o.id AS copy_of, w.sha256 AS raw_sha256, t.sha256 AS text_sha256, t.length,
  CASE WHEN r.copy_of IS NOT NULL THEN 'copy' WHEN n.reading IS NULL THEN 'unread'
       WHEN g.claims = 0 THEN 'empty' ELSE 'read' END AS status,
  g.claims, n.until IS NOT NULL AS superseded
FROM report AS r
JOIN source AS s ON s.key = r.source
JOIN text AS t ON t.key = r.text
JOIN raw AS w ON w.key = r.raw
LEFT JOIN report AS o ON o.key = r.copy_of
LEFT JOIN standing AS n ON n.report = r.key
LEFT JOIN reading AS g ON g.key = n.reading;

-- What was read and what people decided is never changed or deleted, not even by hand.

CREATE TRIGGER decision_kept BEFORE DELETE ON decision
BEGIN SELECT raise(ABORT, 'decisions are withdrawn, never deleted'); END;
CREATE TRIGGER decision_fixed BEFORE UPDATE ON decision
BEGIN SELECT raise(ABORT, 'decisions are withdrawn, never changed'); END;
CREATE TRIGGER withdrawal_kept BEFORE DELETE ON withdrawal
BEGIN SELECT raise(ABORT, 'withdrawals are kept'); END;
CREATE TRIGGER claim_kept BEFORE DELETE ON claim
BEGIN SELECT raise(ABORT, 'claims are kept: reject one with a decision'); END;
CREATE TRIGGER claim_fixed BEFORE UPDATE ON claim
BEGIN SELECT raise(ABORT, 'claims are kept: edit one with a decision'); END;
CREATE TRIGGER text_kept BEFORE DELETE ON text
BEGIN SELECT raise(ABORT, 'texts are kept'); END;
CREATE TRIGGER text_fixed BEFORE UPDATE OF sha256, body ON text
BEGIN SELECT raise(ABORT, 'texts never change: a changed page is a new version'); END;
