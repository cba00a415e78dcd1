import Notation

/// What a run of questions came to.
struct StressReport {
  var board: String
  var port: String
  var milliseconds: Int64
  var run: StressRun
  var end: StressRun.End
  /// Why it ended before its time; nil: it did not, or for no fault.
  var failure: CommandError?

  private var histogram: LatencyHistogram { run.histogram }

  static func progress(
    _ run: StressRun, since began: ContinuousClock.Instant, of seconds: Int64, _ say: Language
  ) -> String {
    let elapsed = Int64((ContinuousClock.now - began) / .seconds(1))
    let median = run.histogram.median.map { LatencyHistogram.time($0, say) } ?? "–"
    return say(
      "\(elapsed) de \(seconds) s: \(run.histogram.count) respuestas, \(run.histogram.lost) "
        + "perdidas, mediana \(median)",
      "\(elapsed) of \(seconds) s: \(run.histogram.count) answers, \(run.histogram.lost) lost, "
        + "median \(median)")
  }

  func text(_ console: Console) -> String {
    let say = console.say
    var lines = [say("placa \(board) en \(port)", "board \(board) at \(port)")]
    let rate = milliseconds > 0 ? Int64(histogram.count) * 1000 / milliseconds : 0
    lines.append(
      say(
        "\(run.asked) preguntas en \(say.decimal(Self.seconds(milliseconds))) s, \(rate) respuestas por "
          + "segundo; "
          + "\(histogram.lost) sin respuesta, \(histogram.resent) enviadas de nuevo",
        "\(run.asked) questions in \(Self.seconds(milliseconds)) s, \(rate) answers a second; "
          + "\(histogram.lost) without an answer, \(histogram.resent) sent again"))
    if let minimum = histogram.minimum, let maximum = histogram.maximum,
      let median = histogram.median, let slow = histogram.quantile(permille: 990)
    {
      let times = [minimum, median, slow, maximum].map { LatencyHistogram.time($0, say) }
      lines.append(
        say(
          "mínimo \(times[0]), mediana \(times[1]), 99 % \(times[2]), máximo \(times[3])",
          "minimum \(times[0]), median \(times[1]), 99 % \(times[2]), maximum \(times[3])"))
      lines += histogram.lines(width: (console.width ?? 80) - 2, say).map { "  " + $0 }
    }
    if let why { lines.append(say(why)) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Why it ended before its time; nil: it did not.
  private var why: Words? {
    switch end {
    case .done: nil
    case .interrupted: Words("interrumpida", "interrupted")
    case .lifted(let line):
      Words(
        "terminó porque se descolgó en la línea \(line): en cinco segundos la placa conecta "
          + "emergencias por sí sola",
        "ended since somebody lifted on line \(line): in five seconds the board connects "
          + "emergencies by itself")
    case .called(let line):
      Words(
        "terminó porque hay una llamada en la línea \(line), que su servicio tiene que poder prolongar",
        "ended since a call is on line \(line), which its daemon must be able to renew")
    case .dead:
      Words(
        "terminó: \(StressRun.deadAfter) preguntas seguidas sin respuesta",
        "ended: \(StressRun.deadAfter) questions in a row without an answer")
    }
  }

  private static func seconds(_ milliseconds: Int64) -> String {
    "\(milliseconds / 1000).\(milliseconds / 100 % 10)"
  }

  var json: String {
    func number(_ value: Int64?) -> JSON { value.map(JSON.integer) ?? .null }
    let steps: [JSON] = histogram.counts.indices.filter { histogram.counts[$0] > 0 }.map { bucket in
      [
        "from": .integer(LatencyHistogram.first(of: bucket)),
        "below": .integer(LatencyHistogram.first(of: bucket + 1)),
        "count": .integer(Int64(histogram.counts[bucket])),
      ]
    }
    let json: JSON = [
      "board": .text(board),
      "port": .text(port),
      "seconds": .written(Self.seconds(milliseconds)),
      "asked": .integer(Int64(run.asked)),
      "answered": .integer(Int64(histogram.count)),
      "lost": .integer(Int64(histogram.lost)),
      "resent": .integer(Int64(histogram.resent)),
      "microseconds": [
        "minimum": number(histogram.minimum),
        "median": number(histogram.median),
        "p99": number(histogram.quantile(permille: 990)),
        "maximum": number(histogram.maximum),
        "mean": number(histogram.mean),
      ],
      "histogram": .array(steps),
      "end": .text(end.name),
    ]
    return json.text + "\n"
  }
}

extension StressRun.End {
  var name: String {
    switch self {
    case .done: "done"
    case .interrupted: "interrupted"
    case .lifted: "lifted"
    case .called: "called"
    case .dead: "dead"
    }
  }
}
