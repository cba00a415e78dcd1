import BoothControl
import Notation
import Rating

/// What a request came to when it is not simply answered: an action's result or an error.
enum Outcome: Error, Hashable, Sendable {
  case done
  /// When it was written down.
  case paid(WallTime)
  case collected(Ticket)
  /// The number that was asked for.
  case noSuchBooth(String)
  case noSuchCall(Int64)
  case noSuchTicket(Int64)
  case noCall
  case emergencyCall
  case keyTaken
  case nothingToCollect
  /// What is due; below zero: to be given back.
  case otherDue(Money)
  case tooLittle(due: Money)
  case notInCoins(coin: Money)
  /// What there may be at most, in whole units of the currency.
  case tooMuch(Int64)
  case callInProgress
  case accountChanging
  case collectFirst
  case callOpen
  case notFlagged
  case alreadyReviewed
  case onTicket(Int64)
  /// What the number plan makes of the number.
  case noRate(NumberClass)
  case noSuchPrefix(String)
  case prefixTaken(String)
  case prefixChanged(String)
  case notInColumns(String)
  case noSuchRecord
  case noSuchList(String)
  case noSuchImport
  case importRunning(Words)
  case badFile(PriceFileFault)
  case fileForgotten
  case tooHighWithMarkup(Words)
  case wrongRowCount(String)
  case notStored(String)
  case noAnswer
  case notFound
  case methodNotAllowed
  case wrongHost
  case otherOrigin
  case badQuery(String)
  /// The same of what a person typed: what it is, and what was expected.
  case mistyped(Words)
  case badBody(String)
  /// The same of a value that a person may have typed: what it is, and what was expected.
  case badValue(Words)
  case correctionWithoutReference
  /// A call that is not flagged is waived with a reason only.
  case waiverWithoutNote
  case notJSON
  case listUnreadable(String)
  case tooManyStreams
  case tooManyWaiting
  /// What is to be followed ends before the number that was given: with this one.
  case afterLastEvent(Int64)
  case tooManyDownloads
  /// Of so many bytes at most.
  case fileTooLarge(Int)
  /// As much as may be asked of core and ledger at a time is asked and not answered yet.
  case busy
  case starting
  case access(AccessRefusal)
  case technician(TechnicianRefusal)
  /// Who asks is not logged in.
  case loginNeeded
  /// The password was right before, the role does not reach so far.
  case notAllowed
  /// Who connects to the daemon's socket is in none of the groups that may.
  case localStranger(LocalStranger)
  /// A change that no page of the user's own asked for.
  case wrongToken
  /// Too many wrong passwords; seconds until the next try.
  case tooManyTries(Int64)
  /// Users are given passwords after the first owner has one.
  case setUpFirst

  /// `booth`: that was asked for; empty: none.
  init(_ result: OwnerActionResult, booth: String = "") {
    self =
      switch result {
      case .done: .done
      case .paid(let time): .paid(time)
      case .collected(let ticket): .collected(ticket)
      case .noSuchBooth: .noSuchBooth(booth)
      case .noCall: .noCall
      case .emergencyCall: .emergencyCall
      case .keyTaken: .keyTaken
      case .nothingToCollect: .nothingToCollect
      case .otherDue(let due): .otherDue(due)
      case .tooLittle(let due): .tooLittle(due: due)
      case .notInCoins(let coin): .notInCoins(coin: coin)
      case .tooMuch(let limit): .tooMuch(limit.micros / 1_000_000)
      case .callInProgress: .callInProgress
      case .accountChanging: .accountChanging
      case .collectFirst: .collectFirst
      case .notStored(let reason): .notStored(reason)
      }
  }

