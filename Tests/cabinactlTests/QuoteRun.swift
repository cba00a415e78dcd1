import Glibc
import Testing
import cabinactl

/// Runs a command line with `FILE` replaced by a file of these prices.
func quote(_ line: String, prices: String) throws -> CommandOutcome {
  var path = Array("/tmp/cabina-quote-XXXXXX\0".utf8CString)
  let descriptor = mkstemp(&path)
  try #require(descriptor >= 0)
  let name = path.withUnsafeBufferPointer { buffer in
    buffer.baseAddress.map { String(cString: $0) } ?? ""
  }
  defer { unlink(name) }
  let bytes = Array(prices.utf8)
  #expect(write(descriptor, bytes, bytes.count) == bytes.count)
  close(descriptor)
  let arguments = line.split(separator: " ", omittingEmptySubsequences: false)
  return typed(arguments.map { $0 == "FILE" ? name : String($0) })
}
