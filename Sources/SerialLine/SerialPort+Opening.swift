internal import Glibc

extension SerialPort {
  /// Opens a port as a raw wire, for this process alone.
  ///
  /// DTR is not touched beyond what the kernel does when a port is opened. What lay unread or
  /// unsent from before is thrown away. May wait for the driver (a sick USB converter: seconds).
  /// - Parameter path: a device, or a link to one.
  package static func open(
    _ path: String, baud: BaudRate = .baud115200
  ) throws(SerialPortError) -> SerialPort {
    let descriptor: Int32
    do throws(SystemError) {
      // Opening a device only to look can do harm: a watchdog starts, a tape rewinds.
      guard try SystemFiles.status(of: path).st_mode & S_IFMT == S_IFCHR else {
        throw SystemError(call: "stat", path: path, code: ENOTTY)
      }
      // O_NONBLOCK also keeps `open` from waiting for a carrier that never comes.
      descriptor = try SystemCall.valueOrErrno("open", path: path) {
        Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
      }
    } catch {
      throw SerialPortError(path: path, error)
    }
    do throws(SerialPortError) {
      try take(descriptor, path: path)
    } catch {
      _ = Glibc.close(descriptor)
      throw error
    }
    do throws(SerialPortError) {
      try setUp(descriptor, path: path, baud: baud)
    } catch {
      giveBack(descriptor)
      throw error
    }
    return SerialPort(path: path, descriptor: descriptor)
  }

  private static func take(_ descriptor: Int32, path: String) throws(SerialPortError) {
    do throws(SystemError) {
      var status = stat()
      try SystemCall.valueOrErrno("fstat", path: path) { fstat(descriptor, &status) }
      try SystemCall.valueOrErrno("isatty", path: path) { isatty(descriptor) == 1 ? 0 : -1 }
      try ExclusiveUse.take(descriptor, path: path, status)
      LatencyTimer.shorten(of: descriptor, status)
    } catch {
      throw SerialPortError(path: path, error)
    }
  }

  private static func setUp(
    _ descriptor: Int32, path: String, baud: BaudRate
  ) throws(SerialPortError) {
    let refusal: String?
    do throws(SystemError) {
      refusal = try LineSettings.apply(to: descriptor, path: path, baud: baud)
      try SystemCall.valueOrErrno("tcflush", path: path) { tcflush(descriptor, TCIOFLUSH) }
    } catch {
      throw SerialPortError(path: path, error)
    }
    if let refusal { throw .settingsRefused(path: path, settings: refusal) }
  }

  /// Closes a port that was opened and not started.
  static func giveBack(_ descriptor: Int32) {
    ExclusiveUse.release(descriptor)
    _ = Glibc.close(descriptor)
  }
}
