import Notation

/// Every path of the API. `GET /api/v1` tells it in words:
///
///     {"language":"?lang=es|en","paths":[{"method":"GET","path":"/api/v1/shop","does":"…"}]}
///
/// and `GET /api/v1/openapi.json` in OpenAPI (`APIDocument`), from the same entries.
enum APIIndex {
  static let entries =
    interface + shop + technician + calls + accounts + payments + prices + imports + audit
    + events + reports + access

  private static let interface: [Entry] = [
    Entry(
      .get, "", named: "readIndex", of: .interface, Words("Esta lista.", "This list."),
      answer: APIContent(
        .index,
        [
          "one path":
            #"{"language":"?lang=es|en","paths":[{"method":"GET","path":"/api/v1/shop","#
            + #""does":"The shop now: balance, booths, boards."}]}"#
        ])),
    Entry(
      .get, "/openapi.json", named: "readDocument", of: .interface,
      Words("Lo mismo para programas, en OpenAPI 3.1.", "The same for programs, in OpenAPI 3.1."),
      detail: "It is the same until the program is another: ask again with If-None-Match.",
      answer: APIContent(
        .document,
        [
          "its beginning":
            #"{"openapi":"3.1.1","info":{"title":"Cabina","version":"1"},"paths":{}}"#
        ]), isFixed: true),
  ]

  static func json(in say: Language) -> JSON {
    [
      "language": "?lang=es|en",
      "paths": .array(
        entries.map { entry in
          let texts = [entry.words, entry.usage].compactMap { $0 }.map { say($0) }
          return [
            "method": .text(entry.method.rawValue),
            "path": .text("/api/v1" + entry.path),
            "does": .text(texts.joined(separator: " ")),
          ]
        }),
    ]
  }
}
