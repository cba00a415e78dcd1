import BoothControl
import Rating

/// What the panel counts of itself.
struct PanelCounters: Hashable, Sendable {
  var requests = 0
  var connections = 0
  var streams = 0
}

/// `/metrics`: OpenMetrics text, the shop's numbers, the panel's and what the daemon adds.
enum OpenMetrics {
  static func text(
    shop: ShopState?, counters: PanelCounters, links: [LinkReport], tellsMoney: Bool
  ) -> String {
    let metrics =
      (shop.map { numbers(of: $0, tellsMoney: tellsMoney) } ?? []) + numbers(of: counters)
      + numbers(of: links)
    return metrics.map(family).joined() + "# EOF\n"
  }

  /// `tellsMoney`: not to who has not logged in, though he seems to sit at this box: a proxy does.
  private static func numbers(of shop: ShopState, tellsMoney: Bool) -> [PanelMetric] {
    let snapshot = shop.snapshot
    let states = snapshot.booths.map { CardState(of: $0) }
    var metrics = [
      PanelMetric(
        name: "cabina_booths", kind: .gauge, help: "Booths in each state.",
        samples: CardState.allCases.map { state in
          PanelMetric.Sample(
            labels: [.init("state", state.rawValue)], value: "\(states.count { $0 == state })")
        }),
      gauge("cabina_boards", "Boards that are known.", snapshot.boards.count),
      gauge(
        "cabina_boards_connected", "Boards that answer.",
        snapshot.boards.count { $0.isConnected }),
      gauge("cabina_stale", "1 when the core is silent.", shop.isStale ? 1 : 0),
    ]
    if tellsMoney, let balance = snapshot.balance {
      metrics.append(
        PanelMetric(
          name: "cabina_balance", kind: .gauge, help: "Money at the provider.",
          samples: [
            .init(
              labels: [.init("currency", snapshot.currency.code)], value: balance.decimalText)
          ]))
    }
    return metrics
  }

  private static func numbers(of counters: PanelCounters) -> [PanelMetric] {
    [
      gauge("cabina_panel_connections", "Open connections.", counters.connections),
      gauge("cabina_panel_streams", "Live pages.", counters.streams),
      counter("cabina_panel_requests", "Requests taken.", counters.requests),
    ]
  }

  private static func numbers(of links: [LinkReport]) -> [PanelMetric] {
    guard let first = links.first else { return [] }
    func metrics(
      _ kind: PanelMetric.Kind, _ list: (LinkReport) -> [(name: String, help: String, value: Int)]
    ) -> [PanelMetric] {
      list(first).indices.map { index in
        PanelMetric(
          name: "cabina_link_\(metricName(list(first)[index].name))", kind: kind,
          help: list(first)[index].help,
          samples: links.map { link in
            let labels = [
              PanelMetric.Label("port", link.port), .init("board", link.board ?? ""),
            ]
            return PanelMetric.Sample(labels: labels, value: "\(list(link)[index].value)")
          })
      }
    }
    return metrics(.gauge, \.gauges) + metrics(.counter, \.counts)
  }

  /// `frames_received` of `framesReceived`.
  private static func metricName(_ name: String) -> String {
    name.map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
  }

  private static func gauge(_ name: String, _ help: String, _ value: Int) -> PanelMetric {
    PanelMetric(name: name, kind: .gauge, help: help, samples: [.init(value: "\(value)")])
  }

  private static func counter(_ name: String, _ help: String, _ value: Int) -> PanelMetric {
    PanelMetric(name: name, kind: .counter, help: help, samples: [.init(value: "\(value)")])
  }

  private static func family(_ metric: PanelMetric) -> String {
    let suffix = metric.kind == .counter ? "_total" : ""
    let samples = metric.samples.map { sample in
      let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value))\"" }
      let list = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
      return "\(metric.name)\(suffix)\(list) \(sample.value)\n"
    }
    return "# TYPE \(metric.name) \(metric.kind.rawValue)\n"
      + "# HELP \(metric.name) \(escaped(metric.help))\n" + samples.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
  }
}
