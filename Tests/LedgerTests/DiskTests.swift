import Testing

/// The model of a disk that the power cuts are made with.
@Suite struct DiskTests {
  private func cut(_ survivors: PowerCut.Survivors, torn: Int = 0, extending: Int = 0) -> PowerCut {
    var generator = Draws(seed: 1)
    var cut = PowerCut(using: &generator)
    cut.survivors = survivors
    cut.names = nil
    (cut.tornPermille, cut.extendingPermille) = (torn, extending)
    return cut
  }

  /// What is in `file` after a cut.
  private func left(_ steps: [DiskStep], _ cut: PowerCut, seed: UInt64 = 1) -> [UInt8]? {
    var (disk, generator) = (Disk(["file": [1, 2]]), Draws(seed: seed))
    for step in steps { disk.take(step) }
    return disk.left(after: cut, using: &generator).files["file"]
  }

  private let writes: [DiskStep] = [
    .write(file: 0, offset: 2, bytes: [3]), .write(file: 0, offset: 3, bytes: [4]),
  ]

  @Test func `what is not synced is lost, kept, or the later without the earlier`() {
    #expect(left(writes, cut(.none)) == [1, 2])
    #expect(left(writes, cut(.all)) == [1, 2, 3, 4])
    #expect(left(writes, cut(.first(permille: 500))) == [1, 2, 3])
    #expect(left(writes, cut(.last(permille: 500))) == [1, 2, 0, 4])
    #expect(left(writes, cut(.none, extending: 1000)) == [1, 2, 0, 0])
    let truncation = [DiskStep.truncate(file: 0, size: 1)]
    #expect(left(writes + truncation, cut(.all)) == [1])
    #expect(left(truncation + writes, cut(.first(permille: 400))) == [1, 0, 3])
    #expect(left(truncation + writes, cut(.last(permille: 400))) == [1, 2, 3, 4])
  }

  @Test func `what is synced is there`() {
    #expect(left(writes + [.sync(file: 0)], cut(.none)) == [1, 2, 3, 4])
    #expect(left(writes + [.sync(file: 0), .truncate(file: 0, size: 0)], cut(.none))?.count == 4)
  }

  @Test func `a sync after one that failed does not make safe what that one was to`() {
    let steps = writes + [.failedSync(file: 0), .write(file: 0, offset: 0, bytes: [9])]
    #expect(left(steps + [.sync(file: 0)], cut(.none)) == [9, 2])
    #expect(left(steps, cut(.all)) == [9, 2, 3, 4])
  }

  @Test func `a torn write is torn between sectors`() {
    let write = DiskStep.write(file: 0, offset: 500, bytes: Array(repeating: 7, count: 536))
    #expect(Disk.sectors(of: 500..<1036) == [500..<512, 512..<1024, 1024..<1036])
    #expect(Disk.sectors(of: 512..<1024) == [512..<1024])
    var found: Set<[UInt8]> = []
    for seed: UInt64 in 0..<64 {
      guard let contents = left([write], cut(.all, torn: 1000), seed: seed) else { continue }
      let parts = [500, 511, 512, 1023, 1024, 1035].map { $0 < contents.count ? contents[$0] : 0 }
      #expect(parts[0] == parts[1] && parts[2] == parts[3] && parts[4] == parts[5])
      found.insert(parts)
    }
    #expect(found.count == 8)
  }

  @Test func `names are safe when their folder is synced`() {
    var disk = Disk(["file": [1]])
    let names: [DiskStep] = [
      .name(["new": 1]), .write(file: 1, offset: 0, bytes: [5]), .sync(file: 1),
      .name(["new": nil, "file": 1]),
    ]
    for step in names { disk.take(step) }
    var generator = Draws(seed: 1)
    #expect(disk.left(after: cut(.none), using: &generator).files == ["file": [1]])
    #expect(disk.left(after: cut(.all), using: &generator).files == ["file": [5]])
    #expect(
      disk.left(after: cut(.first(permille: 500)), using: &generator).files
        == ["file": [1], "new": [5]])
    disk.take(.syncNames(folder: "shop"))
    #expect(disk.left(after: cut(.none), using: &generator).files == ["file": [1]])
    disk.take(.syncNames(folder: ""))
    #expect(disk.left(after: cut(.none), using: &generator).files == ["file": [5]])
  }
}
