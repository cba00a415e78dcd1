import Notation

extension CommandError {
  /// What the daemon refused of a booth: which one, and what comes before.
  func of(booth: String) -> CommandError {
    let next: Words
    switch name {
    case "collect_first", "other_due", "too_little":
      next = Words(
        "; «cabinactl account \(booth)» dice cuánto es, «cabinactl collect \(booth)» lo cobra",
        "; «cabinactl account \(booth)» says how much, «cabinactl collect \(booth)» collects it")
    case "no_such_booth":
      next = Words("; «cabinactl booths» las tiene todas", "; «cabinactl booths» has them all")
    case "no_call", "emergency_call", "nothing_to_collect", "call_in_progress", "account_changing":
      next = Words("", "")
    default: return self
    }
    var error = self
    if name == "no_such_booth" {
      error.words = Words(words.spanish + next.spanish, words.english + next.english)
      return error
    }
    error.words = Words(
      "cabina \(booth): \(words.spanish)\(next.spanish)",
      "booth \(booth): \(words.english)\(next.english)")
    return error
  }
}
