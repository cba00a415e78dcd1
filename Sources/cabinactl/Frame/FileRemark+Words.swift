import Ledger
import Notation

extension FileRemark {
  /// As the command line says it: in English it names options where the page names its fields.
  var words: Words { Words(spanish, commandLine) }
}

extension SmallFileError {
  func words(of path: String) -> Words {
    isWhole
      ? remark.words
      : Words("\(path): \(remark.spanish)", "\(path): \(message)")
  }
}

extension CommandError {
  init(_ error: TariffSourceError) {
    self.init(error.spanish, error.message)
  }
}
