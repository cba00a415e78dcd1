internal import Glibc

/// Why a port could not be opened: what is wrong, where, and for whom to look.
package enum SerialPortError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No such device, or its hardware is gone.
  case missing(path: String)
  /// The device is there and this user may not open it.
  case notPermitted(path: String)
  /// There is something at the path, and it is no terminal.
  case notATerminal(path: String)
  /// Another program has the port; which, where it can be found out.
  case inUse(path: String, by: PortHolder?)
  /// The driver did not take the settings of the line.
  case settingsRefused(path: String, settings: String)
  /// More ports than one keeper keeps.
  case tooManyPorts(path: String, limit: Int)
  /// Anything else the system answered.
  case failed(path: String, SystemError)

  package var path: String {
    switch self {
    case .missing(let path), .notPermitted(let path), .notATerminal(let path),
      .inUse(let path, _), .settingsRefused(let path, _), .tooManyPorts(let path, _),
      .failed(let path, _):
      path
    }
  }

  package var description: String {
    switch self {
    case .missing(let path):
      "\(path): no device there; is the board plugged in?"
    case .notPermitted(let path):
      if isOfPseudoTerminal {
        "\(path): no permission to open it; a pseudo-terminal is its maker's (cabina-sim board --mode 666 lets others open it)"
      } else {
        "\(path): no permission to open it; is the user in the device's group (dialout)?"
      }
    case .notATerminal(let path):
      "\(path): not a serial port"
    case .inUse(let path, let holder):
      "\(path): in use by \(holder.map(String.init(describing:)) ?? "another program")"
    case .settingsRefused(let path, let settings):
      "\(path): the driver does not take \(settings)"
    case .tooManyPorts(let path, let limit):
      "\(path): not opened, \(limit) ports are the limit"
    case .failed(let path, let error):
      "\(path): \(error)"
    }
  }

  /// No group is the remedy there.
  var isOfPseudoTerminal: Bool {
    SystemFiles.resolved(path)?.hasPrefix("/dev/pts/") ?? false
  }

  /// Sorts what `open` and its companions answered into what a person can act on.
  init(path: String, _ error: SystemError) {
    switch error.code {
    // EIO: a UART the kernel has a name for and no hardware, or a device on its way out.
    case ENOENT, ENXIO, ENODEV, EIO: self = .missing(path: path)
    case EACCES, EPERM: self = .notPermitted(path: path)
    case ENOTTY: self = .notATerminal(path: path)
    case EBUSY, EWOULDBLOCK: self = .inUse(path: path, by: .holder(of: path))
    default: self = .failed(path: path, error)
    }
  }
}

/// Why an open port is no more.
package enum PortLoss: Hashable, Sendable, CustomStringConvertible {
  /// The other end is gone: unplugged, powered off, the driver let go.
  case hungUp
  /// Nothing leaves any more: so many bytes wait to be sent.
  case stuck(unsentBytes: Int)
  /// The system took the device away while the port was quiet.
  case removed
  /// Reading or writing failed in another way.
  case failed(SystemError)

  package var description: String {
    switch self {
    case .hungUp: "the port hung up"
    case .stuck(let count): "the port takes no more bytes (\(count) wait)"
    case .removed: "the device was removed"
    case .failed(let error): "\(error)"
    }
  }

  init(_ error: SystemError) {
    switch error.code {
    case EIO, ENXIO, ENODEV: self = .hungUp
    default: self = .failed(error)
    }
  }
}
