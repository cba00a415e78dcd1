import BoothControl
import BoothProtocol
import Dispatch
import OwnerPanel
import Rating
import SerialLine

/// Time, and what the faces see and ask.
extension Core {
  func perform(
    _ action: OwnerAction, by actor: String = "",
    then answer: @escaping @Sendable (OwnerActionResult) -> Void
  ) {
    lastRequest += 1
    let request = OwnerRequestID(rawValue: lastRequest)
    answers[request] = answer
    work(.exchange(.owner(action, request, by: actor)))
  }

  /// Prices every number that is dialled from now on by `book`; `then` is called on the core's queue
  /// once that holds. From any queue.
  func price(by book: TariffBook, then: @escaping @Sendable () -> Void) {
    queue.async {
      self.work(.exchange(.tariffs(book)))
      then()
    }
  }

  /// The same of what shop and booths are called.
  func rename(_ names: OwnNames, then: @escaping @Sendable () -> Void) {
    queue.async {
      self.work(.exchange(.names(names)))
      then()
    }
  }

  /// Who asked sees the page as it is after what was asked, so the page comes first.
  func giveAnswers() {
    let answered = due
    due = []
    for (request, result) in answered { answers.removeValue(forKey: request)?(result) }
    let told = dueTechnicians
    dueTechnicians = []
    for answer in told { answer() }
  }

  func timeHasCome() {
    armed = nil
    suspendIfDiskFails()
    if !isSuspended { askAgainIfDue() }
    let now = SystemClock.moment
    if desk.deadline.map({ $0 <= now }) ?? false { work(.technician(.timer)) }
    for link in links where link.session.deadline.map({ $0 <= now }) ?? false {
      work(.link(link.id, .timer))
    }
    work(.exchange(.timer))
  }

  func armTimer() {
    var deadlines = links.compactMap(\.session.deadline)
    deadlines += links.compactMap { $0.session.isOpen ? nil : $0.askAgain }
    deadlines += [exchange.deadline, desk.deadline].compactMap(\.self)
    // A board wakes the core every second anyway; without one, or with none but such as are left alone
    // or asked again by and by, the page must still hear of it.
    if isSuspended || !links.contains(where: { $0.board != nil }), let lastPublished {
      deadlines.append(lastPublished.advanced(byMilliseconds: Self.publishEveryMilliseconds))
    }
    if let diskFailedAt, !isSuspended {
      deadlines.append(diskFailedAt.advanced(byMilliseconds: DiskPatience.milliseconds))
    }
    if let deadline = diskPatience.deadline { deadlines.append(deadline) }
    guard let next = deadlines.min(), next != armed else { return }
    armed = next
    let wait = max(0, next.milliseconds(since: SystemClock.moment))
    timer.schedule(deadline: .now() + .milliseconds(Int(wait)), leeway: .microseconds(500))
  }

  func publishIfNeeded() {
    let now = SystemClock.now
    if calendarWatch.isOutdated(at: now) {
      let calendar = ShopCalendar.system(around: now.wall)
      calendarWatch = CalendarWatch(at: now)
      Journal.write(.notice, "the wall clock was set: the time zone's rules are read anew")
      // With all that follows: timers that are due are run with any input.
      work(.exchange(.calendar(calendar)))
    }
    let isDue =
      lastPublished.map {
        now.moment.milliseconds(since: $0) >= Self.publishEveryMilliseconds
      } ?? true
    guard mustPublish || isDue else { return }
    mustPublish = false
    lastPublished = now.moment
    publish(exchange.snapshot(at: now))
    portsTold = nil
  }

  /// What the lines have counted: with each change of the shop, and each second.
  func tellPortsIfNeeded() {
    let now = SystemClock.moment
    if let portsTold, now.milliseconds(since: portsTold) < 1000 { return }
    portsTold = now
    publishPorts(portReports())
  }
}
