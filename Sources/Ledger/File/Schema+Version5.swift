extension Schema.Migration {
  /// Customers pay in advance or are collected from afterwards; flagged calls are reviewed; and a call
  /// keeps what the shop's clock showed at its answer, so that its charge can be derived again.
  static let version5 = Schema.Migration("tickets, credit, reviews, the clock at the answer") {
    try $0.execute(accounts + calls)
  }

  private static let accounts = """
    CREATE TABLE tickets (
      number INTEGER PRIMARY KEY,
      booth INTEGER NOT NULL REFERENCES booths (id),
      calls INTEGER NOT NULL CHECK (calls >= 0),
      charged_micros INTEGER NOT NULL CHECK (charged_micros >= 0),
      credit_micros INTEGER NOT NULL CHECK (credit_micros >= 0),
      payable_micros INTEGER NOT NULL CHECK (payable_micros >= 0), -- charged, in coins
      received_micros INTEGER, -- NULL: not said
      closed_at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      request_key TEXT
    ) STRICT;
    CREATE UNIQUE INDEX tickets_keys ON tickets (request_key) WHERE request_key IS NOT NULL;
    CREATE INDEX tickets_of_booth ON tickets (booth);

    CREATE TABLE deposits ( -- of customers, in advance
      number INTEGER PRIMARY KEY,
      booth INTEGER NOT NULL REFERENCES booths (id),
      amount_micros INTEGER NOT NULL CHECK (amount_micros > 0),
      made_at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      request_key TEXT,
      ticket INTEGER REFERENCES tickets (number), -- NULL: on none yet
      UNIQUE (booth, made_at)
    ) STRICT;
    CREATE UNIQUE INDEX deposits_keys ON deposits (request_key) WHERE request_key IS NOT NULL;
    CREATE INDEX deposits_of_ticket ON deposits (ticket);

    -- Since the last ticket: the sums of what is on none.
    ALTER TABLE booths ADD COLUMN credit_micros INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE booths ADD COLUMN charged_micros INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE booths ADD COLUMN charged_calls INTEGER NOT NULL DEFAULT 0;

    """

  private static let calls = """
    ALTER TABLE calls ADD COLUMN ticket INTEGER; -- 0: it ended before there were tickets
    ALTER TABLE calls ADD COLUMN answered_clock TEXT; -- NULL: the price does not depend on it
    ALTER TABLE calls ADD COLUMN review TEXT CHECK (review IN ('stands', 'waived'));
    ALTER TABLE calls ADD COLUMN review_note TEXT;
    ALTER TABLE calls ADD COLUMN reviewer TEXT;
    ALTER TABLE calls ADD COLUMN reviewed_at INTEGER;
    UPDATE calls SET ticket = 0 WHERE ended_at IS NOT NULL;
    INSERT INTO settings (name, value)
      SELECT 'last_call_before_tickets', CAST(ifnull(max(key), 0) AS TEXT) FROM calls;
    CREATE INDEX calls_on_no_ticket ON calls (booth)
      WHERE ticket IS NULL AND charge_micros > 0 AND review IS NOT 'waived';
    CREATE INDEX calls_of_ticket ON calls (ticket) WHERE ticket > 0;
    CREATE INDEX calls_to_review ON calls (authorised_at)
      WHERE suspicions IS NOT NULL AND review IS NULL;

    """
}