  init(_ refusal: LedgerRefusal) {
    self =
      switch refusal {
      case .badContent(let detail): .badBody(detail)
      case .badFile(let fault): .badFile(fault)
      case .fileForgotten: .fileForgotten
      case .tooHighWithMarkup(_, let words): .tooHighWithMarkup(words)
      case .noSuchPrefix(let prefix): .noSuchPrefix("«\(prefix)»")
      case .prefixTaken(let prefix): .prefixTaken("«\(prefix)»")
      case .prefixChanged(let row): .prefixChanged("«\(row.tariff.prefix)»")
      case .notInColumns(let prefix): .notInColumns("«\(prefix)»")
      case .noSuchRecord: .noSuchRecord
      case .notAHead(let text):
        .mistyped(
          Words(
            "«\(text.prefix(80))» no es un sello: son un número, dos puntos y el sello, como 17:3f9a…",
            "«\(text.prefix(80))» is no seal: expected a number, a colon and the seal, as 17:3f9a…")
        )
      case .noSuchList(let record): .noSuchList("\(record)")
      case .noSuchImport: .noSuchImport
      case .importRunning(let holder): .importRunning(holder)
      case .wrongRowCount(let found, let expected): .wrongRowCount("\(found) ≠ \(expected)")
      case .notStored(let reason): .notStored(reason)
      case .unreadable(let reason): .listUnreadable(reason)
      }
  }

  var isDone: Bool { status == .ok }

  var status: HTTPStatus {
    switch self {
    case .done, .paid, .collected: .ok
    case .noSuchBooth, .noSuchCall, .noSuchTicket, .noSuchPrefix, .noSuchRecord, .noSuchList,
      .noSuchImport, .noRate, .notFound:
      .notFound
    case .noCall, .emergencyCall, .keyTaken, .nothingToCollect, .otherDue, .tooLittle, .notInCoins,
      .tooMuch, .callInProgress, .accountChanging, .collectFirst, .callOpen, .notFlagged,
      .alreadyReviewed, .onTicket, .prefixTaken, .prefixChanged, .notInColumns, .importRunning,
      .fileForgotten, .afterLastEvent, .wrongRowCount:
      .conflict
    case .notStored, .listUnreadable, .tooManyStreams, .tooManyWaiting, .tooManyDownloads, .busy,
      .starting:
      .serviceUnavailable
    case .fileTooLarge: .contentTooLarge
    case .noAnswer: .gatewayTimeout
    case .methodNotAllowed: .methodNotAllowed
    case .wrongHost: .misdirectedRequest
    case .otherOrigin: .forbidden
    case .badQuery, .mistyped, .badBody, .badValue, .badFile, .tooHighWithMarkup,
      .correctionWithoutReference, .waiverWithoutNote:
      .badRequest
    case .notJSON: .unsupportedMediaType
    case .access(let refusal): refusal.status
    case .technician(let refusal): refusal.status
    case .loginNeeded: .unauthorized
    case .notAllowed, .localStranger, .wrongToken: .forbidden
    case .tooManyTries: .tooManyRequests
    case .setUpFirst: .conflict
    }
  }

