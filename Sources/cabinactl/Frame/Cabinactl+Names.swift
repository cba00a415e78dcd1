import Notation

/// What is called otherwise by who does not know the command line.
extension Cabinactl {
  /// What stands for a value, in Spanish.
  static let placeholders = [
    "AMOUNT": "MONTO", "BOOTH": "CABINA", "CALL": "LLAMADA", "CHECKS": "PRUEBAS",
    "COMMAND": "ORDEN", "DAY": "DÍA", "FIELD=VALUE": "CAMPO=VALOR", "FILE": "ARCHIVO",
    "FOLDER": "CARPETA", "HOW": "CÓMO", "KEY": "CLAVE", "LANGUAGE": "IDIOMA", "LINE": "LÍNEA",
    "MODE": "MODO", "MONTH": "MES", "NAME": "NOMBRE", "NOTE": "NOTA", "NUMBER": "NÚMERO",
    "NUMBER:HASH": "NÚMERO:SELLO", "PATH": "RUTA", "PERCENT": "PORCENTAJE", "PERIOD": "PERÍODO",
    "PORT": "PUERTO", "PORT|UID": "PUERTO|UID", "PREFIX": "PREFIJO", "RECORD": "REGISTRO",
    "CURSOR": "REGISTRO", "REFERENCE": "REFERENCIA", "ROLE": "ROL", "TEXT": "TEXTO",
    "TICKET": "TICKET", "TIME": "HORA", "TYPE,…": "TIPO,…", "VERDICT": "VEREDICTO",
    "WHAT": "QUÉ", "WHICH": "CUÁLES", "YES|NO": "SÍ|NO",
  ]

  /// What shop owners type, and the verb that does it.
  static let otherNames = [
    "abono": "credit", "ajustes": "settings", "anular": "review", "auditoria": "audit",
    "auditoría": "audit", "ayuda": "help", "cabina": "booths", "cabinas": "booths",
    "caja": "account", "cobrar": "collect", "comprobante": "ticket", "comprobantes": "tickets",
    "configuracion": "settings", "configuración": "settings", "contraseña": "user set",
    "clave": "user set", "copia": "backup", "cortar": "cut", "costo": "quote",
    "credito": "credit", "crédito": "credit", "cuenta": "account", "cuanto": "quote",
    "cuánto": "quote", "deshabilitar": "disable", "deuda": "account", "diagnostico": "doctor",
    "diagnóstico": "doctor", "estado": "status", "eventos": "events", "explicar": "explain",
    "ganancia": "markup", "habilitar": "enable", "informe": "report", "lineas": "lines",
    "líneas": "lines", "llamada": "explain", "llamadas": "calls", "margen": "markup",
    "mirar": "watch", "nombre": "settings name", "pagar": "payment", "pago": "payment",
    "pagos": "payments", "panel": "watch", "password": "user set", "placa": "firmware",
    "placas": "firmware", "precio": "quote", "precios": "prefixes", "prefijos": "prefixes",
    "proveedor": "deck", "puertos": "scan", "redondeo": "rounding", "respaldo": "backup",
    "restaurar": "restore", "revisar": "review", "saldo": "balance", "sospechosas": "suspects",
    "tarifas": "prefixes", "usuario": "user", "usuarios": "user", "verificar": "verify",
    "version": "--version", "versión": "--version", "user add": "user set",
    "user new": "user set", "user del": "user remove", "user delete": "user remove",
    "user rm": "user remove", "users": "user", "respaldar": "backup", "copiar": "backup",
    "prefixes add": "prefixes set", "prefixes agregar": "prefixes set",
    "prefixes borrar": "prefixes delete", "prefixes quitar": "prefixes delete",
    "deck add": "deck set", "deck agregar": "deck set", "deck borrar": "deck delete",
    "deck quitar": "deck delete", "settings nombre": "settings name",
    "settings cabina": "settings booth", "settings idioma": "settings language",
    "--filter": "--only", "--filtro": "--only",
  ]

  /// What shop owners type for a value, and the value.
  static let otherValues: [String: [String]] = {
    let words: [(value: [String], words: String)] = [
      (["minute"], "minuto minutos min minutes"), (["second"], "segundo segundos seg seconds"),
      (["day"], "día dia"), (["week"], "semana"), (["month"], "mes"), (["year"], "año ano"),
      (["booth"], "cabina cabinas"), (["destination"], "destino destinos"), (["hour"], "hora"),
      (["owner"], "dueño dueno jefe"), (["cashier"], "cajero cajera"),
      (["es"], "español espanol castellano spanish"), (["en"], "inglés ingles english"),
      (["up"], "arriba"), (["down"], "abajo"), (["half-up"], "cercano normal"),
      (["waived"], "anular anulada"), (["stands"], "vale cobrar"), (["comma"], "coma"),
      (["tab"], "tabulador"), (["yes", "true"], "sí si s y true yes"), (["no"], "false n"),
      (["open"], "abiertas pendientes"),
    ]
    var others: [String: [String]] = [:]
    for (value, words) in words {
      for word in words.split(separator: " ") { others[String(word), default: []] += value }
    }
    return others
  }()

  /// What is not done by this program.
  static let elsewhere: [String: Words] = {
    let restart = Words(
      "cabinad se reinicia con «systemctl restart cabinad», y una placa con «cabinactl send RESET»",
      "cabinad is restarted by «systemctl restart cabinad», a board by «cabinactl send RESET»")
    let start = Words(
      "cabinad se pone en marcha con «systemctl start cabinad»",
      "cabinad is started by «systemctl start cabinad»")
    let stop = Words(
      "cabinad se detiene con «systemctl stop cabinad»; entonces solo salen emergencias",
      "cabinad is stopped by «systemctl stop cabinad»; then only emergency calls go out")
    return [
      "restart": restart, "reset": restart, "reiniciar": restart, "reinicio": restart,
      "reboot": restart, "start": start, "iniciar": start, "partir": start, "stop": stop,
      "detener": stop, "parar": stop,
    ]
  }()
}
