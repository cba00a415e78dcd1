import Ledger
import Notation

extension FileRemark {
  /// As the command line says it: it names options where the page names its fields.
  var words: Words { Words(spanish.namingOptions, commandLine) }
}

extension String {
  /// What a page says of its fields, said of the options that are the same.
  fileprivate var namingOptions: String {
    replacing(#/(\S+) en «Código del propio país» lo quita/#) { "--home \($0.1) lo quita" }
      .replacing("«Código del propio país»: ", with: "--home ")
      .replacing("«Anteponer a cada prefijo»: ", with: "--prepend ")
      .replacing("en «Anteponer a cada prefijo»", with: "con --prepend")
      .replacing("elíjalo aquí.", with: "diga --unit minute o --unit second")
      .replacing("elija los decimales abajo: «Coma»", with: "diga --decimal-comma")
      .replacing("elija los decimales abajo: «Punto»", with: "diga --decimals")
  }
}

extension SmallFileError {
  func words(of path: String) -> Words {
    isWhole
      ? remark.words
      : Words("\(path): \(remark.words.spanish)", "\(path): \(message)")
  }
}

extension CommandError {
  init(_ error: TariffSourceError) {
    self.init(error.spanish.namingOptions, error.message)
  }
}
