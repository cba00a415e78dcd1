import Notation
import SerialLine

extension DoctorFinding {
  static func onPorts(_ facts: Facts) -> [DoctorFinding] {
    var findings = facts.ports.flatMap { onPort($0, facts) }
    findings += facts.takenForBraille.map(takenForBraille)
    if facts.knowsPorts, facts.ports.isEmpty, !hasPortsElsewhere(facts) {
      findings.append(
        DoctorFinding(
          .fault, "no-port",
          seen: Words("esta máquina no tiene puertos seriales", "this machine has no serial port"),
          cause: Words(
            "la placa no está enchufada o no tiene corriente, su cable es solo de carga, o falta "
              + "el controlador en el núcleo",
            "the board is not plugged in or has no power, its cable only charges, or the kernel "
              + "lacks the driver"
          ),
          command: "dmesg | tail"))
    }
    return findings + boardsTwice(facts)
  }

  /// The daemon has ports that are none of the machine's own, or may have: it runs and does not say.
  private static func hasPortsElsewhere(_ facts: Facts) -> Bool {
    guard let shop = facts.shop else {
      return facts.hasDaemonProcess || !facts.configuredPorts.isEmpty
    }
    return shop.hasBoard || !shop.ports.isEmpty || !shop.knowsLinks
  }

  private static func onPort(_ port: PortFacts, _ facts: Facts) -> [DoctorFinding] {
    [
      permission(port), modemManager(port, facts), latency(port), occupied(port),
      onNamedPort(port, facts),
    ].compactMap(\.self) + probed(port, facts)
  }

  /// The daemon's unit has the group of serial ports; a technician has to be in it.
  private static func permission(_ port: PortFacts) -> DoctorFinding? {
    guard let node = port.permissions, port.isOpenToDaemon == false || !port.isOpenToMe else {
      return nil
    }
    let isDialout = node.group == "dialout" && node.mode & 0o060 == 0o060
    let text = "\(node.owner):\(node.group) \(String(node.mode, radix: 8))"
    let isDaemon = port.isOpenToDaemon == false
    return DoctorFinding(
      isDaemon ? .fault : .note, "port-permission", port.path,
      seen: isDaemon
        ? Words(
          "el usuario cabina no puede abrirlo (\(text))",
          "the user cabina may not open it (\(text))")
        : Words("usted no puede abrirlo (\(text))", "you may not open it (\(text))"),
      cause: whose(port, isDialout: isDialout),
      command: port.isPseudoTerminal
        ? nil
        : !isDialout
          ? "chgrp dialout \(port.path) && chmod 660 \(port.path)"
          : isDaemon
            ? "adduser cabina dialout && systemctl restart cabinad" : "adduser $USER dialout")
  }

  private static func whose(_ port: PortFacts, isDialout: Bool) -> Words {
    if port.isPseudoTerminal {
      return Words(
        "un pseudo-terminal es de quien lo hizo; cabina-sim board --mode 666 lo abre a todos",
        "a pseudo-terminal is its maker's; cabina-sim board --mode 666 lets others open it")
    }
    return isDialout
      ? Words(
        "el usuario no está en el grupo dialout, dueño de los puertos seriales",
        "the user is not in the group dialout, which the serial ports belong to")
      : Words(
        "una regla de udev u otro programa ha cambiado el dueño del puerto",
        "a rule of udev or another program has changed whose the port is")
  }

  private static func modemManager(_ port: PortFacts, _ facts: Facts) -> DoctorFinding? {
    guard facts.hasModemManager, port.isUSB, !port.isHiddenFromModemManager else { return nil }
    return DoctorFinding(
      .warning, "modem-manager", port.path,
      seen: Words(
        "ModemManager está en marcha y nadie le ha dicho que deje este puerto",
        "ModemManager runs, and nobody has told it to leave this port alone"),
      cause: Words(
        "prueba los puertos en busca de módems: escribe en ellos y se queda con ellos por segundos",
        "it tries ports for modems: it writes to them and keeps them for seconds"),
      command: """
        echo 'SUBSYSTEM=="tty", SUBSYSTEMS=="usb", ENV{ID_MM_DEVICE_IGNORE}="1", \
        ENV{ID_MM_PORT_IGNORE}="1"' > /etc/udev/rules.d/60-cabina.rules
        udevadm control --reload && udevadm trigger && systemctl restart ModemManager
        """)
  }

  private static func takenForBraille(_ device: String) -> DoctorFinding {
    DoctorFinding(
      .fault, "brltty", device,
      seen: Words(
        "una regla de brltty toma este convertidor por una línea braille",
        "a rule of brltty takes this converter for a Braille display"),
      cause: Words(
        "brltty se lo quita al controlador del núcleo, y el puerto desaparece",
        "brltty takes it from the kernel's driver, and the port is gone"),
      command: "apt-get remove brltty")
  }

  private static func latency(_ port: PortFacts) -> DoctorFinding? {
    guard let milliseconds = port.latencyMilliseconds, milliseconds > 1 else { return nil }
    let name = port.path.split(separator: "/").last ?? ""
    return DoctorFinding(
      .note, "latency-timer", port.path,
      seen: Words(
        "el convertidor FTDI retiene lo recibido hasta \(milliseconds) ms",
        "the FTDI converter holds back what it receives for up to \(milliseconds) ms"),
      cause: Words(
        "así vienen de fábrica; el servicio lo acorta al abrir el puerto, si puede",
        "they come like that; the daemon shortens it when it opens the port, if it may"),
      command: "echo 1 > /sys/class/tty/\(name)/device/latency_timer")
  }

  private static func occupied(_ port: PortFacts) -> DoctorFinding? {
    switch port.occupant {
    case nil: return nil
    case .login(let holder)?:
      let name = port.path.split(separator: "/").last.map(String.init) ?? ""
      return DoctorFinding(
        .fault, "port-login", port.path,
        seen: Words(
          "es una consola: \(holder.words.spanish)", "it is a console: \(holder.words.english)"),
        cause: Words(
          "alguien inicia sesión, o se le pide hacerlo, en este puerto",
          "somebody is logged in on this port, or is asked to"),
        command: "systemctl disable --now serial-getty@\(name).service")
    case .holders(let holders)?:
      let others = holders.filter { !$0.isOurs }
      guard !others.isEmpty else { return nil }
      let names = others.words
      return DoctorFinding(
        .fault, "port-held", port.path,
        seen: Words("lo usa \(names.spanish)", "in use by \(names.english)"),
        cause: Words(
          "otro programa tiene el puerto abierto: los datos se reparten entre ambos o no se "
            + "puede abrir",
          "another program has the port open: bytes are shared out between the two, or it cannot "
            + "be opened"
        ),
        command: "kill " + others.map { "\($0.processID)" }.joined(separator: " "))
    }
  }
}
