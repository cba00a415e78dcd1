internal import BoothProtocol

/// Calls of other lines, which take the trunks away from the line under test.
extension Step {
  /// Somebody lifts as many other handsets as there are trunks.
  static let liftOthers = Step.expand { bench in
    bench.otherLines.map { line in
      .group([.stimulus(.liftOther(line)), .eventElsewhere(.offHook, on: line)])
    }
  }

  /// Those lines take all trunks.
  static func takeTrunks(flags: UInt8 = 0) -> Step {
    .expand { bench in
      bench.otherLines.map { .takeTrunk(on: $0, flags: flags) }
    }
  }

  static func takeTrunk(on line: UInt8, flags: UInt8 = 0) -> Step {
    .group([
      .act { bench in
        bench.call += 1
        bench.otherCalls.append(Bench.OtherCall(line: line, call: bench.call))
      },
      .command(.connect) { bench in
        Payload.connect(line: line, flags: flags, call: bench.call, digits: bench.number)
      },
      .eventElsewhere(.seized, on: line, within: 20_000),
    ])
  }

  static let hangUpOthers = Step.expand { bench in
    bench.otherLines.map { line in
      .group([.stimulus(.hangUpOther(line)), .eventElsewhere(.onHook, on: line)])
    }
  }

  /// The next event of this type on another line.
  static func eventElsewhere(
    _ type: MessageType, on line: UInt8, _ what: String = "", within milliseconds: Int64 = 2000,
    _ fits: @escaping @Sendable (Bench, HeardEvent) -> Bool = { _, _ in true }
  ) -> Step {
    let words =
      "\(FrameText.name(type.rawValue)) of line \(line)" + (what.isEmpty ? "" : " with \(what)")
    return .expect(
      Expectation(what: words, milliseconds: milliseconds) { bench in
        guard
          let index = bench.elsewhere.firstIndex(where: { $0.line == line && $0.is(type) })
        else { return .notYet }
        let event = bench.elsewhere.remove(at: index)
        return fits(bench, event) ? .met : .broken(came: FrameText.of(event))
      })
  }
}

extension Bench {
  /// As many other lines as there are trunks.
  var otherLines: [UInt8] {
    guard let identity = greeting?.identity else { return [] }
    let lines = (0..<UInt8(clamping: identity.lineCount)).filter { $0 != line }
    return Array(lines.prefix(identity.trunkCount))
  }
}
