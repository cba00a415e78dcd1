extension Schema.Migration {
  /// Payments have keys, so that one that is asked for twice is made once, and say who asked.
  static let version2 = Schema.Migration("payments have keys and say who made them") {
    try $0.execute(
      """
      ALTER TABLE movements ADD COLUMN payment_key TEXT;
      ALTER TABLE movements ADD COLUMN actor TEXT;
      CREATE UNIQUE INDEX movements_keys ON movements (payment_key)
        WHERE payment_key IS NOT NULL;
      """)
  }
}
