internal import CLinux
internal import Glibc

/// FTDI's converters hold received bytes back for up to 16 ms to fill a USB packet, which is most
/// of a round trip on this line. Where a driver has such a timer it is set to 1 ms.
enum LatencyTimer {
  /// Shortens the timer of an open port, as far as the driver has one and lets us.
  static func shorten(of descriptor: Int32, _ status: stat) {
    let major = cabina_device_major(status.st_rdev)
    let minor = cabina_device_minor(status.st_rdev)
    let setting = "/sys/dev/char/\(major):\(minor)/device/latency_timer"
    guard let milliseconds = milliseconds(setting), milliseconds > 1 else { return }
    do {
      try SystemFiles.write("1", to: setting)
    } catch {
      // The file is root's, the driver's flag with the same effect is not.
      _ = cabina_serial_low_latency(descriptor)
    }
  }

  static func milliseconds(_ setting: String) -> Int? {
    SystemFiles.text(of: setting).flatMap { Int($0.prefix { $0 != "\n" }) }
  }
}
