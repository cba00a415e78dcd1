package import BoothControl
package import BoothProtocol
package import Notation

/// A port that the daemon has open or tries to open, and the board on it, for the technician.
package struct PortReport: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    /// A board answers.
    case up
    /// It is open, and no board has a session; the last reason why, if one had or was refused one.
    case greeting(LinkLoss?)
    /// A board answered and is left to itself.
    case leftAlone(LeftAlone)
    /// The disk refuses, so no session is kept.
    case suspended
    /// It is not open; why, as far as that is known.
    case closed(Words?)
  }

  /// Why a board that answers has no session.
  package enum LeftAlone: Hashable, Sendable {
    case servesNoBooth
    /// A board of the same number answers on that port.
    case numberTaken(port: String)
    case bootIDRepeated
    case tooManyBoards
  }

  /// The device's path.
  package var path: String
  /// Lasting names of it.
  package var links: [String]
  package var vendor: String?
  package var model: String?
  package var serialNumber: String?
  package var driver: String?
  package var state: State
  /// What crosses it is written down.
  package var isRecorded: Bool
  /// nil: it is not open.
  package var statistics: LinkStatistics?
  /// nil: none answers.
  package var board: BoardReport?

  package init(
    path: String, links: [String] = [], vendor: String? = nil, model: String? = nil,
    serialNumber: String? = nil, driver: String? = nil, state: State, isRecorded: Bool = false,
    statistics: LinkStatistics? = nil, board: BoardReport? = nil
  ) {
    self.path = path
    self.links = links
    self.vendor = vendor
    self.model = model
    self.serialNumber = serialNumber
    self.driver = driver
    self.state = state
    self.isRecorded = isRecorded
    self.statistics = statistics
    self.board = board
  }
}

/// A board in a session.
package struct BoardReport: Hashable, Sendable {
  /// As it said when the session began.
  package var identity: BoardIdentity
  /// Of what it runs with now.
  package var configurationCRC: UInt32
  package var since: WallTime
  /// Where its clock stood when this was told.
  package var tick: BoardTick
  /// The first event that it may not forget yet, and the one that it will tell next.
  package var oldestEvent: UInt32
  package var nextEvent: UInt32
  /// In their order.
  package var lines: [LineStatus]

  package init(
    identity: BoardIdentity, configurationCRC: UInt32, since: WallTime, tick: BoardTick,
    oldestEvent: UInt32, nextEvent: UInt32, lines: [LineStatus]
  ) {
    self.identity = identity
    self.configurationCRC = configurationCRC
    self.since = since
    self.tick = tick
    self.oldestEvent = oldestEvent
    self.nextEvent = nextEvent
    self.lines = lines
  }
}

/// A line of a board as it was last known.
package struct LineStatus: Hashable, Sendable {
  package struct Event: Hashable, Sendable {
    package var kind: BoardEvent.Kind
    package var at: WallTime

    package init(kind: BoardEvent.Kind, at: WallTime) {
      self.kind = kind
      self.at = at
    }
  }

  package struct Test: Hashable, Sendable {
    package var report: LineTestReport
    package var at: WallTime

    package init(report: LineTestReport, at: WallTime) {
      self.report = report
      self.at = at
    }
  }

  package var report: LineReport
  /// nil: it has had a fault since the session began.
  package var isOffHook: Bool?
  /// The last one of this line; nil: none since the daemon began.
  package var event: Event?
  /// How the board last learned that a far end picked up.
  package var answerSignal: AnswerSignal?
  package var test: Test?

  package init(report: LineReport) {
    self.report = report
    isOffHook = report.state.isOffHook
  }
}

extension LineState {
  /// nil: it may be either.
  package var isOffHook: Bool? {
    switch self {
    case .onHook, .ringing: false
    case .offHook, .seizing, .connected, .talking, .released: true
    case .fault: nil
    }
  }
}
