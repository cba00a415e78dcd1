extension Schema.Migration {
  /// A call that the owner has waived is without charge, for whoever looks for such calls or counts
  /// them; and tickets are found by their day.
  static let version9 = Schema.Migration("waived calls are without charge, tickets have days") {
    try $0.execute(indexes + counts)
  }

  private static let indexes = """
    DROP INDEX calls_of_booth;
    DROP INDEX calls_in_time;
    DROP INDEX calls_uncharged;
    CREATE INDEX calls_of_booth ON calls (booth, authorised_at, is_charged, review);
    CREATE INDEX calls_in_time ON calls (authorised_at, is_charged, review);
    CREATE INDEX calls_uncharged ON calls (authorised_at, booth)
      WHERE (is_charged = 0 OR review IS 'waived');
    CREATE INDEX tickets_in_time ON tickets (closed_at);

    """

  private static let counts = """
    UPDATE booths SET uncharged_calls = (
      SELECT count(*) FROM calls INDEXED BY calls_of_booth
      WHERE booth = booths.id AND (is_charged = 0 OR review IS 'waived'));

    """
}
