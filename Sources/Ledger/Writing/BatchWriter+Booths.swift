internal import BoothControl

extension BatchWriter {
  func change(
    _ booth: BoothNumber, isDisabled: Bool, nextCallIsUncharged: Bool, actor: String,
    at time: WallTime
  ) throws {
    let before = try database.row(
      "SELECT is_disabled, next_call_is_uncharged FROM booths WHERE number = ?1",
      [.text(booth.text)],
      {
        AuditedState.boothWords(
          isDisabled: try $0.flag(0), nextCallIsUncharged: try $0.flag(1))
      })
    try database.run(
      """
      INSERT INTO booths (number, is_disabled, next_call_is_uncharged, changed_at)
      VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (number) DO UPDATE SET is_disabled = ?2, next_call_is_uncharged = ?3,
        changed_at = ?4
      """,
      [
        .text(booth.text), .flag(isDisabled), .flag(nextCallIsUncharged),
        .integer(time.milliseconds),
      ])
    let state = AuditedState.booth(booth)
    try database.audit(
      state, by: AuditOrigin(actor: actor, at: time), before: before ?? state.first,
      after: AuditedState.boothWords(
        isDisabled: isDisabled, nextCallIsUncharged: nextCallIsUncharged))
  }

  /// A booth is written at its first call or its first change, whichever comes first.
  func insertedBooth(_ booth: BoothNumber) throws -> Int64 {
    let known = try database.row(
      "SELECT id FROM booths WHERE number = ?1", [.text(booth.text)], { try $0.integer(0) })
    if let known { return known }
    try database.run("INSERT INTO booths (number) VALUES (?1)", [.text(booth.text)])
    return database.lastInsertedKey
  }

  func countCall(of booth: Int64, isCharged: Bool) throws {
    try database.run(
      """
      UPDATE booths SET calls = calls + 1, uncharged_calls = uncharged_calls + ?2 WHERE id = ?1
      """, [.integer(booth), .flag(!isCharged)])
  }
}
