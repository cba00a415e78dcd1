import Notation

extension DoctorFinding {
  static func onService(_ facts: Facts) -> [DoctorFinding] {
    onUnit(facts) + onDaemon(facts) + onShop(facts.shop)
  }

  private static func onUnit(_ facts: Facts) -> [DoctorFinding] {
    guard let service = facts.service, service.isInstalled else { return [] }
    var findings: [DoctorFinding] = []
    if service.state == "failed" {
      findings.append(
        DoctorFinding(
          .fault, "service-failed",
          seen: Words("el servicio cabinad falló", "the service cabinad has failed"),
          cause: Words(
            "la configuración o el libro tienen algo que no se arregla solo; el diario lo dice",
            "configuration or ledger have something that does not mend itself; the journal says "
              + "what"
          ),
          command: "cabinad check; journalctl -u cabinad -n 20"))
    } else if ["inactive", "deactivating"].contains(service.state) {
      findings.append(
        DoctorFinding(
          .fault, "service-stopped",
          seen: Words("el servicio cabinad está detenido", "the service cabinad is stopped"),
          cause: Words(
            "alguien lo detuvo: las cabinas solo llaman a emergencias",
            "somebody stopped it: booths call emergency numbers only"),
          command: "systemctl start cabinad"))
    }
    if service.enabled == "disabled" {
      findings.append(
        DoctorFinding(
          .warning, "service-disabled",
          seen: Words(
            "cabinad no parte con la máquina", "cabinad does not start with the machine"),
          cause: Words("el servicio no está habilitado", "the service is not enabled"),
          command: "systemctl enable cabinad"))
    }
    if service.backupTimer == "disabled" {
      findings.append(
        DoctorFinding(
          .warning, "backup-disabled",
          seen: Words(
            "no se hacen copias del libro", "no copies of the ledger are made"),
          cause: Words(
            "la copia de cada noche no está habilitada", "the copy of each night is not enabled"),
          command: "systemctl enable --now cabina-backup.timer"))
    }
    return findings
  }

  private static func onDaemon(_ facts: Facts) -> [DoctorFinding] {
    switch facts.daemon {
    case .unasked, .answers: []
    case .silent where facts.hasDaemonProcess:
      [
        DoctorFinding(
          .fault, "daemon-silent",
          seen: Words(
            "hay un servicio en marcha que no contesta", "a daemon runs that does not answer"),
          cause: Words(
            "se quedó detenido, o su socket está en otra parte (--socket)",
            "it hangs, or its socket is elsewhere (--socket)"),
          command: "journalctl -u cabinad -n 20; systemctl restart cabinad")
      ]
    case .silent:
      [
        DoctorFinding(
          .fault, "daemon-silent",
          seen: Words("ningún servicio contesta", "no daemon answers"),
          cause: Words(
            "cabinad no está en marcha, o su socket está en otra parte (--socket)",
            "cabinad does not run, or its socket is elsewhere (--socket)"),
          command: "systemctl status cabinad")
      ]
    case .notPermitted(let socket):
      [
        DoctorFinding(
          .note, "daemon-not-seen", socket,
          seen: Words(
            "usted no puede preguntarle al servicio", "you may not ask the daemon"),
          cause: Words(
            "no es root ni está en el grupo cabina",
            "you are neither root nor in the group cabina"),
          command: "sudo adduser $USER cabina")
      ]
    }
  }

  private static func onShop(_ shop: ShopFacts?) -> [DoctorFinding] {
    guard let shop else { return [] }
    var findings: [DoctorFinding] = []
    if shop.isStale {
      findings.append(
        DoctorFinding(
          .fault, "daemon-stale",
          seen: Words(
            "el servicio contesta con datos viejos", "the daemon answers with what is old"),
          cause: Words("su parte central no responde", "its core does not answer"),
          command: "systemctl restart cabinad"))
    }
    if shop.needsRestart {
      findings.append(
        DoctorFinding(
          .warning, "restart-needed",
          seen: Words(
            "la configuración se editó y el servicio no la ha leído",
            "the configuration was edited, and the daemon has not read it"),
          cause: Words(
            "se lee solo al partir; reiniciar no corta llamadas",
            "it is read at the start only; a restart cuts no call"),
          command: "cabinad check && systemctl restart cabinad"))
    }
    if shop.hasUsers == false {
      findings.append(
        DoctorFinding(
          .note, "no-password",
          seen: Words("nadie tiene contraseña", "nobody has a password"),
          cause: Words(
            "hasta entonces la página se abre solo en esta máquina, y ahí cualquiera es el dueño",
            "until then the page opens on this machine only, and there anybody is the owner"),
          command: "cabinactl user set maria --role owner"))
    }
    if shop.isBalanceGone == true {
      findings.append(
        DoctorFinding(
          .fault, "balance-gone",
          seen: Words(
            "no queda saldo en el proveedor", "nothing is left at the provider"),
          cause: Words(
            "sin saldo solo salen llamadas de emergencia; anote lo que se pagó",
            "without a balance only emergency calls go out; enter what was paid"),
          command: "cabinactl payment 50000"))
    } else if shop.isBalanceLow {
      findings.append(
        DoctorFinding(
          .note, "balance-low",
          seen: Words("queda poco saldo", "the balance is low"),
          cause: Words(
            "está bajo el aviso que puso el dueño", "it is below the owner's warning"),
          command: "cabinactl payment 50000"))
    }
    return findings
  }
}

extension ServiceFacts {
  /// systemd knows the unit.
  var isInstalled: Bool { !enabled.isEmpty && enabled != "not-found" }
}
