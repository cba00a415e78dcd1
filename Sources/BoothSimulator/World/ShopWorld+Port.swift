import BoothControl
import BoothProtocol

/// The daemon's port and its disk, as its shell deals with them.
extension ShopWorld {
  /// Opens and closes the port as the plug goes in and out.
  func meetPort() {
    guard daemon != nil, shop.isPlugged != portIsOpen else { return }
    portIsOpen = shop.isPlugged
    if portIsOpen {
      let known = (daemon?.exchange.knownTicks ?? []) + (daemon?.knownTicks ?? [])
      daemon?.link = HostLink(knownTicks: known)
      if daemon?.isSuspended == false { greet() }
    } else {
      work(.link(.closed))
      daemon?.link = nil
    }
  }

  func renewSession() {
    guard daemon?.board != nil else { return }
    daemon?.inbox.append(.link(.renew))
  }

  private func greet() { work(.link(.opened(nonce: drawNonce()))) }

  func greetSilentLink() {
    guard daemon?.isSuspended == false, let link = daemon?.link, !link.isOpen else { return }
    greet()
  }

  func take(_ notice: ModelLedger.Notice) {
    happened(.disk(notice))
    switch notice {
    case .committed(let batch):
      work(.exchange(.committed(upTo: batch)))
      if daemon?.diskPatience.written(upTo: batch, at: clock.moment) == .writesAgain {
        take(.recovered)
      }
    case .rejected(let batch, let reason): work(.exchange(.rejected(batch: batch, reason)))
    case .declined(let batch, let answer, _): work(.exchange(.declined(batch: batch, answer)))
    case .failed: diskFailed("disk full")
    case .recovered:
      work(.exchange(.storageRecovered))
      daemon?.diskFailedAt = nil
      guard daemon?.isSuspended == true else { return }
      daemon?.isSuspended = false
      if daemon?.link != nil { greet() }
    }
  }

  private func diskFailed(_ message: String) {
    if daemon?.diskFailedAt == nil { daemon?.diskFailedAt = clock.moment }
    work(.exchange(.storageFailed(message)))
  }

  /// `daemon.deadline` has come.
  func timeHasCome() {
    if daemon?.diskPatience.check(at: clock.moment) == .hangs {
      diskFailed("the disk hangs")
      suspend()
    }
    if let failedAt = daemon?.diskFailedAt,
      clock.moment.milliseconds(since: failedAt) >= DiskPatience.milliseconds
    {
      suspend()
    }
    if let deadline = daemon?.link?.deadline, deadline <= clock.moment { work(.link(.timer)) }
    work(.exchange(.timer))
    if let deadline = daemon?.desk.deadline, deadline <= clock.moment {
      work(.technician(.timer))
    }
  }

  private func suspend() {
    guard daemon?.isSuspended == false else { return }
    daemon?.isSuspended = true
    note("the board is left to itself")
    work(.link(.closed))
  }

  func drawNonce() -> UInt32 { UInt32(truncatingIfNeeded: nonces.next()) | 1 }
}
