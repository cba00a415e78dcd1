/// An answer too long to be made at once: a piece is asked for whenever the client has taken the one
/// before. Each is read on the panel's own thread, so it takes a few milliseconds at most.
protocol AnswerPieces: Sendable {
  /// The next piece, best of 16 to 64 KiB; nil: that was all. What is thrown breaks the answer off,
  /// so that the client knows that it is not whole.
  mutating func next() throws -> [UInt8]?
}
