enum Version {
  /// The daemon's own: they are built together.
  static let text = "0.1"
}
