import Dispatch
import Glibc
import Ledger
import Rating

/// One run: so many cases from a seed. The script beside this file builds it and calls it.
@main
struct Run {
  let cases: Int
  let seed: UInt64

  /// A tariff's own seed is that of the run plus its place, so it can be asked again alone.
  static let casesPerTariff = 20
  static let workers = 2

  static func main() {
    guard CommandLine.arguments.count == 3, let cases = Int(CommandLine.arguments[1]), cases > 0,
      let seed = UInt64(CommandLine.arguments[2])
    else { fatalError("expected the number of cases and a seed") }
    exit(Run(cases: cases, seed: seed).run() ? 0 : 1)
  }

  func run() -> Bool {
    let tariffs = (cases + Run.casesPerTariff - 1) / Run.casesPerTariff
    let found = FirstFound()
    DispatchQueue.concurrentPerform(iterations: Run.workers) { worker in
      var place = worker
      while place < tariffs, found.isBefore(place) {
        var check = AgreementCheck(seed: seed &+ UInt64(place))
        let disagreement =
          check.firstDisagreement(cases: Run.casesPerTariff) ?? Run.fileDisagreement(check.call)
        if let disagreement { found.report(place, disagreement, check.call) }
        place += Run.workers
      }
    }
    guard let first = found.first else {
      print("\(tariffs * Run.casesPerTariff) cases of \(tariffs) tariffs agree, seed \(seed)")
      return true
    }
    let count = first.place * Run.casesPerTariff + first.disagreement.caseIndex + 1
    let answered = first.call.answered
    print(
      """
      after \(count) cases from seed \(seed): \(first.disagreement)
      answered on weekday \(answered.weekday) (1 is Monday), \
      \(answered.millisecondsIntoDay) ms into the day
      """)
    for shift in answered.shifts {
      print("from \(shift.after.milliseconds) ms on the clock is \(shift.shiftSeconds) s ahead")
    }
    print(Run.tariffFile(first.call).json, terminator: "")
    print(
      "again: Tests/RatingAgreement/run \(Run.casesPerTariff) \(seed &+ UInt64(first.place))")
    return false
  }

  /// The tariff in the words that its owner would use.
  private static func tariffFile(_ call: RandomCall) -> TariffFile {
    TariffFile(
      currency: AmountFormat(code: "XXX", symbol: "¤", decimals: call.rounding.decimals),
      rounding: call.rounding, markupPercentMicros: 0, tariffs: [call.tariff], deck: [])
  }

  /// What is printed must be the tariff that was asked.
  private static func fileDisagreement(_ call: RandomCall) -> Disagreement? {
    let file = tariffFile(call)
    do throws(TariffFileError) {
      let again = try TariffFile(json5: Array(file.json.utf8))
      guard again != file else { return nil }
      return Disagreement(
        talked: .zero, question: "the tariff file read again", expected: "\(file)",
        found: "\(again)")
    } catch {
      return Disagreement(
        talked: .zero, question: "the tariff file read again", expected: "no fault",
        found: "\(error)")
    }
  }
}
