internal import BoothControl

extension Schema.Migration {
  /// The end of each call is in the audit, so that an edited call is found whether or not it was
  /// collected.
  static let version7 = Schema.Migration("the audit tells of the end of each call") { database in
    try database.execute(calls + indexes)
    try database.auditCallsOfBefore()
  }

  private static let calls = """
    ALTER TABLE calls ADD COLUMN record INTEGER; -- of the audit, on its end; NULL: none

    """

  /// Nobody looks for a call's record by its time or its subject, for the call has its number: a
  /// call that ends writes no page of these.
  private static let indexes = """
    DROP INDEX audit_in_time;
    DROP INDEX audit_of_subject;
    CREATE INDEX audit_in_time ON audit (at) WHERE action != 'call';
    CREATE INDEX audit_of_subject ON audit (subject) WHERE action != 'call';
    CREATE INDEX audit_of_changes ON audit (number) WHERE action != 'call';

    """
}

extension Database {
  /// Calls that ended before this version get no records of their own: one holds all of them.
  fileprivate func auditCallsOfBefore() throws {
    let calls = try unrecordedCalls()
    guard calls.count > 0 else { return }
    try audit(
      AuditOrigin(actor: AuditOrigin.daemon, at: .now), UnrecordedCalls.action,
      UnrecordedCalls.subject, before: nil, after: calls.description)
  }
}
