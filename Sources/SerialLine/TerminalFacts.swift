/// What tells a serial port that may have a board on it from the other terminals of a machine.
struct TerminalFacts {
  /// The device it is part of: virtual consoles and pseudo-terminals are part of none.
  var hasDevice = false
  /// The kernel's number for the kind of UART; `0` is a port in name only, without a chip.
  var uartType: String?
  /// The kernel writes its messages there, and a login waits there.
  var isConsole = false

  var mayHaveBoard: Bool { hasDevice && uartType != "0" && !isConsole }
}

extension TerminalFacts {
  init(_ device: UdevDevice, consoles: [String]) {
    hasDevice = device.parent != nil
    uartType = device.attribute("type")
    isConsole = device.name.map(consoles.contains) ?? false
  }
}

extension PortCandidate {
  /// Nil for a terminal that is no serial port with hardware behind it.
  init?(_ device: UdevDevice, consoles: [String]) {
    guard let node = device.node, TerminalFacts(device, consoles: consoles).mayHaveBoard else {
      return nil
    }
    self.init(path: node)
    let usbDevice = device.usbParent("usb_device")
    let usbInterface = device.usbParent("usb_interface")
    links = device.links.filter { $0.hasPrefix("/dev/serial/by-id/") }
    vendor = device.property("ID_VENDOR") ?? usbDevice?.attribute("manufacturer")
    model = device.property("ID_MODEL") ?? usbDevice?.attribute("product")
    serialNumber = device.property("ID_SERIAL_SHORT") ?? usbDevice?.attribute("serial")
    interface =
      device.property("ID_USB_INTERFACE_NUM") ?? usbInterface?.attribute("bInterfaceNumber")
    driver = sequence(first: device) { $0.parent }.lazy.compactMap(\.driver)
      // Since Linux 6.5 a UART's terminal hangs on two devices of the kernel's own making.
      .first { $0 != "port" && $0 != "ctrl" }
  }
}
