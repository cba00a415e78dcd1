/// What a program did to a disk, in order. Files go by number, for a name may be another file later;
/// names are relative to the recorded folder.
enum DiskStep {
  case write(file: Int, offset: Int, bytes: [UInt8])
  case truncate(file: Int, size: Int)
  /// A file's contents are safe.
  case sync(file: Int)
  /// It was refused: what it should have made safe is safe or not, and no later sync knows of it.
  case failedSync(file: Int)
  /// Which file some names are from now on, all at once; nil: none. Of one folder.
  case name([String: Int?])
  /// The names in a folder are safe; "": the recorded one.
  case syncNames(folder: String)
  /// Not a step: so many deeds of the history are promised to outlive anything.
  case promise(Int)
  /// The same of a backup.
  case backedUp(Int)

  /// The folder a name is in.
  static func folder(of name: String) -> String {
    name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
  }
}
