import Foundation
import Testing

/// A file system of its own in memory, for the ledger: it can be full, or be mounted read-only. It
/// is seen by programs started through it only, and is gone with the last of them.
final class SmallDisk {
  private let holder: Program
  private let mountPoint: TemporaryFolder
  private let how: [String]
  /// The file that an ext4 file system is in.
  private let image: String

  /// Its root, as programs see it that are started through it.
  var folder: String { mountPoint.path }

  /// What a program is started through to see it.
  var launcher: [String] {
    ["nsenter", "-t", "\(holder.identifier)"]
      + (how.contains("-rm") ? ["--preserve-credentials", "-U"] : []) + ["-m", "--"]
  }

  /// How this machine lets the tests mount: as root, or as root of a name space of users; nil: not at
  /// all, as in most containers.
  static let how: [String]? = {
    let trial = "mount -t tmpfs -o size=64k none /tmp && nsenter --version"
    return [["unshare", "-m"], ["unshare", "-rm"]].first {
      (try? Child.run($0 + ["sh", "-c", trial]))?.status == 0
    }
  }()

  /// Whether one can be had that fails as a disk does.
  static let canFail: Bool = {
    guard how != nil else { return false }
    return (try? SmallDisk(kibibytes: 2048, canFail: true)) != nil
  }()

  /// `canFail`: an ext4 file system in a file, in place of one in memory.
  init(kibibytes: Int, canFail: Bool = false) throws {
    how = try #require(Self.how)
    mountPoint = TemporaryFolder()
    image = mountPoint.path + ".image"
    let size = "\(kibibytes)k"
    let mount =
      canFail
      ? "truncate -s \(size) \(image) && mkfs.ext4 -q \(image) && \(Self.mount(image, mountPoint.path))"
      : "mount -t tmpfs -o size=\(size) none \(mountPoint.path)"
    // The shell becomes what holds it: a child of one that is killed would keep Foundation from
    // noticing the end, and what is never reaped keeps tests of whole processes waiting for ever.
    holder = try Program("/bin/sh", ["-c", mount + " && echo there && exec cat"], through: how)
    let answer = try holder.outputLine()
    try #require(answer == "there")
  }

  deinit { unlink(image) }

  private static func mount(_ image: String, _ folder: String) -> String {
    "mount -o loop,errors=remount-ro \(image) \(folder)"
  }

  /// What an error of the disk makes of it.
  func fail() throws { try shell("cd / && mount -o remount,abort \(folder)") }

  /// Once no program uses it.
  func repair() throws {
    let mount = Self.mount(image, folder)
    try shell("cd / && umount \(folder) && { e2fsck -fy \(image); test $? -le 1; } && \(mount)")
  }

  /// Runs a line of shell that sees it.
  @discardableResult
  func shell(_ line: String) throws -> String {
    let answer = try Child.run(launcher + ["sh", "-c", "cd \(folder) && " + line])
    try #require(answer.status == 0, "\(line): \(answer)")
    return answer.output
  }

  /// Fills what is left of it with one file.
  func fill() throws { try shell("cat /dev/zero > filler 2>/dev/null; sync; true") }

  func free() throws { try shell("rm filler") }

  func remount(_ mode: String) throws { try shell("cd / && mount -o remount,\(mode) \(folder)") }

  /// What is on it, as checksums by name.
  func contents() throws -> String { try shell("cksum cabina.sqlite*; true") }

  /// The ledger as a file that this process sees, once no daemon has it open.
  func copyLedger() throws -> TemporaryFolder {
    let copy = TemporaryFolder()
    try shell("cp cabina.sqlite* \(copy.path)/")
    return copy
  }
}
