import BoothControl
import BoothProtocol
import OwnerPanel
import SerialLine

/// Ports, boards and lines as the technician is told of them.
extension Core {
  func portReports() -> [PortReport] {
    let now = SystemClock.moment
    let open = links.map { link in
      PortReport(
        link.candidate, state(of: link), isRecorded: link.recorder != nil,
        statistics: link.session.statistics, board: board(on: link, at: now))
    }
    return (open + portsNotOpen().map { PortReport($0.candidate, .closed($0.reason)) })
      .sorted { $0.path < $1.path }
  }

  private func state(of link: Link) -> PortReport.State {
    if link.board != nil { return .up }
    if isSuspended { return .suspended }
    return link.leftAlone.map { .leftAlone($0) } ?? .greeting(link.lastLoss)
  }

  private func board(on link: Link, at now: Moment) -> BoardReport? {
    guard link.board != nil, let watch = link.watch else { return nil }
    let log = link.session.log ?? (watch.identity.oldestEvent, watch.identity.nextEvent)
    return BoardReport(
      identity: watch.identity, configurationCRC: watch.configurationCRC, since: watch.since,
      tick: watch.tick(at: now), oldestEvent: log.oldest, nextEvent: log.next,
      lines: watch.lines)
  }
}

extension PortReport {
  fileprivate init(
    _ candidate: PortCandidate, _ state: State, isRecorded: Bool = false,
    statistics: LinkStatistics? = nil, board: BoardReport? = nil
  ) {
    self.init(
      path: candidate.path, links: candidate.links, vendor: candidate.vendor,
      model: candidate.model, serialNumber: candidate.serialNumber, driver: candidate.driver,
      state: state, isRecorded: isRecorded, statistics: statistics, board: board)
  }
}
