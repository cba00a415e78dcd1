extension Schema.Migration {
  /// A price list is loaded beside the one that holds, row by row, and takes its place all at once;
  /// and every change of a price, a balance, a booth or a setting is written down for good.
  static let version4 = Schema.Migration("price lists come in generations; the audit") {
    try $0.execute(generations + audit)
  }

  private static let generations = """
    CREATE TABLE tariffs ( -- of all price lists; which generation of a list holds is a setting
      generation INTEGER NOT NULL,
      prefix TEXT NOT NULL,
      description TEXT NOT NULL,
      price_micros INTEGER NOT NULL,
      unit_seconds INTEGER NOT NULL,
      increment_seconds INTEGER NOT NULL,
      advanced TEXT, -- the whole tariff, when it is more than these columns
      PRIMARY KEY (generation, prefix)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO tariffs SELECT 1, * FROM prefixes ORDER BY prefix;
    INSERT INTO tariffs SELECT 2, * FROM deck ORDER BY prefix;
    DROP TABLE prefixes;
    DROP TABLE deck;
    INSERT INTO settings (name, value) VALUES ('prefixes_generation', '1'), ('deck_generation', '2');

    """

  /// Each record's hash covers the one before it. The triggers keep a program from changing what
  /// stands there by mistake; the chain shows what was changed on purpose.
  private static let audit = """
    CREATE TABLE audit (
      number INTEGER PRIMARY KEY, -- from 1, without a gap
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      before TEXT, -- NULL: there was nothing
      after TEXT,
      hash BLOB NOT NULL CHECK (length(hash) = 32) -- SHA-256
    ) STRICT;
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT raise(ABORT, 'a record of the audit is never changed'); END;
    CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
    BEGIN SELECT raise(ABORT, 'a record of the audit is never removed'); END;
    CREATE TRIGGER audit_is_continued BEFORE INSERT ON audit
    WHEN NEW.number IS NOT (SELECT ifnull(max(number), 0) + 1 FROM audit)
    BEGIN SELECT raise(ABORT, 'a record of the audit follows the last one'); END;

    """
}
