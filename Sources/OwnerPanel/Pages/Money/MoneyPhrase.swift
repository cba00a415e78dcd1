import Notation

/// What is said of the centre's money at its provider.
enum MoneyPhrase: Worded, Hashable, CaseIterable {
  case balanceLow, balanceGone, tellOwner
  case notifyPayment, notifyLead, amount, amountHelp, paidOn, paidOnHelp, reference, referenceHelp
  case savePayment, notAnAmount, notZero, notADay, sure, sureMissing,
    referenceMissing, badReference, notAKey
  case available, reserved, reservedHelp, noBalance, noBalanceLead
  case payments, allPayments, latestPayments, written, paid, who, correction, noPayments, number
  case statement, statementLead, opening, closing, day, movement, amountMoved, balanceAfter
  case callsOfDay, paymentMoved, totalPaid, totalCost, nothingMoved, morePayments
  case warning, warningLead, warnBelow, warnHelp, warnSave, warnOff, warnsBelow, notAbove
  case earlierMonth, laterMonth, newest

  var words: Words {
    switch self {
    case .balanceLow: Words("Queda poco saldo.", "The balance is low.")
    case .balanceGone:
      Words(
        "Sin saldo: solo salen las llamadas de emergencia.",
        "No balance: only emergency calls go out.")
    case .tellOwner: Words("Avise al dueño.", "Tell the owner.")
    case .notifyPayment: Words("Notificar pago", "Record a payment")
    case .notifyLead:
      Words(
        "Lo que se pagó al proveedor: sube el saldo al guardarlo.",
        "What was paid to the provider: the balance rises when it is saved.")
    case .amount: Words("Monto", "Amount")
    case .amountHelp:
      Words(
        "Ej.: 50.000. Para corregir un pago, con signo menos: −5.000.",
        "E.g. 50.000. To correct a payment, with a minus sign: −5.000.")
    case .paidOn: Words("Fecha del pago", "Date of payment")
    case .paidOnHelp: Words("El día en que se pagó.", "The day on which it was paid.")
    case .reference: Words("Referencia", "Reference")
    case .referenceHelp:
      Words(
        "El número de la transferencia, o por qué se corrige.",
        "The transfer's number, or why it is corrected.")
    case .savePayment: Words("Guardar el pago", "Save the payment")
    case .notAnAmount:
      Words(
        "No es un monto: escriba por ejemplo 50.000 o −5.000.",
        "This is no amount: write for example 50.000 or −5.000.")
    case .notZero: Words("El monto no puede ser cero.", "The amount cannot be zero.")
    case .notADay:
      Words(
        "No es un día entre el 01-01-2000 y hoy.", "This is no day from 01-01-2000 to today.")
    case .sure: Words("Sí, quitarlo del saldo", "Yes, take it off the balance")
    case .sureMissing:
      Words(
        "No queda saldo después: las llamadas en curso se cortan y solo se llama a emergencias. "
          + "Marque que es lo que quiere.",
        "No balance is left after it: calls in progress are cut and only emergency numbers connect. "
          + "Tick that you mean it.")
    case .referenceMissing:
      Words("Una corrección dice por qué.", "A correction says why it is made.")
    case .badReference:
      Words("Hasta 120 caracteres.", "At most 120 characters.")
    case .notAKey:
      Words(
        "El formulario está incompleto: cárguelo de nuevo.",
        "The form is not whole: load it again.")
    case .available: Words("Disponible", "Available")
    case .reserved: Words("Reservado", "Reserved")
    case .reservedHelp:
      Words("por las llamadas en curso", "by calls in progress")
    case .noBalance: Words("No se lleva saldo", "No balance is kept")
    case .noBalanceLead:
      Words(
        "El proveedor cobra después: «balance = not-kept» en la configuración.",
        "The provider is paid afterwards: «balance = not-kept» in the configuration.")
    case .payments: Words("Pagos al proveedor", "Payments to the provider")
    case .allPayments: Words("Todos los pagos", "All payments")
    case .latestPayments: Words("Últimos pagos", "Latest payments")
    case .written: Words("Anotado", "Written down")
    case .paid: Words("Pagado", "Paid")
    case .who: Words("Quién", "Who")
    case .correction: Words("Corrección", "Correction")
    case .noPayments: Words("Todavía no hay pagos.", "There are no payments yet.")
    case .number: Words("N.º", "No.")
    case .statement: Words("Movimientos", "Movements")
    case .statementLead:
      Words(
        "Los pagos en el día en que se anotaron; las llamadas, con lo que costaron, en el día en que "
          + "empezaron.",
        "Payments on the day they were written down; calls, with what they cost, on the day they "
          + "began.")
    case .opening: Words("Saldo anterior", "Balance before")
    case .closing: Words("Saldo al final", "Balance at the end")
    case .day: Words("Día", "Day")
    case .movement: Words("Movimiento", "Movement")
    case .amountMoved: Words("Monto", "Amount")
    case .balanceAfter: Words("Saldo", "Balance")
    case .callsOfDay: Words("Llamadas: costo del proveedor", "Calls: provider's cost")
    case .paymentMoved: Words("Pago", "Payment")
    case .totalPaid: Words("Total pagado", "Paid in all")
    case .totalCost: Words("Total de llamadas", "Calls in all")
    case .nothingMoved: Words("Sin movimientos en este mes.", "Nothing moved in this month.")
    case .morePayments:
      Words(
        "Se muestran los primeros \(StatementFigures.paymentLimit) pagos.",
        "The first \(StatementFigures.paymentLimit) payments are shown.")
    case .warning: Words("Aviso de saldo bajo", "Warning of a low balance")
    case .warningLead:
      Words(
        "Cuando el saldo baja de este monto, cada página lo dice.",
        "When the balance falls below this amount, every page says so.")
    case .warnBelow: Words("Avisar cuando baje de", "Warn below")
    case .warnHelp: Words("Vacío: sin aviso.", "Empty: no warning.")
    case .warnSave: Words("Guardar el aviso", "Save the warning")
    case .warnOff: Words("Sin aviso de saldo bajo", "No warning of a low balance")
    case .warnsBelow: Words("Avisa cuando baja de", "Warns below")
    case .notAbove:
      Words("Escriba un monto mayor que cero.", "Write an amount above zero.")
    case .earlierMonth: Words("Mes anterior", "Month before")
    case .laterMonth: Words("Mes siguiente", "Next month")
    case .newest: Words("Los más nuevos", "Newest")
    }
  }
}
