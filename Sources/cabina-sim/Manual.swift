import BoothSimulator

/// What `--help` prints.
enum Manual {
  private static func line(_ fault: FirmwareFault) -> String {
    let padding = String(repeating: " ", count: max(1, 24 - fault.rawValue.count))
    return "        \(fault.rawValue)\(padding)\(fault.summary)"
  }

  static let program = """
    cabina-sim: a line interface in software, to try the daemon with and to test it.

    USAGE
      cabina-sim board [OPTIONS]         a board on a pseudo-terminal
      cabina-sim replay FILE [OPTIONS]   a board made of a recording
      cabina-sim world [OPTIONS]         a whole shop with its daemon, in virtual time
      cabina-sim tricks [NAME …]         what callers try to talk for less, in such a shop
      cabina-sim VERB --help             its options and commands

    EXIT STATUS
      0 done, 1 it could not be done, 2 the command line is wrong
    """

  static let replay = """
    cabina-sim replay: a board made of a recording, on a pseudo-terminal, for any daemon.

    USAGE
      cabina-sim replay FILE [--link PATH] [--mode NNN] [--speed recorded|full] [--boot-id N]

    FILE is what the daemon's «record» or cabina-sim board --record has written, with the handshake
    in which a session begins; files of one board can be put together with cat. The board says of
    itself what the recorded one said, answers as it was recorded and tells the recorded events, each
    until it is acknowledged. An event of a call waits until the host has made that call; ticks stay
    as they were, so that each call talks as long as it did, to the millisecond.

      --link PATH       a link that always leads to its terminal
      --speed recorded  events come when the board's clock comes to their ticks (the usual)
      --speed full      events come as fast as the host acknowledges them
      --mode NNN        who may open its terminal, 666: everyone (whoever started it)
      --boot-id N       tells the boots under other numbers, from N on: a daemon takes no event of a
                        boot twice

    The first line of output is the path of the terminal and, with --link, behind a space the link;
    the last line says how many events were acknowledged.

    EXIT STATUS
      0 all events are acknowledged, 1 they are not, or the file cannot be replayed, 2 the command
      line is wrong
    """

  static let world = """
    cabina-sim world: a shop with its board, its callers, its daemon and its disk in virtual time, all
    drawn from a seed. For ten minutes of that time everything goes wrong that may, then nothing does.
    What truly happened on the lines is held against what the daemon wrote down. When they differ, the
    seed, the step, the instant, the rule that was broken and the last happenings are printed.

    With --days it is the ordinary life of a shop of eight booths, open from nine to nine, with some
    hundred calls a day and what goes wrong in a year spread over it: a week from each seed. With
    --deaths it is a crowded minute in which nothing goes wrong but one thing: the daemon is killed, or
    the whole shop loses its power, before one effect of the daemon, and each time before another.

    OPTIONS
      --seed N              the world, or the first of several (drawn)
      --count N             how many, each with the next seed (1)
      --days N              ordinary life, so many days of it
      --deaths              a crowded minute again and again; with --count N: so many, drawn
      --effect N            of these the deaths before this effect only
      --jobs N              worlds that are lived at the same time (1)
      --remember N          happenings that are printed (40)
      --history             prints them of a world that is sound, too
      --ledger FOLDER       keeps the daemon's own ledger there beside the model of it: both must say
                            the same. It stays if something is violated

    EXIT STATUS
      0 all held, 1 something was violated, 2 the command line is wrong
    """

  static let tricks = """
    cabina-sim tricks: what callers try to talk for less than it costs, or on another's money, each in
    a shop of its own in virtual time: the board's reference code, the daemon's session and core, a
    ledger in memory. What the trunks saw is held against what was written down and what had to come
    of it. «closed»: it gained nothing; «OPEN»: what it gained, and the last happenings.

    USAGE
      cabina-sim tricks [NAME …] [--seed N] [--remember N]

      NAME                  these and no others:
    \(Trick.all.map { "                            " + $0.name }.joined(separator: "\n"))
      --seed N              how late the line and the disk are (1)
      --remember N          happenings that are printed (60)

    EXIT STATUS
      0 all are closed, 1 one gained something, 2 the command line is wrong
    """

  static let board = """
    cabina-sim board: a board with its booths on a pseudo-terminal, in real time. The board runs the
    reference code that firmware is built from.

    The first line of output is the path of the terminal and, with --link, behind a space the link.
    After it each line of standard input is a command, answered by one line: «ok …» or «error: …». The
    board runs until the commands end or a signal (TERM, INT, HUP) comes, and takes its link away with
    it.

    THE BOARD
      --lines N             booths, 1…32 (8)
      --trunks N            ways out, 0…32 (as many as booths)
      --display RxC|none    the booths' display (2x16)
      --uid HEX             24 hexadecimal digits (those of «CABINA-SIM-1»)
      --boot-id N           number of its first boot (drawn)
      --first-tick N        what its millisecond counter starts at (0)
      --ring N              events it can hold, 16…65535 (512)
      --link PATH           a link that always leads to its terminal
      --mode NNN            who may open its terminal, 666: everyone (whoever started it)

    PEOPLE
      --life                customers come, dial, talk and go
      --seed N              draws everything that is drawn (drawn)
      --answer HOW          calls are answered: polarity, metering, unsignalled, never (never)
      --answer-after MS     so long after dialling (4000)

    WHAT GOES WRONG
      --tick-ppm N          its clock is too fast, -100000…100000
      --baud N              bytes take the time they take at N bit/s
      --latency MS          bytes come later
      --read-size N         reads give at most N bytes
      --drop PERMILLE       bytes lost, in both directions; also --flip, --duplicate, --insert
      --lose-acks PERMILLE  acknowledgements that do not get through
      --firmware-fault NAME the firmware has a mistake:
    \(FirmwareFault.allCases.map(Self.line).joined(separator: "\n"))

    RUNNING
      --script FILE|-       where commands come from (-, standard input)
      --stay                run on when the commands are at their end
      --log                 print what happens, as «event …» lines
      --record FILE         write what crosses its terminal to a file (pcapng, for Wireshark,
                            cabinactl dump and cabina-sim replay)

    COMMANDS (booths count from 1, times are milliseconds)
    \(CommandHelp.lines.map { "  " + $0 }.joined(separator: "\n"))

    EXIT STATUS
      0 done, 1 it could not be done or a command of --script FILE failed, 2 the command line is wrong
    """
}
