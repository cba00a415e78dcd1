internal import Notation

/// A table, an index, a trigger or a view, as SQLite keeps it in the file.
struct SchemaObject: Hashable {
  var type: String
  var name: String
  var table: String
  /// As it was typed; nil: an index that a table's own rule makes.
  var sql: String?

  /// Works by itself whenever something is read or written.
  var actsByItself: Bool { type == "trigger" || type == "view" }

  var description: String { "\(type) \(name)" }
}

extension Schema {
  /// What stands in the file beside what its version's migrations make, in plain words; empty:
  /// nothing. A trigger that somebody added changes rows as they are written, and no sum is wrong.
  func strangeObjects(
    in database: Database, version: Int64, where isMeant: (SchemaObject) -> Bool = { _ in true }
  ) throws -> [Words] {
    let expected = try objects(ofVersion: version).filter { isMeant($0.value) }
    let found = try database.schemaObjects().filter { isMeant($0.value) }
    return Set(expected.keys).union(found.keys).sorted().compactMap { key in
      switch (found[key], expected[key]) {
      case (nil, _): Words("falta «\(key)»", "the \(key) is not there")
      case (_, nil): Words("«\(key)» no es de este programa", "the \(key) is not of this program")
      case (let found, let expected):
        found == expected ? nil : Words("«\(key)» es otro", "the \(key) is another")
      }
    }
  }

  /// By what they are called.
  private func objects(ofVersion version: Int64) throws -> [String: SchemaObject] {
    var schema = self
    schema.migrations.removeLast(migrations.count - Int(version))
    let database = try Database(path: ":memory:", access: .createOrReadWrite)
    try schema.migrate(database)
    return try database.schemaObjects()
  }
}

extension Database {
  /// Without the tables of SQLite's own statistics, which a technician may have asked for. Nothing
  /// but a table is excused by such a name, and of two things of one name neither is what it should
  /// be: a schema that was written by hand has whatever its writer likes.
  fileprivate func schemaObjects() throws -> [String: SchemaObject] {
    let objects = try rows(
      """
      SELECT type, name, tbl_name, sql FROM sqlite_schema
      WHERE type != 'table' OR name NOT GLOB 'sqlite_stat[0-9]'
      """
    ) {
      SchemaObject(
        type: try $0.text(0), name: try $0.text(1), table: try $0.text(2),
        sql: try $0.optionalText(3))
    }
    return Dictionary(objects.map { ($0.description, $0) }) { first, _ in
      SchemaObject(type: first.type, name: first.name, table: first.table, sql: nil)
    }
  }
}

extension [Words] {
  /// One after the other.
  var joined: Words {
    Words(
      map(\.spanish).joined(separator: "; "), map(\.english).joined(separator: "; "))
  }
}
