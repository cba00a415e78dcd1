import OwnerPanel

/// Nobody has a password: the page is for this box alone.
extension PanelAdapter {
  var isProtected: Bool { false }
  var setupCode: String? { nil }

  func user(named name: String) -> PanelUser? { nil }
  func users() -> [PanelUser] { [] }

  func access(
    _ request: AccessRequest, by actor: String, then: @escaping @Sendable (AccessAnswer) -> Void
  ) {
    then(.refused(.busy))
  }

  func listens(on address: PanelAddress, fault: PanelError?) {}
}
