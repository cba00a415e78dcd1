package import BoothControl

/// Whether a list's prefix `0`, which stands for calls within the country where those begin with it,
/// prices calls abroad too: they begin with `00`. Asked of one list at a time, since the owner's own
/// comes before all of the provider's.
package struct SwallowedAbroad {
  private static let home = "0"
  private static let abroad = "00"

  /// Those of one or two digits (ITU-T E.164), where nearly all calls go; who has prices for these has
  /// them for all the world. America first, for the first ones are named.
  private static let countries = [
    "51", "52", "54", "55", "57", "58", "53", "1", "34", "39", "33", "44", "49", "7", "20", "27",
    "30", "31", "32", "36", "40", "41", "43", "45", "46", "47", "48", "56", "60", "61", "62", "63",
    "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
  ].map { abroad + $0 }
  /// That are named.
  private static let named = 6

  /// Calls of both kinds are dialled here.
  private let isTelling: Bool
  private var hasHome = false
  /// No row of the list is for them.
  private var missing = Set(countries)

  package init(_ plan: NumberPlan) {
    var reach = DialReach(plan)
    func reaches(_ start: String) -> Bool {
      (1...9).contains { reach.reaches(start + "\($0)") == true }
    }
    isTelling = reaches(Self.home) && reaches(Self.abroad)
  }

  /// A row of the list.
  package mutating func add(_ prefix: String) {
    guard isTelling, prefix.utf8.starts(with: Self.home.utf8) else { return }
    if prefix == Self.home { hasHome = true }
    guard prefix.utf8.starts(with: Self.abroad.utf8) else { return }
    // Of a price for some of a country's numbers it is not said that the others are forgotten.
    missing.remove(String(prefix.prefix(3)))
    missing.remove(String(prefix.prefix(4)))
    if prefix.utf8.count < 4 { missing = missing.filter { !$0.hasPrefix(prefix) } }
  }

  /// nil: there is nothing to tell. One alone may be the shop's own country.
  package var remark: FileRemark? {
    guard hasHome, missing.count > 1 else { return nil }
    let places = Self.countries.filter(missing.contains)
    let first = places.prefix(Self.named).joined(separator: ", ")
    let rest = places.count - Self.named
    return FileRemark(
      english: "calls abroad (00…) that have no prefix of their own in the list are priced by "
        + "prefix 0: \(first)\(rest > 0 ? " and \(rest) more" : ""); if 0 is the price of calls within the "
        + "country, put prefixes of its areas in its place (02, 03…), or add one for abroad (00)",
      spanish: "las llamadas al extranjero (00…) que no tienen prefijo propio en la lista se "
        + "cobran por el prefijo 0: \(first)\(rest > 0 ? " y \(rest) más" : ""); si 0 es el precio de las "
        + "nacionales, ponga en su lugar los prefijos de las zonas (02, 03…), o agregue uno para el "
        + "extranjero (00)")
  }
}
