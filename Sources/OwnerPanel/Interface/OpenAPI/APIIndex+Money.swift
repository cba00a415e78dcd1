import BoothControl
import Notation
import Rating

/// Customers' money, quotes, and payments to the provider.
extension APIIndex {
  static let accounts: [Entry] = [
    Entry(
      .get, "/booths/{number}/account", named: "readAccount", of: .accounts,
      Words(
        "Lo que la cabina debe y lo que tiene a favor, con sus llamadas.",
        "What the booth owes and what was paid in advance, with its calls."),
      parameters: [.booth],
      answer: APIContent(
        .accountStatement,
        [
          "paid in advance":
            #"{\#(pesos),"credit":"1000","charged":"227","calls":1,"due":"-770","#
            + #""list":[\#(callExample)]}"#
        ]),
      refusals: [.noSuchBooth("4399")] + .ofReading),
    Entry(
      .post, "/booths/{number}/credit", named: "depositCredit", of: .accounts,
      Words("El cliente paga antes.", "The customer pays in advance."),
      usage: Words(#"{"amount":"1000","key":"…"}"#, #"{"amount":"1000","key":"…"}"#),
      parameters: [.booth],
      body: APIContent(.deposit, ["a thousand pesos": #"{"amount":"1000","key":"7f3a09c1"}"#]),
      answer: .done,
      refusals: [
        .badBody("amount «0»: expected above zero"), .noSuchBooth("4399"), .keyTaken,
        .notInCoins(coin: Money(micros: 10_000_000)), .tooMuch(1_000_000_000), .callInProgress,
        .accountChanging,
        .collectFirst,
      ] + .ofCore),
    Entry(
      .post, "/booths/{number}/collect", named: "collect", of: .accounts,
      Words(
        "Cobra: cierra la cuenta en un ticket; si no se debe «expected», nada cambia.",
        "Collects: closes the account into a ticket; if «expected» is not due, nothing changes."),
      usage: Words(
        #"{"expected":"2500","received":"3000","key":"…"}"#,
        #"{"expected":"2500","received":"3000","key":"…"}"#),
      parameters: [.booth],
      body: APIContent(
        .collection,
        [
          "with change": #"{"expected":"2500","received":"3000","key":"7f3a09c1"}"#,
          "whatever is due": "{}",
        ]),
      answer: APIContent(
        .collected,
        [
          "paid back":
            #"{"result":"done",\#(pesos),"ticket":{\#(ticketMembers)},"toReview":[],"#
            + #""inCall":false}"#
        ]),
      refusals: [
        .noSuchBooth("4399"), .keyTaken, .nothingToCollect, .otherDue(Money(micros: 2_400_000_000)),
        .tooLittle(due: Money(micros: 2_500_000_000)),
        .notInCoins(coin: Money(micros: 10_000_000)), .callInProgress, .accountChanging,
      ] + .ofCore),
    Entry(
      .get, "/tickets", named: "listTickets", of: .accounts,
      Words("Tickets, del más nuevo.", "Tickets, newest first."),
      usage: Words(
        "?booth=4312&from=2006-10-01&to=2006-10-31&size=100&before=«next» de la página "
          + "anterior.",
        "?booth=4312&from=2006-10-01&to=2006-10-31&size=100&before=«next» of the page before."
      ),
      detail: "Pages are turned with «before» and the «next» of the answer until that is null.",
      parameters: [
        .boothFilter,
        .query("from", "Closed on this day or a later one.", APIComponent.day.reference),
        .query("to", "Closed on this day or an earlier one.", APIComponent.day.reference),
        .size(usual: 100),
        .query(
          "before", "Those that are older than this one.",
          .number("Its number.", from: 1, examples: 40)),
      ],
      answer: APIContent(
        .tickets,
        ["one": #"{\#(pesos),"next":null,"tickets":[{\#(ticketMembers),"by":"uid 1000"}]}"#]),
      refusals: [.badQuery("size: 1…500"), .noSuchBooth("4399")] + .ofReading),
    Entry(
      .get, "/tickets/{id}", named: "readTicket", of: .accounts,
      Words("Un ticket con sus llamadas.", "A ticket with its calls."), parameters: [.ticket],
      answer: APIContent(
        .ticketStatement,
        ["one": #"{\#(pesos),\#(ticketMembers),"by":"uid 1000","list":[\#(callExample)]}"#]),
      refusals: [.noSuchTicket(7), .notFound] + .ofReading),
    Entry(
      .get, "/quote", named: "quote", of: .accounts,
      Words(
        "Lo que costaría una llamada, o cuánto dura una suma.",
        "What a call would cost, or how long a sum lasts."),
      usage: Words(
        "?number=1006&seconds=68, o &amount=500; &at=2012-02-02T20:30:00Z.",
        "?number=1006&seconds=68, or &amount=500; &at=2012-02-02T20:30:00Z."),
      detail: "One of «seconds» and «amount» is given.",
      parameters: [
        .query(
          "number", "As it is dialled.", .text("1 to 64 bytes.", length: 1...64, examples: "1006"),
          isRequired: true),
        .query(
          "seconds", "How long it is talked; what would it cost?",
          .text("Decimal.", pattern: #"^[0-9]{1,7}(\.[0-9]{1,6})?$"#, examples: "68", "150.05")),
        .query(
          "amount", "What there is; how long does it last?", APIComponent.askedAmount.reference),
        .query(
          "at", "When it is answered; left out: now.",
          APIComponent.askedTime.reference),
      ],
      answer: APIContent(
        .quote,
        [
          "what it would cost": "{\(explanationMembers),\(quoteMembers)}",
          "how long it lasts": #"{"maximumSeconds":"150",\#(quoteMembers)}"#,
        ]),
      refusals: [.badQuery("number: 1…64"), .noRate(.notANumber), .starting]),
  ]

  private static let pesos = #""currency":{"code":"CLP","symbol":"$","decimals":0}"#

  private static let ticketMembers =
    #""number":7,"booth":"4312","at":"2006-10-27T19:18:14.250Z","credit":"1000","charged":"873","#
    + #""calls":2,"payable":"870","due":"-130","received":null,"change":"130""#

  private static let quoteMembers =
    #""dialling":"number","rated":"1006","blockedBy":null,"markupPercent":null"#

  // MARK: Payments to the provider

  static let payments: [Entry] = [
    Entry(
      .get, "/payments", named: "listPayments", of: .payments,
      Words(
        "Pagos al proveedor, del más nuevo.", "Payments to the provider, newest first."),
      usage: Words(
        "?size=100&before=«next» de la página anterior.",
        "?size=100&before=«next» of the page before."),
      detail: "Pages are turned with «before» and the «next» of the answer until that is null.",
      parameters: [
        .size(usual: 100),
        .query(
          "before", "Those that are older than this one.",
          .number("Its number.", from: 1, examples: 40)),
      ],
      answer: APIContent(
        .payments,
        [
          "one":
            #"{\#(pesos),"next":null,"payments":[{"number":3,"at":"2006-10-27T19:18:14.000Z","#
            + #""paidOn":"2006-10-26","amount":"50000","reference":"transferencia 123","#
            + #""by":"uid 1000"}]}"#
        ]),
      refusals: [.badQuery("size: 1…500")] + .ofReading),
    Entry(
      .post, "/payments", named: "pay", of: .payments,
      Words(
        "Un pago al proveedor. Negativo y con referencia corrige; con la misma clave se hace una sola "
          + "vez; date es el día en que se pagó, hoy si no se dice.",
        "A payment to the provider. Below zero, with a reference, it corrects; under one key it is "
          + "made once; date is the day it was paid, today where it is not said."),
      usage: Words(
        #"application/json: {"amount":"50000","reference":"…","date":"2006-10-26","key":"…"}"#,
        #"application/json: {"amount":"50000","reference":"…","date":"2006-10-26","key":"…"}"#),
      body: APIContent(
        .newPayment,
        [
          "a payment":
            #"{"amount":"50000","reference":"transferencia 123","date":"2006-10-26","#
            + #""key":"7f3a09c1"}"#,
          "a correction": #"{"amount":"-5000","reference":"corrección"}"#,
        ]),
      answer: APIContent(
        .paid,
        [
          "the third one":
            #"{"result":"done",\#(pesos),"payment":{"number":3,"at":"2006-10-27T19:18:14.000Z","#
            + #""paidOn":"2006-10-26","amount":"50000","reference":"transferencia 123","#
            + #""by":"uid 1000"},"balance":"51856"}"#
        ]),
      refusals: [.correctionWithoutReference, .keyTaken, .tooMuch(1_000_000_000_000)] + .ofCore),
  ]
}
