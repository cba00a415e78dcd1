import Notation

/// What the report says.
enum ReportPhrase: Worded, Hashable, CaseIterable {
  case title, period, day, week, month, year, range, from, to, toHelp
  case today, yesterday, thisWeek, lastWeek, thisMonth, lastMonth, thisYear, earlier, later
  case summary, difference, against, soFar
  case calls, answered, time, charged, collected, due, waived, uncharged, emergencies, cost, profit
  case margin, ofCharges
  case booths, destinations, days, months, hours, booth, destination, prefix, hour, total, others
  case csv, noCalls, notEnded
  case chartOfDays, chartOfMonths, chartOfHours, callsOfHours, chartHelp, averageCall, unknown
  case figure, nothingBefore, costIsCharge, fewer

  var words: Words {
    switch self {
    case .title:
      Words("Informe de llamadas liquidado en pesos", "Report of calls, settled in pesos")
    case .period: Words("Período", "Period")
    case .day: Words("Día", "Day")
    case .week: Words("Semana", "Week")
    case .month: Words("Mes", "Month")
    case .year: Words("Año", "Year")
    case .range: Words("Varios días", "Several days")
    case .from: Words("Desde", "From")
    case .to: Words("Hasta", "To")
    case .toHelp: Words("(si son varios días)", "(of several days)")
    case .today: Words("Hoy", "Today")
    case .yesterday: Words("Ayer", "Yesterday")
    case .thisWeek: Words("Esta semana", "This week")
    case .lastWeek: Words("Semana pasada", "Last week")
    case .thisMonth: Words("Este mes", "This month")
    case .lastMonth: Words("Mes pasado", "Last month")
    case .thisYear: Words("Este año", "This year")
    case .earlier: Words("Anterior", "Previous")
    case .later: Words("Siguiente", "Next")
    case .summary: Words("Resumen", "Summary")
    case .soFar: Words("hasta ahora", "so far")
    case .difference: Words("Diferencia", "Difference")
    case .against: Words("con", "from")
    case .calls: Words("Llamadas", "Calls")
    case .answered: Words("Contestadas", "Answered")
    case .time: Words("Minutos", "Minutes")
    case .charged: Words("Cobro", "Charged")
    case .collected: Words("Cobrado", "Collected")
    case .due: Words("Por cobrar", "To collect")
    case .waived: Words("Anulado", "Waived")
    case .uncharged: Words("Sin cobro o anuladas", "Uncharged or waived")
    case .emergencies: Words("De ellas, de emergencia", "Of those, emergencies")
    case .cost: Words("Costo del proveedor", "Provider's cost")
    case .profit: Words("Ganancia", "Profit")
    case .margin: Words("Margen", "Margin")
    case .ofCharges: Words("% del cobro", "% of charges")
    case .booths: Words("Por cabina", "By booth")
    case .destinations: Words("Por destino", "By destination")
    case .days: Words("Por día", "By day")
    case .months: Words("Por mes", "By month")
    case .hours: Words("Por hora del día", "By hour of the day")
    case .booth: Words("Cabina", "Booth")
    case .destination: Words("Destino", "Destination")
    case .prefix: Words("Prefijo", "Prefix")
    case .hour: Words("Hora", "Hour")
    case .total: Words("Total", "Total")
    case .others: Words("Otros destinos", "Other destinations")
    case .csv: Words("Planilla (CSV)", "Spreadsheet (CSV)")
    case .noCalls: Words("No hubo llamadas en este período.", "There were no calls in this period.")
    case .notEnded:
      Words(
        "Llamadas terminadas, cada una a la hora en que empezó.",
        "Calls that have ended, each at the hour it began.")
    case .chartOfDays: Words("Cobro por día", "Charged by day")
    case .chartOfMonths: Words("Cobro por mes", "Charged by month")
    case .chartOfHours: Words("Cobro por hora del día", "Charged by hour of the day")
    case .callsOfHours: Words("Llamadas por hora del día", "Calls by hour of the day")
    case .chartHelp:
      Words("Las cifras están en la tabla.", "The figures are in the table.")
    case .averageCall: Words("Cobro por llamada contestada", "Charged per answered call")
    case .unknown: Words("Destino desconocido", "Unknown destination")
    case .figure: Words("Cifra", "Figure")
    case .nothingBefore:
      Words(
        "En el período anterior no hubo llamadas.", "There were no calls in the period before.")
    case .costIsCharge:
      Words(
        "Sin los precios del proveedor, el costo se cuenta igual al cobro y no hay ganancia. Se cargan "
          + "en:",
        "Without the provider's prices a call is taken to cost what it is charged, and there is no "
          + "margin. They are loaded at:")
    case .fewer:
      Words(
        "En una pantalla ancha, impreso y en la planilla hay más columnas.",
        "On a wide screen, on paper and in the spreadsheet there are more columns.")
    }
  }
}
