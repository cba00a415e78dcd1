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
    "user rm": "user remove", "users": "user",
  ]
}
