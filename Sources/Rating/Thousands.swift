extension StringProtocol {
  /// Figures with a point between thousands, as people here write them: `1.856`.
  package var groupedByThousands: String {
    let figures = Array(self)
    var text = ""
    for (index, figure) in figures.enumerated() {
      if index > 0, (figures.count - index) % 3 == 0 { text.append(".") }
      text.append(figure)
    }
    return text
  }
}
