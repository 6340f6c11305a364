// The programs that fetch mail on sellers' servers, as Debian has them, delivering into the Maildir of a running daemon.

import Cancellation
import Foundation
import Glibc
import SmartStore
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct MailFetchingTests {
    /// One way to fetch: a configuration, and the command that reads it from $1, with a folder of its own in $2.
    struct Fetcher: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let programs: [String]
        let command: String
        let settings: @Sendable (_ port: UInt16, _ maildir: String, _ folder: String) -> String
    }

    static let mpop = Fetcher(testDescription: "mpop", programs: ["mpop"], command: #"mpop --file="$1" shop"#) {
        """
        account shop
        host 127.0.0.1
        port \($0)
        tls off
        auth user
        user shop
        password secret
        keep off
        delivery maildir \($1)
        uidls_file \($2)/uidls
        """
    }
    static let getmail = Fetcher(
        testDescription: "getmail6", programs: ["getmail"], command: #"getmail --getmaildir="$2" --rcfile="$1""#
    ) {
        """
        [retriever]
        type = SimplePOP3Retriever
        server = 127.0.0.1
        port = \($0)
        username = shop
        password = secret
        [destination]
        type = Maildir
        path = \($1)/
        \(geteuid() == 0 ? "user = nobody" : "")
        [options]
        delete = true
        verbose = 0
        # \($2)
        """
    }
    static let fetchmail = Fetcher(
        testDescription: "fetchmail and procmail", programs: ["fetchmail", "procmail"],
        command: #"env FETCHMAILHOME="$2" fetchmail -f "$1" --nodetach --nosyslog --pidfile "$2/pid" -i "$2/ids""#
    ) { port, maildir, folder in
        let recipe = "\(folder)/procmailrc"
        _ = FileManager.default.createFile(
            atPath: recipe, contents: Data("DEFAULT=\(maildir)/\n".utf8), attributes: [.posixPermissions: 0o600])
        return """
            poll 127.0.0.1 protocol POP3 port \(port) user "shop" password "secret" sslproto "" no rewrite fetchall
              mda "procmail \(recipe)"
            """
    }

    private func prepared(_ mails: KoreanMails) throws -> RunningDaemon {
        try RunningDaemon(
            settings(inboxes: "  - name: mail\n    folder: inbox/mail\n    maildir: true\n    trust: none")
        ) { spool in
            try spool.write(mails.ordersFile, to: "orders.json")
            // getmail does not deliver as root, so the Maildir is another user's, as on a server with one user for mail.
            guard geteuid() == 0 else { return }
            Machine.shell(#"chmod a+x "$1" "$1/inbox" && chown -R nobody "$1/inbox/mail""#, spool.path)
        }
    }

    /// Fetches once; nil where a program is missing.
    private func fetch(_ fetcher: Fetcher, from server: MailServer, into spool: TestSpool) throws -> Bool? {
        guard fetcher.programs.allSatisfy({ Machine.shell(#"command -v "$1""#, $0) }) else { return nil }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fetch-\(UUID().uuidString)").path
        try #require(mkdir(folder, 0o700) == 0)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // a temporary folder
        let settings = folder + "/settings"
        let text = fetcher.settings(server.port, spool.path + "/inbox/mail", folder) + "\n"
        _ = FileManager.default.createFile(
            atPath: settings, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        // Open, for whoever lacks a standard error takes his first connection for it.
        return Machine.shell("exec 2> /dev/null; exec timeout 120 " + fetcher.command, settings, folder)
    }

    @Test(arguments: [mpop, getmail, fetchmail])
    func `every mail that is fetched arrives, and once`(fetcher: Fetcher) throws {
        let mails = try KoreanMails()
        let server = try #require(MailServer(mails.mails))
        defer { server.stop() }
        let daemon = try prepared(mails)
        guard let isFetched = try fetch(fetcher, from: server, into: daemon.spool) else {
            daemon.stop()
            return Machine.notRun("fetching mail with \(fetcher.testDescription): not installed (make test does)")
        }
        #expect(isFetched)
        #expect(server.count == 0, "left at the server")
        let spool = daemon.spool
        #expect(
            eventually(within: 60) { spool.names("outbox/receipts").count == KoreanMails.count },
            "\(spool.names("outbox/receipts").count) receipts\n\(daemon.program.log)")
        daemon.stop()
        #expect(spool.names("inbox").isEmpty && spool.names("work").isEmpty && spool.names("quarantine").isEmpty)
        #expect(spool.names("outbox/receipts").allSatisfy { $0.hasSuffix(".accepted.json") })
        try expectEachOnce(mails, in: spool, archived: KoreanMails.count)
    }

    @Test func `mails that are fetched twice cancel nothing twice`() throws {
        let mails = try KoreanMails()
        let daemon = try prepared(mails)
        for round in 1...2 {
            let server = try #require(MailServer(mails.mails))
            defer { server.stop() }
            guard let isFetched = try fetch(Self.mpop, from: server, into: daemon.spool) else {
                daemon.stop()
                return Machine.notRun("fetching mail twice: mpop is not installed (make test does)")
            }
            #expect(isFetched)
            #expect(
                eventually(within: 60) { daemon.spool.names("archive").count == round * KoreanMails.count },
                "\(daemon.program.log)")
        }
        daemon.stop()
        try expectEachOnce(mails, in: daemon.spool, archived: 2 * KoreanMails.count)
    }

    private func expectEachOnce(_ mails: KoreanMails, in spool: TestSpool, archived: Int) throws {
        let kept = spool.names("archive").map {
            FileManager.default.contents(atPath: "\(spool.path)/archive/\($0)") ?? Data()
        }
        #expect(kept.count == archived)
        for number in 0..<KoreanMails.count {
            let identifier = Data(("Message-ID: " + KoreanMails.identifier(number)).utf8)
            #expect(kept.count { $0.range(of: identifier) != nil } == archived / KoreanMails.count, "mail \(number)")
        }
        let times = try FileJournal(path: spool.path + "/orderbook.journal").load().cancellationsByProductOrder
        #expect(Set(times.keys.map(\.rawValue)) == mails.productOrders)
        #expect(times.values.allSatisfy { $0 == 1 }, "a product order was cancelled more than once")
    }
}
