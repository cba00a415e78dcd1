import Notation

/// What the pages about prices say.
enum PricePhrase: Worded, Hashable, CaseIterable {
  // The lists.
  case prefixes, deck, markup, quote, parts
  case prefix, description, unit, value, cost, raised, ownFirst, overCost, minutes, seconds
  case everyNumber
  case moreConditions, conditions
  case startsWith, textSearch, nothingFound, noPrefixes, noDeck, fromTheStart
  case tick, tickAll, tickNone, deleteTicked, importFile, exportCSV, exportJSON5
  // Deleting.
  case deletion, deleteLead, nothingTicked, goneAlready, deleteNow, keep
  // One prefix.
  case newPrefix, editPrefix, prefixHelp, forAll, descriptionHelp, billingUnit, valueHelp
  case accept, acceptAndNew, list, delete, priceIt, belowCost
  case advanced, fee, feeHelp, firstBlock, firstBlockHelp, increment, incrementHelp, grace,
    graceHelp, graceShort
  case maximum, maximumHelp, steps, stepsLead, step, stepAfter, stepPrice, stepIncrement
  case bands, bandsLead, band, days, from, to, bandPrice, bandFee
  case tooMuch, tooMuchLead
  case noSuch, createIt, changed, changedLead, inTheList, typed, seeIt, goneMeanwhile

