import Notation

extension Options {
  static let help = Words(
    """
    uso: cabinad [--config ARCHIVO] [--state CARPETA] [--run CARPETA]
         cabinad check [--config ARCHIVO]
         cabinad demo [--port N] [--empty]

    Lleva las cabinas de un locutorio: lee la placa en la línea serie, tarifica cada llamada,
    la escribe y atiende la página del dueño.

      check             lee la configuración y los precios, dice qué tienen de malo, o qué se
                        puede marcar, y termina
      demo              una placa simulada en un pty de verdad, clientes, un libro en una
                        carpeta temporal con las llamadas de este mes y del anterior, la
                        página en esta máquina solamente

      --config ARCHIVO  la configuración (/etc/cabina/cabina.conf si no se dice)
      --state CARPETA   donde está el libro ($STATE_DIRECTORY si no se dice, o /var/lib/cabina)
      --run CARPETA     donde está el socket de las órdenes ($RUNTIME_DIRECTORY si no se dice,
                        o /run/cabina)
      --port N          demo: el puerto de la página (8080 si no se dice; 0: uno libre)
      --empty           demo: empieza sin llamadas de antes
      --version         dice la versión y termina
      --help            dice esto y termina

    Códigos de salida: 0 terminó cuando se le pidió · 1 falló · 64 la línea de comandos está mal ·
    65 el libro está dañado, es de una versión más nueva, le falta su diario o no es un libro
    (cabinactl backup --help: el camino de vuelta) · 69 no se puede abrir la página o el socket
    de las órdenes · 74 el libro no se puede usar por ahora: no hay disco, no se puede escribir
    en él, o lo tiene otro proceso · 78 configuración equivocada.
    """,
    """
    usage: cabinad [--config FILE] [--state FOLDER] [--run FOLDER]
           cabinad check [--config FILE]
           cabinad demo [--port N] [--empty]

    Runs the booths of a shop: reads the board on the serial line, rates each call,
    writes it down and serves the owner's page.

      check            read the configuration and the prices, say what is wrong with them
                       or what may be dialled, and stop
      demo             a simulated board on a real pty, callers, a ledger in a
                       temporary folder with the calls of this month and the last,
                       the page on this machine only

      --config FILE    configuration (default /etc/cabina/cabina.conf)
      --state FOLDER   where the ledger lives (default $STATE_DIRECTORY, else /var/lib/cabina)
      --run FOLDER     where the command socket lives (default $RUNTIME_DIRECTORY, else /run/cabina)
      --port N         demo: the page's port (default 8080; 0 takes any free one)
      --empty          demo: begin with no calls of before
      --version        say the version and stop
      --help           say this and stop

    Exit codes: 0 stopped when asked · 1 failed · 64 wrong command line · 65 the ledger is
    damaged, of a newer version, without its log or none (cabinactl backup --help: the way
    back) · 69 the page or the command socket cannot be opened · 74 the ledger cannot be
    used for now: no disk, one that cannot be written, or another process has it · 78
    wrong configuration.
    """)
}
