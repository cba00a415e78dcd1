/// Maps that are ready to use.
extension DigitMap {
  /// Chile today: the closed plan of nine digits for fixed and mobile lines alike (Plan Técnico
  /// Fundamental de Numeración Telefónica, SUBTEL; in force everywhere since 2016).
  ///
  /// - `13x`: emergencies and other services of that decade, which no carrier has.
  /// - `1xx`: special services of three digits, and `14xx` of four.
  /// - Nine digits for everything else. `600` and `700` numbers are written with ten by those who
  ///   have them and with nine in some lists: both are taken, nine after a pause.
  /// - `1xx0` and `00`: the international access by a chosen carrier and by the line's own; then
  ///   country and number, ended by a pause or by `#`.
  package static let chile = ready(
    "(1[03]x|1[124-9]xT|14xx"
      + "|[2-5]xxxxxxxx|6[1-9]xxxxxxx|600xxxxxx[xT]|7[1-9]xxxxxxx|700xxxxxx[xT]|[89]xxxxxxxx"
      + "|1[125-9]x0[1-9]xxxxx.T|1[125-9]x0[1-9]xxxxx.#|00[1-9]xxxxx.T|00[1-9]xxxxx.#)")

  /// Chile in 2006, as the service of the manual was dialled: numbers with the trunk prefix 0
  /// (0322768005, 025854205, mobiles 09…) and internal numbers of four digits (1005, 1006, 4375).
  ///
  /// Areas 2, 32 and 41 already had local numbers of seven digits, the others of six. A carrier's
  /// code went before the area (`188 32…`) or before 0 and the country (`188 0 52…`): in place of
  /// the trunk prefix, which a number plan puts back (`carrierReplaces`).
  package static let chile2006 = ready(
    "(10xT|100x|13x|1[124-9]xT|14xx|[2-9]xxx|02xxxxxxx|032xxxxxxx|041xxxxxxx|09xxxxxxxx"
      + "|03[3-5]xxxxxx|04[2-5]xxxxxx|05[1-8]xxxxxx|06[1-7]xxxxxx|07[1-5]xxxxxx"
      + "|1[125-9]x[02-9]xxxxxx.T|1[125-9]x[02-9]xxxxxx.#|00[1-9]xxxxx.T|00[1-9]xxxxx.#)")

  /// A map of this program's own.
  private static func ready(_ text: String) -> DigitMap {
    do { return try DigitMap(text) } catch { fatalError("digit map \(text): \(error)") }
  }
}
