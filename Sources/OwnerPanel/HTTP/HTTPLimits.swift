/// How much a client may send before it is refused. All counts are bytes unless they say otherwise.
package struct HTTPLimits: Hashable, Sendable {
  /// Method, target and version; longer: 414.
  package var requestLine = 4096
  /// All header lines together, with their line ends; more: 431.
  package var headerSection = 16_384
  /// Header lines; more: 431.
  package var headerCount = 64
  /// More: 413.
  package var body = 16_384
  /// Of a file that somebody who may sends where one is expected; more: 413.
  package var fileBody = 8 << 20
  /// Parameters in a query or a form; more: 400.
  package var parameterCount = 32

  package init() {}

  /// What may wait unparsed on one connection: one request of the largest size.
  var buffer: Int { requestLine + headerSection + body }
}
