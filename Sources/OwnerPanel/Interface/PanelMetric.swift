/// A number for `/metrics`, as OpenMetrics has it.
struct PanelMetric: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable {
    case gauge
    /// Only grows; its samples are written with `_total`.
    case counter
  }

  struct Sample: Hashable, Sendable {
    var labels: [Label]
    /// A decimal number.
    var value: String

    init(labels: [Label] = [], value: String) {
      self.labels = labels
      self.value = value
    }
  }

  struct Label: Hashable, Sendable {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Letters, digits and `_`, without `_total`: `cabina_frames_received`.
  var name: String
  var kind: Kind
  /// One sentence.
  var help: String
  var samples: [Sample]

  init(name: String, kind: Kind, help: String, samples: [Sample]) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }
}
