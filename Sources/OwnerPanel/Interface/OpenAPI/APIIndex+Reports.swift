import Notation

/// Balance, reports and settings.
extension APIIndex {
  static let reports: [Entry] = [
    Entry(
      .get, "/statement", named: "readStatement", of: .reports,
      Words(
        "Los movimientos de un mes: pagos y costo por día, con el saldo de antes y después.",
        "What moved in a month: payments, and the cost of each day, with the balance before and "
          + "after."),
      usage: Words("?month=2006-10.", "?month=2006-10."),
      parameters: [
        .query(
          "month", "Of the shop's calendar; left out: this one.",
          .text("Year and month.", pattern: "^[0-9]{4}-[0-9]{2}$", examples: "2006-10"))
      ],
      answer: APIContent(
        .statement,
        [
          "a month":
            #"{\#(pesos),"month":"2006-10","opening":"1000","closing":"51856","paid":"51000","#
            + #""cost":"144","days":[{"day":"2006-10-27","cost":"144"}],"payments":[]}"#
        ]), refusals: [.badQuery("month: 2006-10"), .starting] + .ofPriceReading),
    Entry(
      .get, "/report", named: "readReport", of: .reports,
      Words("Lo que sumaron las llamadas.", "What calls came to."),
      usage: Words(
        "?from=2006-10-01&to=2006-10-31 o &period=day|week|month|year; "
          + "&by=booth|destination|day|hour da sus filas.",
        "?from=2006-10-01&to=2006-10-31 or &period=day|week|month|year; "
          + "&by=booth|destination|day|hour gives its rows."),
      parameters: [
        .query("from", "The first day.", APIComponent.day.reference),
        .query("to", "The last day.", APIComponent.day.reference),
        .query(
          "period", "That of the day «from», of today where that is not said.",
          .choice("In place of «to».", ["day", "week", "month", "year"])),
        .query(
          "by", "What the rows are of.",
          .choice("Left out: no rows.", ReportGrouping.allCases.map(\.rawValue))),
      ],
      answer: APIContent(
        .report,
        [
          "by booth":
            #"{\#(pesos),"from":"2006-10-01","to":"2006-10-31","total":{\#(sums)},"before":{\#(sums)},"#
            + #""beforeUntil":"2006-10-01T04:00:00.000Z","by":"booth","rows":[{"booth":"4312","name":"CABINA 01",\#(sums)}]}"#
        ]),
      refusals: [.badQuery("by: booth, destination, day, hour"), .starting] + .ofPriceReading),
    Entry(
      .get, "/settings", named: "readSettings", of: .reports,
      Words(
        "Cómo está hecho el locutorio: lo que dice el archivo de la central y lo que el dueño cambió.",
        "How the shop is made up: what the box's file says and what the owner has changed."),
      answer: APIContent(
        .settings,
        [
          "one booth":
            #"{"file":"/etc/cabina/cabina.conf","restartNeeded":false,"booths":[{"number":"4312","#
            + #""name":"MESÓN","line":1,"board":null,"paysBefore":false}],"#
            + #""own":{"shopName":null,"language":null,"#
            + #""boothNames":[{"booth":"4312","name":"MESÓN"}]},"sections":["#
            + #"{"section":"shop","items":[{"key":"coin","what":"Smallest coin","value":"$ 10"}]}]}"#
        ])),
    Entry(
      .post, "/settings", named: "setSetting", of: .reports,
      Words(
        "Cambia un nombre o el idioma de la página, en lugar de lo que dice el archivo; \"\" lo devuelve "
          + "a eso.",
        "Changes a name or the page's language, in place of what the file says; \"\" gives it back to "
          + "that."),
      usage: Words(
        #"{"booth":"4312","boothName":"MESÓN"}"#, #"{"booth":"4312","boothName":"MESÓN"}"#),
      body: APIContent(
        .newSetting,
        [
          "a booth": #"{"booth":"4312","boothName":"MESÓN"}"#,
          "the shop": #"{"shopName":"LOCUTORIO CENTRAL"}"#, "the page": #"{"language":"es"}"#,
          "as in the file": #"{"shopName":""}"#,
        ]),
      answer: .done, refusals: [.noSuchBooth("4399")] + .ofPriceChange),
    Entry(
      .get, "/balance-warning", named: "readBalanceWarning", of: .reports,
      Words(
        "Bajo qué saldo avisa cada página.", "Below which balance every page warns."),
      answer: APIContent(.balanceWarning, ["five thousand": #"{"amount":"5000"}"#])),
    Entry(
      .post, "/balance-warning", named: "setBalanceWarning", of: .reports,
      Words("Lo cambia; \"\" lo quita.", "Changes it; \"\" takes it away."),
      usage: Words(#"{"amount":"5000"}"#, #"{"amount":"5000"}"#),
      body: APIContent(
        .newBalanceWarning, ["five thousand": #"{"amount":"5000"}"#, "none": #"{"amount":""}"#]),
      answer: .done, refusals: [.starting] + .ofPriceChange),
  ]

  private static let pesos = #""currency":{"code":"CLP","symbol":"$","decimals":0}"#

  private static let sums =
    #""calls":26,"answered":20,"uncharged":1,"emergencies":0,"seconds":1020,"charged":"2270","#
    + #""collected":"2000","due":"270","waived":"0","cost":"1130","margin":"1140""#
}
