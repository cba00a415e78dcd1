import BoothProtocol

/// Texts that may take several rows.
extension DisplayLayout {
  /// The first of the texts that fits the display, broken between words and centred; else the last,
  /// which goes on below the display.
  func wrapped(_ texts: [String]) -> [String] {
    var lines: [String] = []
    for text in texts {
      let words = geometry.charset.text(text).split(separator: " ")
      lines = filled(words)
      let isWhole = words.allSatisfy { $0.count <= geometry.columns }
      if isWhole && lines.count <= geometry.rows { break }
    }
    return lines.map(centred)
  }

  /// Words in rows, as many in each as it takes; a word longer than a row is broken.
  private func filled(_ words: [Substring]) -> [String] {
    guard geometry.columns > 0 else { return [] }
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.count + 1 + word.count <= geometry.columns {
        lines[lines.count - 1] = last + " " + word
        continue
      }
      var rest = word
      while !rest.isEmpty && lines.count < geometry.rows + 1 {
        lines.append(String(rest.prefix(geometry.columns)))
        rest = rest.dropFirst(geometry.columns)
      }
    }
    return lines
  }

  func centred(_ text: String) -> String {
    String(repeating: " ", count: (geometry.columns - text.count) / 2) + text
  }
}

extension Refusal {
  /// What a display says of it, from the whole text to the shortest.
  var displayTexts: [String] {
    switch self {
    case .boothDisabled: ["CABINA DESHABILITADA", "DESHABILITADA", "CERRADA", "CERR"]
    case .noBalance: ["SIN SALDO", "S/SALDO", "SALD"]
    case .noCredit: ["SIN CRÉDITO", "S/CRÉD.", "CRÉD"]
    case .unpriced: ["DESTINO SIN TARIFA", "SIN TARIFA", "S/TARIFA", "TARI"]
    case .blocked: ["NÚMERO BLOQUEADO", "BLOQUEADO", "BLOQ.", "BLOQ"]
    case .notANumber: ["NÚMERO NO VÁLIDO", "NO VÁLIDO", "INVÁLIDO", "INV."]
    case .dialledTooSlowly:
      ["TIEMPO AGOTADO, MARQUE DE NUEVO", "MARQUE DE NUEVO", "REPITA", "REP."]
    case .interrupted: ["CUELGUE Y MARQUE DE NUEVO", "CUELGUE", "CUEL"]
    case .trunkBusy: ["LÍNEAS OCUPADAS", "OCUPADO", "OCUP"]
    case .boardFault: ["FALLA DE LÍNEA", "FALLA", "FALL"]
    case .storageFault: ["FUERA DE SERVICIO", "SIN SERVICIO", "S/SERV.", "FALL"]
    }
  }
}
