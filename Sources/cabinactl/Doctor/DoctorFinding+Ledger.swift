import Notation

extension DoctorFinding {
  static func onLedger(_ facts: Facts) -> [DoctorFinding] {
    guard let ledger = facts.ledger else { return [] }
    return [reading(ledger, hasDaemon: facts.shop != nil), log(ledger), backup(ledger)]
      .compactMap(\.self) + (ledger.disk.map { onDisk($0, of: ledger.path) } ?? [])
      + ledger.boots.compactMap(onBoots)
  }

  private static func reading(_ ledger: LedgerFacts, hasDaemon: Bool) -> DoctorFinding? {
    switch ledger.reading {
    case .sound: nil
    case .missing where hasDaemon: nil
    case .missing:
      DoctorFinding(
        .note, "ledger-missing", ledger.path,
        seen: Words("no hay libro en este lugar", "there is no ledger in this place"),
        cause: Words(
          "el servicio nunca ha partido, o lo guarda en otra parte (--ledger)",
          "the daemon has never started, or keeps it elsewhere (--ledger)"),
        command: "systemctl enable --now cabinad")
    case .notPermitted:
      DoctorFinding(
        .note, "ledger-not-seen", ledger.path,
        seen: Words(
          "usted no puede leer el libro: no se revisó",
          "you may not read the ledger: it was not looked at"),
        cause: Words(
          "es solo del usuario cabina y de root", "it belongs to the user cabina and root alone"),
        command: "sudo cabinactl doctor")
    case .damaged(let found):
      DoctorFinding(
        .fault, "ledger-damaged", ledger.path,
        seen: Words(
          "el libro está dañado: \(found.spanish)", "the ledger is damaged: \(found.english)"),
        cause: Words(
          "un disco que falla o un corte de corriente en un disco que no cumple; guarde el "
            + "archivo como está y reponga la última copia",
          "a disk that fails, or a power cut on a disk that does not keep its word; keep the "
            + "file as it is, and put the last copy in its place"
        ),
        command: "cabinactl verify --ledger \(ledger.path); cabinactl restore --help")
    case .unreadable(let why):
      DoctorFinding(
        .fault, "ledger-unreadable", ledger.path,
        seen: Words(
          "el libro no se puede leer: \(why.spanish)", "the ledger cannot be read: \(why.english)"),
        cause: Words(
          "su disco no está montado, falla, o el archivo no es un libro de esta versión",
          "its disk is not mounted or fails, or the file is no ledger of this version"),
        command: "cabinactl verify --ledger \(ledger.path)")
    }
  }

  /// It is written back into the file each few megabytes; one that is larger is one that nobody
  /// could write back.
  static let largestLog: Int64 = 64 << 20

  private static func log(_ ledger: LedgerFacts) -> DoctorFinding? {
    guard ledger.logBytes > largestLog else { return nil }
    return DoctorFinding(
      .warning, "log-large", ledger.path + "-wal",
      seen: Words(
        "el diario del libro tiene \(ledger.logBytes >> 20) MiB",
        "the write-ahead log has \(ledger.logBytes >> 20) MiB"),
      cause: Words(
        "un programa lee el libro sin terminar nunca, y el diario no se puede vaciar",
        "a program reads the ledger without an end, so that the log cannot be emptied"),
      command: "fuser -v \(ledger.path) && systemctl restart cabinad")
  }

  private static let twoDays: Int64 = 2 * 86_400

  private static func backup(_ ledger: LedgerFacts) -> DoctorFinding? {
    guard ledger.knowsBackups, ledger.reading == .sound else { return nil }
    let seen: Words
    if let age = ledger.backupAge {
      guard age > twoDays else { return nil }
      seen = Words(
        "la última copia del libro tiene \(age / 86_400) días",
        "the last copy of the ledger is \(age / 86_400) days old")
    } else {
      // A ledger of yesterday has had no night yet.
      guard ledger.age ?? 0 > twoDays else { return nil }
      seen = Words("no hay ninguna copia del libro", "there is no copy of the ledger")
    }
    return DoctorFinding(
      .warning, "backup-old", ledger.path, seen: seen,
      cause: Words(
        "la copia de cada noche no está habilitada o falla",
        "the copy of each night is not enabled, or fails"),
      command: "systemctl enable --now cabina-backup.timer && systemctl start cabina-backup")
  }

  private static func onDisk(_ disk: DiskFacts, of path: String) -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    let percent = disk.totalBytes == 0 ? 100 : disk.freeBytes * 100 / disk.totalBytes
    let isFull = disk.freeBytes < 16 << 20
    if isFull || (percent < 5 && disk.freeBytes < 1 << 30) {
      findings.append(
        DoctorFinding(
          isFull ? .fault : .warning, "disk-space", path,
          seen: Words(
            "en su disco quedan \(disk.freeBytes >> 20) MiB (\(percent) %)",
            "\(disk.freeBytes >> 20) MiB (\(percent) %) are left on its disk"),
          cause: Words(
            "un disco lleno detiene las llamadas: nada se promete que no se pueda anotar",
            "a full disk stops the calls: nothing is promised that cannot be written down"),
          command: "du -xh --max-depth=2 / | sort -h | tail; journalctl --vacuum-size=50M"))
    }
    if disk.totalFiles > 0, disk.freeFiles * 100 < disk.totalFiles {
      findings.append(
        DoctorFinding(
          .warning, "disk-files", path,
          seen: Words(
            "en su disco caben solo \(disk.freeFiles) archivos más",
            "its disk has room for \(disk.freeFiles) files more"),
          cause: Words("hay demasiados archivos pequeños", "there are too many small files"),
          command: "du -x --inodes --max-depth=2 / | sort -n | tail"))
    }
    if disk.isReadOnly {
      findings.append(
        DoctorFinding(
          .fault, "disk-read-only", path,
          seen: Words("su disco está montado solo para leer", "its disk is mounted read-only"),
          cause: Words(
            "el núcleo lo hace cuando el disco falla; también puede estar dicho en /etc/fstab",
            "the kernel does so when a disk fails; /etc/fstab may say so too"),
          command:
            "dmesg | grep -i error | tail; mount -o remount,rw $(df --output=target \(path) | "
            + "tail -1)"
        ))
    }
    if let errors = disk.errorCount, errors > 0 {
      findings.append(
        DoctorFinding(
          .warning, "disk-errors", path,
          seen: Words(
            "el sistema de archivos ha contado \(errors) errores",
            "the file system has counted \(errors) errors"),
          cause: Words(
            "el disco falla o falló: haga una copia del libro y revíselo",
            "the disk fails, or did: make a copy of the ledger, and check it"),
          command: "cabinactl backup /root/cabina.sqlite; dmesg | grep -i ext4"))
    }
    if let wear = disk.wear, wear > 1 {
      findings.append(
        DoctorFinding(
          wear > 2 ? .fault : .warning, "disk-worn", path,
          seen: Words(
            wear > 2 ? "la memoria está gastada" : "la memoria está casi gastada",
            wear > 2 ? "the flash memory is worn out" : "the flash memory is nearly worn out"),
          cause: Words(
            "ha usado su reserva de bloques: cámbiela antes de que falle",
            "it has used up its spare blocks: replace it before it fails"),
          command: "cabinactl backup /root/cabina.sqlite"))
    }
    return findings
  }
}
