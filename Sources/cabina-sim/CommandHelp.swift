/// The commands, for `--help` and for `help`.
enum CommandHelp {
  static let lines = [
    "lift N, hangup N        the handset of booth N",
    "flash N [MS]            hangs up and lifts again after 300 ms, or MS",
    "dial N DIGITS [HOW]     keypad, rotary, redial (ten digits a second; redial)",
    "call N DIGITS [MS]      a whole call that talks MS (30000), at a human pace",
    "answer N, far-hangup N  the far end of its call",
    "metering N              a metering pulse on its call",
    "trunk-fault N           its trunk breaks down",
    "line-fault N KIND       cleared, no-loop-power, short, too-hot",
    "power STATE [MV]        good, low, battery",
    "display N, tone N       what booth N shows, what the board plays to it",
    "lines                   state, handset, sound, call and trunk of each",
    "status                  session, boot, events held, frames and errors",
    "tick, path              the board's clock; terminal and link",
    "unplug [MS], plug       the plug; the board keeps its power",
    "stall MS                bytes are held back",
    "silence [MS]            the board neither sends nor hears",
    "provider TROUBLE [MS]   no-trunk, never-answers, unsignalled",
    "fault KIND PERMILLE     drop, flip, duplicate, insert, lose-acks",
    "heal                    everything that went wrong is right again, the cable too",
    "reset [CAUSE]           power-on, brown-out, watchdog, pin (pin), firmware",
    "wait MS                 before the next command",
    "await N STATE [MS]      on-hook, off-hook, seizing, connected, talking, released; 10000",
    "await-session [MS]      a host that talks to the board; 10000",
    "log on|off              «event …» lines",
    "help, quit",
  ]

  /// All words a command can begin with, on one line.
  static let words =
    "lift hangup flash dial call answer far-hangup metering trunk-fault line-fault power display "
    + "tone lines status tick path unplug plug stall silence provider "
    + "fault heal reset wait await await-session log help quit"
}
