extension Schema.Migration {
  /// The first schema. Amounts are millionths of the currency's unit; `_at` columns are
  /// milliseconds since 1970 on the box's wall clock; `_tick` columns are milliseconds on a board's
  /// clock.
  static let version1 = Schema.Migration("the first schema") { database in
    try database.execute(places + calls + money + prices)
  }

  private static let places = """
    CREATE TABLE settings (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE booths (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      is_disabled INTEGER NOT NULL DEFAULT 0,
      next_call_is_uncharged INTEGER NOT NULL DEFAULT 0,
      changed_at INTEGER,
      calls INTEGER NOT NULL DEFAULT 0, -- how many it has; counting a million takes 50 ms
      uncharged_calls INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE boards (
      id INTEGER PRIMARY KEY,
      uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 12)
    ) STRICT;

    CREATE TABLE boots ( -- of boards, in the order they were first heard of
      id INTEGER PRIMARY KEY,
      board INTEGER NOT NULL REFERENCES boards (id),
      boot_id INTEGER NOT NULL,
      UNIQUE (board, boot_id)
    ) STRICT;
    CREATE INDEX boots_in_order ON boots (board);

    CREATE TABLE events ( -- of boards; what makes the second time harmless
      key INTEGER PRIMARY KEY, -- boot, then the event's number in the low 32 bits
      tick INTEGER NOT NULL,
      kind TEXT NOT NULL,
      line INTEGER,
      call INTEGER, -- as the board names it
      detail TEXT,
      boot INTEGER AS (key >> 32) VIRTUAL,
      number INTEGER AS (key & 4294967295) VIRTUAL
    ) STRICT;

    CREATE TABLE rejected_batches ( -- what broke a rule of this file, kept for a person to judge
      id INTEGER PRIMARY KEY,
      rejected_at INTEGER NOT NULL,
      reason TEXT NOT NULL,
      entries TEXT NOT NULL
    ) STRICT;

    """

  private static let calls = """
    CREATE TABLE quotes ( -- prices as they were when calls were authorised, each one once
      id INTEGER PRIMARY KEY,
      digest INTEGER NOT NULL, -- FNV-1a of the record
      destination TEXT NOT NULL,
      price_micros INTEGER NOT NULL,
      unit_seconds INTEGER NOT NULL,
      record TEXT NOT NULL
    ) STRICT;
    CREATE INDEX quotes_by_digest ON quotes (digest);

    CREATE TABLE calls (
      key INTEGER PRIMARY KEY, -- the call id
      board_call INTEGER, -- what the board calls it that dialled it itself; only that boot does
      booth INTEGER NOT NULL REFERENCES booths (id),
      boot INTEGER NOT NULL REFERENCES boots (id),
      line INTEGER NOT NULL,
      dialled TEXT NOT NULL,
      number TEXT NOT NULL,
      carrier TEXT,
      quote INTEGER REFERENCES quotes (id), -- NULL: emergency
      is_charged INTEGER NOT NULL,
      reserved_micros INTEGER NOT NULL,
      authorised_at INTEGER NOT NULL,
      seized_tick INTEGER,
      seized_at INTEGER,
      answered_tick INTEGER,
      answered_at INTEGER,
      answer_signal INTEGER,
      heard_tick INTEGER,
      ended_at INTEGER,
      end_cause TEXT,
      talked_ms INTEGER CHECK (talked_ms >= 0), -- NULL: never answered
      charge_micros INTEGER CHECK (charge_micros >= 0),
      cost_micros INTEGER CHECK (cost_micros >= 0),
      suspicions TEXT, -- separated by spaces
      CHECK ((ended_at IS NULL) = (charge_micros IS NULL))
    ) STRICT;
    CREATE INDEX calls_of_booth ON calls (booth, authorised_at, is_charged);
    CREATE INDEX calls_in_time ON calls (authorised_at, is_charged);
    CREATE INDEX calls_uncharged ON calls (authorised_at, booth) WHERE is_charged = 0;
    CREATE INDEX calls_open ON calls (key) WHERE ended_at IS NULL;
    CREATE UNIQUE INDEX calls_of_boards ON calls (board_call, boot) WHERE board_call IS NOT NULL;

    """

  private static let money = """
    CREATE TABLE accounts (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      balance_micros INTEGER NOT NULL -- the sum of its movements
    ) STRICT;

    CREATE TABLE movements (
      account INTEGER NOT NULL REFERENCES accounts (id),
      kind TEXT NOT NULL,
      item INTEGER NOT NULL, -- call: calls.key; payment: its number
      amount_micros INTEGER NOT NULL,
      moved_at INTEGER NOT NULL,
      reference TEXT,
      PRIMARY KEY (account, kind, item)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX movements_payments
      ON movements (account, moved_at, amount_micros, reference) WHERE kind = 'payment';

    """

  private static let prices = """
    CREATE TABLE prefixes ( -- the owner's tariffs
      prefix TEXT NOT NULL PRIMARY KEY,
      description TEXT NOT NULL,
      price_micros INTEGER NOT NULL,
      unit_seconds INTEGER NOT NULL,
      increment_seconds INTEGER NOT NULL,
      advanced TEXT -- the whole tariff, when it is more than these columns
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE deck ( -- the provider's
      prefix TEXT NOT NULL PRIMARY KEY,
      description TEXT NOT NULL,
      price_micros INTEGER NOT NULL,
      unit_seconds INTEGER NOT NULL,
      increment_seconds INTEGER NOT NULL,
      advanced TEXT
    ) STRICT, WITHOUT ROWID;

    """
}
