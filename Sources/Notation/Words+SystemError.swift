internal import Glibc

extension Words {
  /// What a system call came to; `english`: the C library's own words for it. It has no Spanish where its
  /// translations are not installed, so that of what is usual is here.
  package init(errno code: Int32, english: String) {
    let spanish: String? =
      switch code {
      case ENOENT: "no existe"
      case EACCES, EPERM: "no hay permiso"
      case ECONNREFUSED: "nadie atiende ahí"
      case ENOTDIR: "una parte del camino no es una carpeta"
      case EISDIR: "es una carpeta"
      case ENOSPC: "no queda lugar en el disco"
      case EDQUOT: "no queda cuota en el disco"
      case EROFS: "el disco es solo de lectura"
      case EIO: "error de lectura o escritura"
      case EBUSY: "está en uso"
      case ECONNRESET, EPIPE: "la otra parte cortó"
      case EEXIST: "ya existe"
      case ENOMEM: "no queda memoria"
      case EMFILE, ENFILE: "hay demasiados archivos abiertos"
      case ELOOP: "los enlaces dan vueltas"
      default: nil
      }
    self.init(spanish ?? english, english)
  }
}
