import OwnerPanel
import Synchronization

/// Users and passwords are their keeper's.
extension PanelAdapter {
  var isProtected: Bool { access.isProtected }

  var setupCode: String? { access.setupCode }

  func user(named name: String) -> PanelUser? { access.user(named: name) }

  func users() -> [PanelUser] { access.users() }

  func access(
    _ request: AccessRequest, by actor: String, then: @escaping @Sendable (AccessAnswer) -> Void
  ) {
    access.access(request, by: actor, then: then)
  }

  func listens(on address: PanelAddress, fault: PanelError?) {
    let isNews = networkFault.withLock { told in
      defer { told = fault }
      return told != fault
    }
    if let fault {
      // It is tried every few seconds.
      guard isNews else { return }
      Journal.write(.warning, "the page is not on the network: \(fault); it is tried again")
    } else {
      Journal.write(.notice, "the page is on the network now: http://\(address)/")
    }
  }
}
