import CLinux
import Glibc
import SerialLine

extension Box {
  /// `8:1`.
  func number(ofDevice device: dev_t) -> String {
    "\(cabina_device_major(device)):\(cabina_device_minor(device))"
  }
}

extension ClockFacts {
  /// - Parameter kernel: what the kernel says of its clock: 1, it is set by no other one; 0, it is.
  init(
    on box: Box, now: Int64, kernel: Int32 = cabina_clock_is_free_running()
  ) {
    self.now = now
    if box.exists("/run/systemd/timesync/synchronized") {
      isSynchronised = true
    } else if kernel >= 0 {
      isSynchronised = kernel == 0
    }
    if box.exists("/sys/class") {
      hasRTC =
        !box.names(in: "/sys/class/rtc").isEmpty
        || box.names(in: "/dev").contains { $0.hasPrefix("rtc") }
    }
    built = SystemFiles.resolved("/proc/self/exe").flatMap { Box().status(of: $0) }
      .map { Int64($0.st_mtim.tv_sec) }
    knowsTimeZone = box.exists("/etc")
    let link = box.target(ofLink: "/etc/localtime")?.split(separator: "/") ?? []
    if let folder = link.firstIndex(of: "zoneinfo"), folder + 1 < link.count {
      timeZone = link[(folder + 1)...].joined(separator: "/")
    } else {
      timeZone = box.line("/etc/timezone")
    }
  }
}
