internal import Notation

extension LedgerOpenError {
  /// As `description` says it in English.
  var spanish: String {
    switch self {
    case .folderMissing(let path, let folder):
      "\(path): no existe la carpeta \(folder). Créela, o monte el disco en que está."
    case .cannotCreate(let path, let reason):
      "\(path): no se puede crear: \(reason.spanish). Dé la carpeta al usuario del servicio."
    case .readOnly(let path, let reason):
      "\(path): no se puede escribir: \(reason.spanish). Dé el archivo y su carpeta al usuario del servicio, y "
        + "monte el disco para escribir."
    case .noSpace(let path, let reason):
      "\(path): no se puede escribir: \(reason.spanish). Haga lugar en su disco."
    case .noSpaceToUpgrade(let path, let temporary, let reason):
      "\(path): no se puede poner al día: \(reason.spanish). Haga lugar en su disco, y en \(temporary), donde van "
        + "los archivos temporales."
    case .noSpaceForCopy(let path, let temporary, let reason):
      "\(path): no se puede poner al día una copia suya: \(reason.spanish). Haga lugar en \(temporary), donde "
        + "van los archivos temporales."
    case .inUse(let path, let process):
      "\(path): lo tiene \(process.map { "el proceso \($0)" } ?? "otro proceso"). Deténgalo antes; un libro es "
        + "de un solo servicio."
    case .danglingLink(let path, let target):
      "\(path): es un enlace a \(target), donde no hay archivo; se esperaba un libro. Monte el disco en que está, "
        + "o quite el enlace para comenzar un libro nuevo."
    case .notALedger(let path, let found):
      "\(path): no es un libro de este programa: \(found.spanish). Ponga el libro, o una copia, en su lugar; "
        + "cabinactl backup --help dice cómo."
    case .newerSchema(let path, let found, let known):
      "\(path): lo escribió una versión más nueva (esquema \(found), esta conoce hasta \(known)). Instale esa "
        + "versión, o ponga una copia de antes; cabinactl backup --help dice cómo."
    case .olderSchema(let path, let found, let known):
      "\(path): es de una versión anterior (esquema \(found), esta lee \(known)). Arranque una vez el servicio, "
        + "que lo pone al día. Una copia se pone al día cuando toma el lugar del libro, y se comprueba como está: "
        + "cabinactl verify."
    case .damaged(let path, let found):
      "\(path): está dañado: \(found.spanish). Guárdelo como está, y ponga la última copia; cabinactl backup --help "
        + "dice cómo."
    case .logMissing(let path, let log, let since?):
      "\(path): falta su diario, \(log): pueden faltar llamadas y pagos desde cerca de \(since). Ponga el diario "
        + "en su lugar; o la última copia, cabinactl backup --help dice cómo; o, para seguir con lo que hay (una "
        + "copia recién puesta; todo, si otro programa juntó el diario), quite \(LockFile.path(besides: path))."
    case .logMissing(let path, let log, nil):
      "\(path): falta, y falta también su diario, \(log), aunque ningún servicio lo cerró. Ponga los dos en su "
        + "lugar; o la última copia, cabinactl backup --help dice cómo; o, para comenzar un libro nuevo, quite "
        + "\(LockFile.path(besides: path))."
    case .foreignLog(let path, let log):
      "\(path): el diario que está a su lado, \(log), es de otro archivo que estuvo aquí antes, y dañaría a este. "
        + "Ponga ese archivo en su lugar; o lleve \(log) y \(LockFile.path(besides: path)) a otra parte, cabinactl "
        + "backup --help dice cómo."
    case .strangeSchema(let path, let found):
      "\(path): alguien cambió su esquema: \(found.spanish). Guárdelo como está, y ponga la última copia; cabinactl "
        + "backup --help dice cómo."
    case .notReadable(let path, let reason): "\(path): no se puede leer: \(reason.spanish)."
    }
  }
}