  var words: Words {
    switch self {
    case .prefixes: Words("Listado de prefijos", "List of prefixes")
    case .deck: Words("Lista del proveedor", "Provider's list")
    case .markup: Words("% ganancia", "% markup")
    case .quote: Words("¿Cuánto cuesta llamar a…?", "What does a call to… cost?")
    case .parts: Words("Precios", "Prices")
    case .prefix: Words("Prefijo", "Prefix")
    case .description: Words("Descripción", "Description")
    case .unit: Words("Unidad", "Unit")
    case .value: Words("Precio", "Price")
    case .cost: Words("Costo del proveedor", "Provider's cost")
    case .raised: Words("Con ganancia", "With markup")
    case .ownFirst:
      Words(
        "Si hay un prefijo propio, manda ese precio.",
        "Where there is a prefix of your own, its price counts.")
    case .overCost: Words("sobre el costo", "over the cost")
    case .minutes: Words("minutos", "minutes")
    case .seconds: Words("segundos", "seconds")
    case .everyNumber: Words("(todos)", "(any)")
    case .moreConditions: Words("con más condiciones", "with more conditions")
    case .conditions: Words("Condiciones", "Conditions")
    case .startsWith: Words("Prefijo que empieza con", "Prefix that begins with")
    case .textSearch: Words("Texto en la descripción", "Text in the description")
    case .nothingFound: Words("Ningún prefijo coincide.", "No prefix matches.")
    case .noPrefixes:
      Words(
        "Todavía no hay prefijos. Lo que no tiene prefijo se cobra por la lista del proveedor.",
        "There are no prefixes yet. What has none is charged by the provider's list.")
    case .noDeck:
      Words(
        "No hay lista del proveedor: como costo de cada llamada se toma lo que se cobra por ella.",
        "There is no provider's list: the cost of each call is taken to be its charge.")
    case .fromTheStart: Words("Ver desde el comienzo", "Show from the beginning")
    case .tick: Words("Marcar", "Tick")
    case .tickAll: Words("Marcar todos", "Tick all")
    case .tickNone: Words("Desmarcar todos", "Tick none")
    case .deleteTicked: Words("Borrar los marcados", "Delete the ticked")
    case .importFile: Words("Importar", "Import")
    case .exportCSV: Words("Exportar CSV", "Export CSV")
    case .exportJSON5: Words("Exportar JSON5", "Export JSON5")
    case .deletion: Words("Borrar prefijos", "Delete prefixes")
    case .deleteLead:
      Words(
        "Se borran todos estos o ninguno. Sus números se cobran después por un prefijo más corto o por "
          + "la lista del proveedor; sin ellos, no se puede llamar.",
        "All of these are deleted or none. Their numbers are charged by a shorter prefix or by the "
          + "provider's list afterwards; without either they cannot be called.")
    case .nothingTicked: Words("No se marcó ningún prefijo.", "No prefix was ticked.")
    case .goneAlready: Words("Ya no están en la lista:", "No longer in the list:")
    case .deleteNow: Words("Borrar", "Delete")
    case .keep: Words("No borrar", "Keep")
    case .newPrefix: Words("Nuevo prefijo", "New prefix")
    case .editPrefix: Words("Prefijo", "Prefix")
    case .prefixHelp:
      Words(
        "Las primeras cifras de los números; vale el prefijo más largo.",
        "The first digits of the numbers; the longest prefix counts.")
    case .forAll:
      Words(
        "El precio es para todos los números sin otro prefijo, también los del proveedor",
        "The price is for every number without another prefix, those of the provider's list too")
    case .descriptionHelp:
      Words(
        "La ven usted y el cliente; si queda vacía, ven el prefijo.",
        "You and the customer see it; left empty, both see the prefix.")
    case .billingUnit: Words("Unidad de cobro", "Charged by")
    case .valueHelp:
      Words(
        "Por unidad; sin más condiciones se cobra al segundo.",
        "For each; without more conditions it is billed by the second.")
    case .accept: Words("Aceptar", "Accept")
    case .acceptAndNew: Words("Aceptar y crear otro", "Accept and add another")
    case .list: Words("Listado", "List")
    case .delete: Words("Borrar", "Delete")
    case .belowCost:
      Words(
        "Ojo: este precio es menor que el costo del proveedor de llamar a",
        "Mind: this price is less than the provider's cost of calling")
    case .priceIt: Words("Ponerle precio", "Give it a price")
    case .advanced: Words("Más condiciones", "More conditions")
    case .fee: Words("Cargo de conexión", "Connection fee")
    case .feeHelp: Words("Se suma a cada llamada contestada.", "Added to each answered call.")
    case .firstBlock: Words("Primer bloque (seg)", "First block (s)")
    case .firstBlockHelp:
      Words("Se cobra entero; 60: un minuto como mínimo.", "Billed whole; 60: at least a minute.")
    case .increment: Words("Después, de a (seg)", "Then in steps of (s)")
    case .incrementHelp:
      Words("1: al segundo. 60: por minuto completo.", "1: by the second. 60: by the full minute.")
    case .grace: Words("Gracia (seg)", "Grace (s)")
    case .graceShort: Words("Gracia", "Grace")
    case .graceHelp:
      Words("Una llamada que no dura más es gratis.", "A call that lasts no longer is free.")
    case .maximum: Words("Cobro máximo", "Maximum charge")
    case .maximumHelp: Words("Por llamada, sin el cargo de conexión.", "A call, without the fee.")
    case .steps: Words("Tramos", "Steps")
    case .stepsLead:
      Words(
        "Otro precio por unidad después de algunos segundos hablados.",
        "Another price for the unit after some seconds of talk.")
    case .step: Words("Tramo", "Step")
    case .stepAfter: Words("Después de (seg)", "After (s)")
    case .stepPrice: Words("Precio", "Price")
    case .stepIncrement: Words("De a (seg)", "In steps of (s)")
    case .bands: Words("Horarios", "Hours")
    case .bandsLead:
      Words(
        "Otro precio por unidad a ciertas horas; el primero que corresponde vale. Los bloques son los "
          + "de arriba, los tramos no corren. Un cargo de conexión vacío es el de arriba.",
        "Another price for the unit at some hours; the first that fits counts. Its blocks are those "
          + "above, the steps do not apply. An empty connection fee is the one above.")
    case .band: Words("Horario", "Hours")
    case .days: Words("Días", "Days")
    case .from: Words("Desde", "From")
    case .to: Words("Hasta", "Until")
    case .bandPrice: Words("Precio", "Price")
    case .bandFee: Words("Cargo de conexión", "Connection fee")
    case .noSuch:
      Words("La lista no tiene el prefijo", "The list has no prefix")
    case .createIt: Words("Crearlo", "Add it")
    case .changed:
      Words(
        "Otra persona cambió este prefijo mientras usted lo editaba. Lo suyo todavía no está guardado.",
        "Somebody else changed this prefix while you edited it. What you typed is not saved yet.")
    case .changedLead:
      Words(
        "«Aceptar» guarda lo que usted escribió en lugar de lo que hay ahora.",
        "«Accept» saves what you typed in place of what is there now.")
    case .inTheList: Words("Ahora en la lista", "In the list now")
    case .typed: Words("Lo que usted escribió", "What you typed")
    case .seeIt: Words("Dejar lo que hay", "Leave what is there")
    case .goneMeanwhile:
      Words(
        "Otra persona borró este prefijo mientras usted lo editaba. «Aceptar» lo crea de nuevo.",
        "Somebody else deleted this prefix while you edited it. «Accept» adds it again.")
    case .tooMuch:
      Words(
        "Este precio tiene más de lo que cabe en el formulario", "More than the form has room for")
    case .tooMuchLead:
      Words(
        "Se cambia en un archivo: exporte el listado en JSON5, corrija esta línea e impórtelo de nuevo. "
          + "El formulario no lo toca.",
        "It is changed in a file: export the list as JSON5, change this line and import it again. The "
          + "form leaves it alone.")
    }
  }
}
