extension Schema.Migration {
  /// A call says up to where its board's log was read when it was decided: to a daemon that goes on
  /// with it, what happened before is of before the call.
  static let version3 = Schema.Migration("calls say which events are older") {
    try $0.execute("ALTER TABLE calls ADD COLUMN next_event INTEGER NOT NULL DEFAULT 0;")
  }
}
