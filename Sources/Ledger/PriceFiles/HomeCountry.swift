import Notation
import Rating

/// The country of the shop: how its numbers are dialled, of which a provider's list has the full
/// international ones.
package struct HomeCountry: Equatable {
  /// `56`
  let code: String
  /// What is dialled in its place; empty: nothing.
  let trunk: String

  /// As the user names it: `56` or `56=0`.
  package init(option text: String) throws(SmallFileError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy(\.isPrefix), (1...3).contains(parts[0].utf8.count) else {
      let shown = "«\(text.shown(atMost: 20))»"
      throw SmallFileError(
        FileRemark(
          english: "\(shown): expected the country's code, such as 56, or 56=0.",
          spanish: "\(shown): se espera el código del país, como 56, o 56=0.",
          commandLine: "--home \(shown): expected a country's code of 1 to 3 digits, such as 56, "
            + "or with what is dialled in its place, 56=0", at: .home))
    }
    code = String(parts[0])
    trunk = parts.count > 1 ? String(parts[1]) : ""
  }
}

extension StringProtocol {
  /// Digits, as many as a prefix may have, or none.
  var isPrefix: Bool {
    utf8.count <= TariffLimits.prefixDigits
      && utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
  }
}