  /// For programs; part of the API.
  var code: String {
    switch self {
    case .done, .paid, .collected: "done"
    case .noSuchBooth: "no_such_booth"
    case .noSuchCall: "no_such_call"
    case .noSuchTicket: "no_such_ticket"
    case .noCall: "no_call"
    case .emergencyCall: "emergency_call"
    case .keyTaken: "key_taken"
    case .nothingToCollect: "nothing_to_collect"
    case .otherDue: "other_due"
    case .tooLittle: "too_little"
    case .notInCoins: "not_in_coins"
    case .tooMuch: "too_much"
    case .callInProgress: "call_in_progress"
    case .accountChanging: "account_changing"
    case .collectFirst: "collect_first"
    case .callOpen: "call_open"
    case .notFlagged: "not_flagged"
    case .alreadyReviewed: "already_reviewed"
    case .onTicket: "on_ticket"
    case .noRate: "no_rate"
    case .noSuchPrefix: "no_such_prefix"
    case .prefixTaken: "prefix_taken"
    case .prefixChanged: "prefix_changed"
    case .notInColumns: "not_in_columns"
    case .noSuchRecord: "no_such_record"
    case .noSuchList: "no_such_list"
    case .noSuchImport: "no_such_import"
    case .importRunning: "import_running"
    case .fileForgotten: "file_forgotten"
    case .wrongRowCount: "wrong_row_count"
    case .notStored: "not_stored"
    case .noAnswer: "no_answer"
    case .notFound: "not_found"
    case .methodNotAllowed: "method_not_allowed"
    case .wrongHost: "wrong_host"
    case .otherOrigin: "other_origin"
    case .badQuery, .mistyped: "bad_query"
    case .badBody, .badValue, .badFile, .tooHighWithMarkup: "bad_body"
    case .correctionWithoutReference: "correction_without_reference"
    case .waiverWithoutNote: "waiver_without_note"
    case .notJSON: "not_json"
    case .listUnreadable: "list_unreadable"
    case .tooManyStreams: "too_many_streams"
    case .tooManyWaiting: "too_many_waiting"
    case .afterLastEvent: "after_last_event"
    case .tooManyDownloads: "too_many_downloads"
    case .fileTooLarge: "file_too_large"
    case .busy: "busy"
    case .starting: "starting"
    case .access(let refusal): refusal.code
    case .technician(let refusal): refusal.code
    case .loginNeeded: "login_needed"
    case .notAllowed: "not_allowed"
    case .localStranger: "local_stranger"
    case .wrongToken: "wrong_token"
    case .tooManyTries: "too_many_tries"
    case .setUpFirst: "set_up_first"
    }
  }

  /// What the daemon said, for the technician; shown as it is.
  var detail: String? {
    switch self {
    case .notStored(let detail), .badQuery(let detail), .badBody(let detail),
      .listUnreadable(let detail), .noSuchList(let detail), .noSuchPrefix(let detail),
      .prefixTaken(let detail), .prefixChanged(let detail), .notInColumns(let detail),
      .wrongRowCount(let detail):
      detail
    case .onTicket(let number): String(number)
    case .access(let refusal): refusal.detail
    default: sum?.decimalText
    }
  }

  /// The sum that the words end with; nil: they end with none.
  var sum: Money? {
    switch self {
    // Below zero it is given back, as the words say.
    case .otherDue(let due): due < .zero ? .zero - due : due
    case .tooLittle(let due): due
    case .notInCoins(let coin): coin
    default: nil
    }
  }
}

