/// Where the API is asked for boards, and boards are asked.
enum TechnicianRoute: Hashable, Sendable {
  case boards
  case commands(board: String)
  case traffic

  /// `segments`: behind `/api/v1`. nil: it is none of these.
  init?(_ segments: [String]) {
    switch (segments.first, segments.count) {
    case ("boards", 1): self = .boards
    case ("boards", 3) where segments[2] == "commands": self = .commands(board: segments[1])
    case ("traffic", 1): self = .traffic
    default: return nil
    }
  }

  /// Who asks must be somebody, by a password or by the kernel's word.
  var needsName: Bool {
    switch self {
    case .boards: false
    case .commands, .traffic: true
    }
  }

  var methods: [HTTPMethod] {
    switch self {
    case .commands: [.post]
    case .boards, .traffic: [.get, .head]
    }
  }
}
