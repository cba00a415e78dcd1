/// How much of BLP/1 a board does («Conformance levels» of the specification). A display board and
/// a metering board are minimum boards first.
package enum ConformanceLevel: String, Sendable, CaseIterable {
  case minimum
  case display
  case metering
}
