extension Schema.Migration {
  /// The tickets of a booth are found by their day too.
  static let version10 = Schema.Migration("tickets of a booth have days") { try $0.execute(index) }

  private static let index = """
    DROP INDEX tickets_of_booth;
    CREATE INDEX tickets_of_booth ON tickets (booth, closed_at);

    """
}
