package import BoothControl
package import Notation
package import Rating

/// Where the panel listens and what it allows.
package struct PanelConfiguration: Sendable {
  package var addresses: [PanelAddress]
  /// Names under which browsers may reach the page besides `localhost`, `127.0.0.1` and `[::1]`:
  /// `caja.lan` means with the port of the socket, `panel.example.cl:443` exactly that (443 and 80
  /// also match a `Host` without port).
  package var hostNames: [String] = []
  /// For who has not chosen another on the page; nil: what the browser asks for, else Spanish.
  package var language: Language?
  /// The core publishes at least every few seconds, changed or not. Silent for longer than this, it
  /// counts as gone, and what the pages show as old; nil: it is trusted for ever.
  package var coreSilenceLimitSeconds: Int? = 5
  /// Who may do what through Unix sockets.
  package var localAccess = LocalAccess()
  package var limits = PanelLimits()
  /// The shop's clock on the wall; glibc's time zone unless a test says otherwise.
  package var localTime: @Sendable (WallTime) -> LocalTime = LocalTime.ofSystem
  /// What that clock goes by, for programs that show times themselves: a value of `TZ`.
  package var timeZone: @Sendable () -> String = TimeZoneName.ofSystem
  /// The first instant of a day in the shop.
  package var startOfDay: @Sendable (CalendarDay) -> WallTime = ShopDay.startOfSystem
  /// The box's wall clock.
  package var wallClock: @Sendable () -> WallTime = WallTime.ofSystem

  package init(addresses: [PanelAddress]) { self.addresses = addresses }
}

/// A socket to listen on.
package enum PanelAddress: Hashable, Sendable, CustomStringConvertible {
  /// An address in figures, `127.0.0.1`, `0.0.0.0`, `fd00::1`. What is not of this box alone is
  /// opened once somebody has a password, not before. Port 0: whichever is free.
  case tcp(host: String, port: UInt16)
  /// For programs on this box, of which the kernel tells whose they are (`LocalAccess`). Nobody but
  /// the daemon should be able to put another file in its place.
  case unix(path: String)

  /// Whether the panel can listen on a host: the very question that it is asked when it starts.
  package static func isHost(_ host: String) -> Bool {
    (try? SocketAddress(.tcp(host: host, port: 0))) != nil
  }

  /// Whether only this box's own programs come by it.
  package var isOfThisBoxAlone: Bool { (try? SocketAddress(self))?.isLoopback ?? false }

  /// Whether it is every address of the box, its own included.
  package var isEveryAddress: Bool { standIn != nil }

  /// What listens in the place of «every address» while that is closed; nil: it is no such thing.
  var standIn: PanelAddress? {
    guard case .tcp(let host, let port) = self else { return nil }
    return switch host {
    case "0.0.0.0": .tcp(host: "127.0.0.1", port: port)
    case "::": .tcp(host: "::1", port: port)
    default: nil
    }
  }

  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): path
    }
  }
}

/// What the panel spends on its clients at most.
package struct PanelLimits: Hashable, Sendable {
  package var http = HTTPLimits()
  /// From the network. Further ones wait until one leaves. Also what they may have asked of core and
  /// ledger that is not answered yet: more, by those who ask and leave, is answered 503.
  package var connections = 64
  /// More, through Unix sockets, of both: the command line gets in when browsers have taken the rest.
  package var localConnections = 8
  /// Programs that have no business here and were told so, but have not left yet; they take no place
  /// of those above.
  package var refusals = 8
  /// From one address; who has more gives up the longest ones first when all places are taken,
  /// whatever goes on there, save live pages.
  package var connectionsOfAddress = 16
  /// Live pages, and programs that wait for what is written down; further ones are answered 503.
  package var streams = 16
  /// Of those, that only owners have.
  package var streamsOfOwners = 4
  /// Of those, one user's.
  package var streamsOfUser = 8
  /// Log-ins from the network that are being looked at; further ones are answered 503. One fewer than
  /// the keeper of passwords lets wait, which leaves room for a program on this box.
  package var logins = 7
  /// Of those, that are for this box, for who is logged in, and for where somebody came in before.
  package var loginsOfTrusted = 2
  /// Of those, one address's.
  package var loginsOfAddress = 2
  /// Tables and lists on their way at a time: each is read on the panel's own thread, between the
  /// pages of all the others. Where there are as many, and another is asked for, one whose client
  /// takes nothing of it (`deafMilliseconds`, `sluggishMilliseconds`) is given up.
  package var downloads = 4
  /// Of those, one user's; where nobody has a password, one address's, and one account's of programs.
  package var downloadsOfUser = 2
  /// From a request's first byte to its last; longer: 408.
  package var requestMilliseconds: Int64 = 10_000
  /// The same, and for a connection without a request, while all places are taken and another client
  /// waits for one. A program on this box sends its request in one go.
  package var hurryMilliseconds: Int64 = 100
  /// The same for a file.
  package var fileMilliseconds: Int64 = 60_000
  /// The same, for a client that takes nothing of what waits for it.
  package var deafMilliseconds: Int64 = 1_500
  /// The same, for one that takes it by and by: a page, or a piece of a longer answer, is to be gone.
  package var sluggishMilliseconds: Int64 = 10_000
  /// An open connection without a request.
  package var idleMilliseconds: Int64 = 30_000
  /// A client that reads nothing of what waits for it.
  package var writeMilliseconds: Int64 = 20_000
  /// For the core and the disk to do what the owner asked; longer: 504.
  package var actionMilliseconds: Int64 = 10_000
  /// The same for what reads a whole price list or the whole audit.
  package var longActionMilliseconds: Int64 = 120_000
  /// Between two signs of life on a stream; the page gives up after 5 s without one.
  package var heartbeatMilliseconds: Int64 = 1_000
  /// Between two looks at what was written down, while anybody waits for it.
  package var eventLookMilliseconds: Int64 = 500
  /// Between two changes on a stream: what comes sooner goes with the next.
  package var streamIntervalMilliseconds: Int64 = 150

  package init() {}
}

/// Why the panel does not start.
package enum PanelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing to listen on.
  case noAddress
  /// No address in figures.
  case noSuchHost(PanelAddress)
  /// Empty, with a zero byte in it, or too long.
  case badPath(path: String, limit: Int)
  /// Another program listens there.
  case inUse(PanelAddress)
  /// The path is taken by something that is no socket.
  case notASocket(path: String)
  case system(PanelAddress, call: String, code: Int32)
  case noThread(code: Int32)
  case alreadyStarted

  package var description: String {
    switch self {
    case .noAddress:
      "the panel has no address to listen on"
    case .noSuchHost(let address):
      "\(address): expected an address in figures, such as 127.0.0.1 or 0.0.0.0"
    case .badPath(let path, let limit):
      "«\(path)»: a socket's path has 1 to \(limit) bytes"
    case .inUse(let address):
      "\(address): another program listens there"
    case .notASocket(let path):
      "\(path): there is something else than a socket"
    case .system(let address, let call, let code):
      "\(address): \(call): \(systemErrorText(code))"
    case .noThread(let code):
      "the panel's thread does not start: \(systemErrorText(code))"
    case .alreadyStarted:
      "the panel runs already"
    }
  }
}
