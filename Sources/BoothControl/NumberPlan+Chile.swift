/// Number plans that are ready to use: a digit map and the lists that go with it.
extension NumberPlan {
  /// By the name that a configuration calls it.
  package static func ready(_ name: String) -> NumberPlan? {
    ready.first { $0.name == name }?.plan
  }

  package static let ready: [(name: String, plan: NumberPlan)] = [
    ("chile", .chile), ("chile-2006", .chile2006),
  ]

  /// Chile today.
  ///
  /// Certain, by SUBTEL's notices of the change to nine digits (2013 to 2016) and what was written
  /// about them: nine digits for all, no trunk prefix, `1xx` `0` and the country for abroad, `131`
  /// ambulance, `132` firefighters, `133` police. Of the numbers with a price of their own SUBTEL
  /// (portability, 2014) says that `800` is paid by who is called, that `600` is shared between
  /// both, and that `700` is for information and entertainment, which the caller pays dearly; so
  /// `700` is blocked and the others are not.
  ///
  /// Not certain: which carrier has which code. They are given and taken back, so every code that
  /// the map lets through is taken off, whoever has it: a number behind an unknown code must not be
  /// looked up with that code before it. Nor is it certain how many digits `600` and `700` numbers
  /// have; see the map.
  package static let chile = NumberPlan(
    emergencyNumbers: ["131", "132", "133"], blockedPrefixes: ["700"], carrierCodes: carriers,
    carrierReplaces: "0", digitMap: .chile)

  /// Chile in 2006. `700` is blocked by none: numbers of four digits are the centre's own there,
  /// and the map has no premium numbers.
  package static let chile2006 = NumberPlan(
    emergencyNumbers: ["131", "132", "133"], carrierCodes: carriers, carrierReplaces: "0",
    digitMap: .chile2006)

  /// 110 to 129 and 150 to 199: the codes that both maps have before a number of abroad.
  private static let carriers = (Array(110...129) + Array(150...199)).map { "\($0)" }
}
