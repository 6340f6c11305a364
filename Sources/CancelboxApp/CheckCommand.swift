// cancelbox check: reads a configuration and its policy as `run` would, and says what stands out. Touches nothing.

import ArgumentParser
import Cancellation
import Foundation
import StrictJSON

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read a configuration and its policy, and say what is wrong or stands out.",
        discussion: """
            Mistakes are named with their line (exit code 78). Rules that are never reached are mistakes of a policy too; rules that fit
            the same case are normal, because the first decides, and are listed with --overlaps.
              cancelbox check --config /srv/cancelbox/cancelbox.yaml
              cancelbox check --policy new-policy.yaml --overlaps
              cancelbox check --print > policy.yaml
            """)

    @Option(help: "The configuration.", completion: .file())
    var config: String?

    @Option(help: "A policy to check by itself.", completion: .file())
    var policy: String?

    @Flag(help: "List the rules that fit the same case and do something else.")
    var overlaps = false

    @Flag(help: "Print the policy as it was read; the shipped one without a file.")
    var print = false

    func validate() throws {
        guard config != nil || policy != nil || print else {
            throw ValidationError("Name a file: --config FILE or --policy FILE.")
        }
    }

    func run() throws {
        let checked: Policy
        do throws(ConfigurationError) {
            var read: Policy?
            if let config {
                read = try Configuration(path: config, environment: ProcessInfo.processInfo.environment).policy
            }
            if let policy { read = try Policy(path: policy) }
            checked = read ?? .standard
        } catch {
            complain("\(error)")
            throw Exit.configuration
        }
        let review = PolicyReview(checked.rules)
        guard !print else { return printLine(Array(checked.page.utf8)) }
        printLine(Array((report(checked, review) + "\n").utf8))
        guard review.unreachable.isEmpty else { throw Exit.configuration }
    }

    private func report(_ policy: Policy, _ review: PolicyReview) -> String {
        var lines = ["policy \(policy.version): \(policy.rules.count) rules, the first that fits decides"]
        lines += review.unreachable.map {
            "rule `\($0.rule)` is never reached: \($0.by.map { "`\($0)`" }.joined(separator: ", ")) leave nothing to it"
        }
        for (index, rule) in policy.rules.enumerated()
        where rule.costsPenalty && !policy.rules[..<index].contains(where: rule.leavesSoldOut) {
            lines.append("rule `\(rule.name)` may cancel with SOLD_OUT: 2 penalty points (판매관리 페널티) each time")
        }
        if policy.moneyLimit.countPerHour == nil, policy.moneyLimit.amountPerHour == nil {
            lines.append("no moneyLimit: however much is cancelled in an hour, nobody is asked")
        }
        if !review.uncovered.isEmpty {
            lines.append("no rule covers, so a person looks: \(review.uncovered.joined(separator: ", "))")
        }
        if overlaps {
            lines += review.overlaps.map { "where `\($0.first)` and `\($0.second)` both fit, `\($0.first)` decides" }
        } else if !review.overlaps.isEmpty {
            lines.append("\(review.overlaps.count) pairs of rules fit a case together (--overlaps lists them)")
        }
        return lines.joined(separator: "\n")
    }
}

extension Rule {
    /// It may send SOLD_OUT as the seller's reason (DOMAIN §6.7: 품절취소).
    fileprivate var costsPenalty: Bool {
        guard action == .sellerCancel else { return false }
        return conditions.allSatisfy { condition in
            if case .reason(let codes) = condition { codes.contains("SOLD_OUT") } else { true }
        }
    }
    /// Whether `earlier` has decided whatever of this rule is SOLD_OUT.
    fileprivate func leavesSoldOut(to earlier: Rule) -> Bool {
        earlier.conditions.allSatisfy { $0 == .reason(["SOLD_OUT"]) || conditions.contains($0) }
    }
}
