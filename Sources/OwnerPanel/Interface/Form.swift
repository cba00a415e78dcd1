/// What a browser's form sent: `application/x-www-form-urlencoded`, or `multipart/form-data` where a
/// file is with it; each field at most once.
struct Form: Sendable {
  private let fields: Parameters
  private var files: [String: UploadedFile] = [:]

  /// Fields that a form may have: a list with a box for each row has many.
  static let fieldLimit = 256

  /// Throws `badBody` for another type, a broken encoding, a field twice.
  init(_ request: HTTPRequest) throws(Outcome) {
    if let boundary = MultipartForm.boundary(of: request) {
      do throws(MultipartForm.Fault) {
        let form = try MultipartForm(request.body, boundary: boundary)
        (fields, files) = (Parameters(form.fields), form.files)
      } catch { throw .badBody("multipart/form-data: expected \(error.expected)") }
      return
    }
    let type = request.headers.only("content-type")?.split(separator: ";").first
    guard type?.trimmingBlanks().lowercased() == "application/x-www-form-urlencoded" else {
      // A form without fields has no type either.
      guard request.body.isEmpty else {
        throw .badBody("content-type: expected application/x-www-form-urlencoded")
      }
      fields = Parameters()
      return
    }
    do throws(HTTPRefusal) {
      fields = try Parameters(parsing: request.body, limit: Self.fieldLimit)
    } catch { throw .badBody(error.message) }
  }

  /// Without spaces at both ends; empty: it was left empty, or is not there.
  subscript(name: String) -> String { fields[name]?.trimmingBlanks() ?? "" }

  /// As it was typed: of a password every character counts.
  func exact(_ name: String) -> String { fields[name] ?? "" }

  /// A file that came with it; nil: there is none, or it is empty.
  func file(_ name: String) -> UploadedFile? {
    files[name].flatMap { $0.bytes.isEmpty ? nil : $0 }
  }

  func has(_ name: String) -> Bool { fields[name] != nil }

  /// What follows `start` in the names of fields that begin so, in order: the rows that are ticked.
  func names(after start: String) -> [String] {
    fields.names.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }.sorted()
  }
}
