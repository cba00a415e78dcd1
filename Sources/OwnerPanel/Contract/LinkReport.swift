import BoothProtocol

/// How the line to a board is, in numbers.
struct LinkReport: Hashable, Sendable {
  /// The device's path.
  var port: String
  /// 24 hexadecimal digits; nil: nobody there has introduced itself.
  var board: String?
  var statistics: LinkStatistics
}

extension TechnicianSource {
  /// Every open port.
  var links: [LinkReport] {
    ports().compactMap { port in
      port.statistics.map {
        LinkReport(
          port: port.path, board: port.board?.identity.uid.description, statistics: $0)
      }
    }
  }
}

extension LinkReport {
  /// What only grows, by its name in the API; in `/metrics` it is `frames_received`.
  var counts: [(name: String, help: String, value: Int)] {
    [
      ("framesReceived", "Good frames from the board.", statistics.framesReceived),
      ("framesSent", "Frames to the board.", statistics.framesSent),
      ("bytesReceived", "Bytes from the board.", statistics.bytesReceived),
      ("bytesSent", "Bytes to the board.", statistics.bytesSent),
      ("crcErrors", "Frames with a wrong checksum.", statistics.crcErrors),
      ("malformed", "What was no frame, or no message, for another reason.", statistics.malformed),
      ("resyncs", "Good frames that came after something bad.", statistics.resyncs),
      ("strayFrames", "Good frames that nobody asked for.", statistics.strayFrames),
      ("duplicateEvents", "Events that came again.", statistics.duplicateEvents),
      ("earlyEvents", "Events that came before their turn.", statistics.earlyEvents),
      ("unknownEvents", "Events that mean nothing here.", statistics.unknownEvents),
      ("retransmissions", "Commands that were sent again.", statistics.retransmissions),
      ("displaysDropped", "Texts that found no room.", statistics.displaysDropped),
      ("sessions", "Sessions that came up.", statistics.sessions),
    ]
  }

  /// What rises and falls.
  var gauges: [(name: String, help: String, value: Int)] {
    [
      ("up", "1 while a board answers.", board == nil ? 0 : 1),
      (
        "driftPartsPerBillion", "How much faster than the box's clock the board's runs.",
        Int(statistics.driftPartsPerBillion)
      ),
      (
        "ringHighWater", "The most events that waited in the board at once.",
        statistics.ringHighWater
      ),
      (
        "roundTripMicroseconds", "From a command to its answer, smoothed; 0: not known.",
        Int(statistics.roundTripMicroseconds ?? 0)
      ),
    ]
  }
}
