@testable import OwnerPanel

/// Who has a password in the tests' shop: nobody, unless a test says so.
final class FakeAccess: Sendable {
  struct Asked: Equatable, Sendable {
    var request: AccessRequest
    var actor: String
  }

  private struct State {
    var users: [PanelUser] = []
    var asked: [Asked] = []
    var answer: AccessAnswer? = .done
    var listening: [PanelAddress] = []
    var waiting: [@Sendable (AccessAnswer) -> Void] = []
  }

  private let state = Guarded(State())

  var users: [PanelUser] { state.with { $0.users.sorted { $0.name < $1.name } } }
  func holds(_ users: [PanelUser]) { state.with { $0.users = users } }

  var asked: [Asked] { state.with { $0.asked } }
  /// What the panel has opened late, or tried to.
  var listening: [PanelAddress] { state.with { $0.listening } }
  fileprivate func note(_ address: PanelAddress) { state.with { $0.listening.append(address) } }
  /// nil: does not answer before `answersAtLast`.
  func answers(_ answer: AccessAnswer?) { state.with { $0.answer = answer } }
  func answersAtLast(_ answer: AccessAnswer) {
    let waiting = state.with { state in
      defer { state.waiting = [] }
      return state.waiting
    }
    for then in waiting { then(answer) }
  }

  fileprivate func ask(
    _ request: AccessRequest, by actor: String, then: @escaping @Sendable (AccessAnswer) -> Void
  ) {
    let answer = state.with { state in
      state.asked.append(Asked(request: request, actor: actor))
      if state.answer == nil { state.waiting.append(then) }
      return state.answer
    }
    if let answer { then(answer) }
  }
}

extension FakeSource {
  var setupCode: String? { isProtected ? nil : "4711-0815" }

  func listens(on address: PanelAddress, fault: PanelError?) { people.note(address) }

  var isProtected: Bool { !people.users.isEmpty }

  func user(named name: String) -> PanelUser? { people.users.first { $0.name == name } }

  func users() -> [PanelUser] { people.users }

  func access(
    _ request: AccessRequest, by actor: String, then: @escaping @Sendable (AccessAnswer) -> Void
  ) {
    people.ask(request, by: actor, then: then)
  }
}
