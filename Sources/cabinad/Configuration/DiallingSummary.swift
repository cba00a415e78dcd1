import BoothControl
import Notation

/// What the callers of a shop may dial, as `cabinad check` tells the technician: what came of the
/// plan and of the keys beside it, which are named as they are in the configuration.
struct DiallingSummary: Worded {
  private let shop: ShopConfiguration
  /// The ready one that was asked for; nil: none.
  private let readyName: String?

  init(_ configuration: DaemonConfiguration) {
    shop = configuration.shop
    func value(_ key: String) -> String? {
      configuration.entries.first { $0.key == "[dialling] \(key)" }?.value
    }
    // A map alone takes nothing of any plan; with neither it is today's.
    readyName = value("plan") ?? (value("digit-map") == nil ? "chile" : nil)
  }

  /// The ready plan, and the keys that take the place of its own.
  private func name(of plan: NumberPlan, _ say: Language) -> String {
    guard let ready = NumberPlan.ready.first(where: { $0.name == readyName }) else {
      return NumberPlan.ready.first { $0.plan == plan }?.name ?? say("propio", "of its own")
    }
    let keys = [
      ("digit-map", plan.digitMap != ready.plan.digitMap),
      ("emergency", plan.emergencyNumbers != ready.plan.emergencyNumbers),
      (
        "blocked",
        plan.blockedPrefixes != ready.plan.blockedPrefixes
          || plan.blocksAll != ready.plan.blocksAll
      ),
      ("allowed", plan.allowedPrefixes != ready.plan.allowedPrefixes),
      ("carriers", plan.carrierCodes != ready.plan.carrierCodes),
      ("carriers-replace", plan.carrierReplaces != ready.plan.carrierReplaces),
    ].filter(\.1).map(\.0)
    guard !keys.isEmpty else { return ready.name }
    return ready.name + say(", salvo ", ", save ") + Self.list(keys, say)
  }

  var words: Words { Words(text(.spanish), text(.english)) }

  private func text(_ say: Language) -> String {
    let plan = NumberPlan(shop)
    let map = NumberPlan.ready.first { $0.plan.digitMap == plan.digitMap }?.name
    var rows = [
      ("plan", name(of: plan, say)),
      ("digit-map", map.map { "\($0): \(plan.digitMap.text)" } ?? plan.digitMap.text),
      ("emergency", Self.list(plan.emergencyNumbers, say)),
      ("blocked", Self.list((plan.blocksAll ? ["all"] : []) + plan.blockedPrefixes, say)),
    ]
    if !plan.allowedPrefixes.isEmpty {
      rows.append(("allowed", Self.list(plan.allowedPrefixes, say)))
    }
    rows.append(("carriers", Self.list(Self.spans(plan.carrierCodes), say)))
    if !plan.refusedCarrierCodes.isEmpty {
      // Not a key: what follows from the map and from «carriers».
      rows.append(
        (
          say("no admitidos", "refused carriers"),
          Self.list(Self.spans(plan.refusedCarrierCodes), say)
        ))
    }
    let doubts = plan.doubts
    rows += doubts.map { (Self.warning(say), say($0)) }
    // What a wrong code makes of the map says nothing of others.
    let unlisted = doubts.contains { $0.isOfCarriers } ? [] : plan.unlistedCarrierCodes
    if !unlisted.isEmpty {
      let codes = Self.list(Self.spans(unlisted), say)
      rows.append(
        (
          Self.warning(say),
          say(
            "el mapa de dígitos toma también \(codes) en el lugar de un portador: un número detrás de uno "
              + "que no está en «carriers» se bloquea y se tarifica por todos sus dígitos",
            "the digit map takes \(codes) in a carrier's place too: a number behind one that is not in "
              + "«carriers» is blocked and priced by all its digits")
        ))
    }
    if !plan.carrierReplaces.isEmpty { rows.append(("carriers-replace", plan.carrierReplaces)) }
    rows.append(
      (
        say("plazos", "timers"),
        say(
          "primero \(shop.startTimerSeconds) s, parcial \(shop.partialTimerSeconds) s, "
            + "crítico \(shop.criticalTimerSeconds) s",
          "start \(shop.startTimerSeconds) s, partial \(shop.partialTimerSeconds) s, "
            + "critical \(shop.criticalTimerSeconds) s")
      ))
    return rows.map { key, value in
      "  \(key)\(String(repeating: " ", count: 18 - key.count))\(value)"
    }
    .joined(separator: "\n")
  }

  private static func warning(_ say: Language) -> String { say("cuidado", "look out") }

  private static func list(_ numbers: [String], _ say: Language) -> String {
    numbers.isEmpty ? say("ninguno", "none") : numbers.joined(separator: ", ")
  }

  /// `110-129` for twenty codes that follow one another.
  private static func spans(_ codes: [String]) -> [String] {
    var spans: [(first: String, last: String)] = []
    for code in codes {
      if let last = spans.last?.last, last.utf8.count == code.utf8.count,
        let before = Int(last), let number = Int(code), number == before + 1
      {
        spans[spans.count - 1].last = code
      } else {
        spans.append((code, code))
      }
    }
    return spans.map { $0.first == $0.last ? $0.first : "\($0.first)-\($0.last)" }
  }
}

extension NumberPlanDoubt {
  fileprivate var isOfCarriers: Bool {
    switch self {
    case .idle(_, let key): key == "carriers"
    case .carrierWithReplaced, .carrierUnknownToMap: true
    }
  }
}
