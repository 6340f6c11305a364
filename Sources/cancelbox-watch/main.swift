// SPDX-License-Identifier: GPL-2.0-or-later OR Apache-2.0
// cancelbox-watch FOLDER…: says on standard output what happens in folders, as Records.swift describes. Opens no file in
// them, decides nothing, and lives as long as its standard input is open. A program of its own, because libinotifytools
// keeps its state in globals that only the end of a process resets, and because that library is GPL-2.0.

import Glibc

let usage = """
    usage: cancelbox-watch FOLDER... < PIPE > PIPE

    Watches FOLDERs and writes a record, ended by NUL, for all that happens in them:
      uNUMBER ERRNO   folder NUMBER (the first FOLDER is 0) cannot be watched
      r0              all other folders are watched: list them now
      cNUMBER NAME    NAME in folder NUMBER was created, written and closed, or moved in
      o0              the kernel lost events: list all folders
      gNUMBER         folder NUMBER was removed, moved away or unmounted; the program ends
    Ends when standard input ends, so keep that open. cancelbox starts this program itself.

    exit: 0 standard input ended, 64 usage, 71 the kernel gives no inotify, 74 events cannot be read or records not written,
          75 a folder is gone: start it again

    """

let arguments = (1..<max(1, Int(CommandLine.argc))).compactMap { CommandLine.unsafeArgv[$0] }
if arguments.contains(where: { strcmp($0, "--help") == 0 || strcmp($0, "-h") == 0 }) {
    say(usage, to: STDOUT_FILENO)
    exit(0)
}
guard let first = arguments.first, first.pointee != 0x2D else {
    say(usage, to: STDERR_FILENO)
    exit(Exit.usage.rawValue)
}
endWithStandardInput()
var watches = Watches()
for folder in arguments { watches.add(folder) }
watches.report()