extension Outcome: Worded {
  var words: Words {
    switch self {
    case .done, .paid, .collected: Words("Hecho.", "Done.")
    case .noSuchBooth(let number):
      Words(
        "No hay una cabina «\(number.prefix(40))».", "There is no booth «\(number.prefix(40))».")
    case .noSuchCall(let number):
      Words("No hay una llamada \(number).", "There is no call \(number).")
    case .noSuchTicket(let number):
      Words("No hay un ticket \(number).", "There is no ticket \(number).")
    case .noSuchRecord:
      Words("No hay un registro con ese número.", "The audit has no record of this number.")
    case .noSuchList:
      Words(
        "No se guarda la lista que esa carga reemplazó, o el registro no es una carga de ella:",
        "The list that this import replaced is not kept, or the record is no import of it:")
    case .noCall: Words("La cabina no tiene una llamada.", "The booth has no call.")
    case .emergencyCall:
      Words("Una llamada de emergencia no se corta.", "An emergency call is not cut off.")
    case .keyTaken:
      Words(
        "Otro pedido tiene esa clave; nada cambió.",
        "Another request has this key; nothing was changed.")
    case .nothingToCollect:
      Words("La cabina no debe nada ni tiene crédito.", "The booth owes nothing and has no credit.")
    case .otherDue(let due) where due < .zero:
      Words(
        "El total ya no es ese; nada se cobró. Hay que devolver:",
        "Something else is due now; nothing was collected. To be given back:")
    case .otherDue:
      Words(
        "El total ya no es ese; nada se cobró. Son:",
        "Something else is due now; nothing was collected. It is:")
    case .tooLittle:
      Words(
        "Lo recibido no alcanza; nada se cobró. Son:",
        "That is not enough; nothing was collected. Due is:")
    case .notInCoins:
      Words(
        "No hay monedas para ese monto o su vuelto; nada cambió. La más chica es de:",
        "There are no coins for that amount or its change; nothing was changed. The smallest is:")
    case .tooMuch(let limit):
      Words(
        "Es demasiado: en total puede haber hasta \(Language.spanish.count(limit)); nada cambió.",
        "That is too much: there may be \(Language.english.count(limit)) in all; nothing was changed."
      )
    case .callInProgress:
      Words(
        "La cabina tiene una llamada en curso: espere a que cuelgue.",
        "The booth has a call in progress: wait until it has hung up.")
    case .accountChanging:
      Words(
        "La cuenta cambia en este momento: pídalo de nuevo.",
        "The account is changing at this moment: ask again.")
    case .collectFirst:
      Words(
        "Primero cobre lo que la cabina debe.", "First collect what the booth owes.")
    case .callOpen: Words("La llamada no ha terminado.", "The call has not ended.")
    case .notFlagged:
      Words("La llamada no tiene nada que revisar.", "There is nothing to review about the call.")
    case .alreadyReviewed: Words("La llamada ya fue revisada.", "The call was reviewed before.")
    case .onTicket:
      Words("La llamada ya está cobrada, en el ticket", "The call was collected, by ticket")
    case .noRate(let dialling): Self.unpriced(dialling)
    case .noSuchPrefix:
      Words(
        "La lista no tiene ese prefijo; nada cambió.",
        "The list has no such prefix; nothing was changed.")
    case .prefixTaken:
      Words(
        "La lista ya tiene ese prefijo; nada cambió.",
        "The list has this prefix already; nothing was changed.")
    case .prefixChanged:
      Words(
        "Otra persona cambió este prefijo mientras tanto; nada cambió.",
        "Somebody else changed this prefix meanwhile; nothing was changed.")
    case .notInColumns:
      Words(
        "La lista no cabe en columnas de CSV: este prefijo tiene más que un precio y sus bloques.",
        "The list does not fit into columns of CSV: this prefix is more than a price and its blocks."
      )
    case .noSuchImport:
      Words(
        "No hay tal carga: terminó, o se abandonó tras un minuto sin datos, o cedió a otra tras cinco "
          + "segundos.",
        "There is no such import: it has ended, or was given up after a minute without rows, or "
          + "after five seconds when another change waited.")
    case .importRunning(let holder):
      Words(
        "Hay otra carga en curso: \(holder.spanish)",
        "Another import is under way: \(holder.english)")
    case .badFile(let fault):
      Words(
        "No se puede cargar el archivo; nada cambió. "
          + fault.reasons.map(\.spanish).joined(separator: "; "),
        "The file cannot be imported, and nothing was changed. "
          + fault.reasons.map(\.english).joined(separator: "; "))
    case .fileForgotten:
      Words(
        "El archivo ya no está guardado: se guarda \(WaitingFiles<Never>.minutes) minutos, hasta que "
          + "usted sale o revisa otro. Nada cambió: elíjalo de nuevo.",
        "The file is not kept any more: it is kept for \(WaitingFiles<Never>.minutes) minutes, until "
          + "you log out or check another. Nothing was changed: choose it again.")
    case .tooHighWithMarkup(let words):
      Words(
        "Nada cambió. \(words.spanish)",
        "Nothing was changed: \(words.english)")
    case .wrongRowCount:
      Words(
        "La carga no tiene las filas que dice su fin; nada cambió:",
        "The import has not as many rows as its end says; nothing was changed:")
    case .waiverWithoutNote:
      Words(
        "Diga en la nota por qué no se cobra.", "Say in the note why it is not charged.")
    case .correctionWithoutReference:
      Words(
        "Una corrección, de monto negativo, necesita una referencia.",
        "A correction, of a negative amount, needs a reference.")
    case .notStored:
      Words("No se pudo guardar; nada cambió.", "It could not be stored; nothing was changed.")
    case .noAnswer:
      Words(
        "La central no respondió: vea en el panel si el cambio se hizo.",
        "There was no reply: see on the panel whether it was done.")
    case .notFound: Words("Esta página no existe.", "There is no such page.")
    case .methodNotAllowed:
      Words("Esto no se puede pedir así.", "This cannot be asked for in this way.")
    case .wrongHost:
      Words("Esta dirección no es la de este panel.", "This address is not this panel's.")
    case .otherOrigin:
      Words("El pedido vino de otra página.", "The request came from another page.")
    case .badQuery:
      Words("No se entiende lo que se busca:", "What is looked for is not understood:")
    case .mistyped(let words): words
    case .badBody: Words("No se entiende; nada cambió:", "Not understood, and nothing was changed:")
    case .badValue(let words):
      Words(
        "No se entiende; nada cambió: \(words.spanish)",
        "Not understood, and nothing was changed: \(words.english)")
    case .notJSON: Words("Se esperaba JSON.", "JSON was expected.")
    case .listUnreadable:
      Words("La lista no se puede leer ahora.", "The list cannot be read now.")
    case .tooManyStreams:
      Words("Hay demasiados paneles abiertos.", "There are too many panels open.")
    case .tooManyWaiting:
      Words(
        "Ya esperan demasiados programas o paneles: pídalo de nuevo en un momento.",
        "Too many programs or panels wait already: ask again in a moment.")
    case .afterLastEvent(let last):
      Words(
        "Lo anotado termina en el registro \(last), antes del que usted dice: los datos son una copia "
          + "más antigua, o el número es de otra central.",
        "What is written down ends with record \(last), before the one that you give: the data are an "
          + "older copy, or the number is another box's.")
    case .tooManyDownloads:
      Words(
        "Ya se están bajando otras planillas: espere a que terminen y pídala de nuevo.",
        "Other tables are being downloaded: wait until they are done, and ask again.")
    case .fileTooLarge(let limit):
      Words(
        "El archivo pasa de \(limit >> 20) MiB; nada cambió.",
        "The file has more than \(limit >> 20) MiB; nothing was changed.")
    case .busy:
      Words(
        "La central está ocupada con lo que se pidió antes.",
        "The daemon is busy with what was asked before.")
    case .starting: Words("La central está partiendo.", "The daemon is starting.")
    case .access(let refusal): refusal.words
    case .technician(let refusal): refusal.words
    case .loginNeeded:
      Words("Entre con su nombre y contraseña.", "Log in with your name and password.")
    case .notAllowed:
      Words("Esto lo puede hacer solo el dueño.", "Only the owner may do this.")
    case .localStranger(let stranger): stranger.words
    case .wrongToken:
      Words(
        "El formulario es de otra sesión: cargue la página de nuevo.",
        "The form is of another session: load the page again.")
    case .tooManyTries(let seconds):
      Words(
        "Demasiados intentos: pruebe de nuevo en \(seconds) s.",
        "Too many tries: try again in \(seconds) s.")
    case .setUpFirst:
      Words(
        "Primero se pone la contraseña del dueño, con el código de la central.",
        "First the owner gets a password, with the box's code.")
    }
  }

  /// A number without a price, and what else keeps it from being called.
  private static func unpriced(_ dialling: NumberClass) -> Words {
    let (spanish, english) = ("Destino sin tarifa.", "The number has no price.")
    return switch dialling {
    case .blocked(""):
      Words("\(spanish) Además todo está bloqueado.", "\(english) All numbers are blocked besides.")
    case .blocked(let prefix):
      Words(
        "\(spanish) Además está bloqueado, por «\(prefix)».",
        "\(english) It is blocked besides, by «\(prefix)».")
    case .notANumber:
      Words(
        "\(spanish) El plan de números no lo conoce.",
        "\(english) It is no number of the digit map.")
    case .number, .emergency: Words(spanish, english)
    }
  }
}
