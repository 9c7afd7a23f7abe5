import Glibc
import MiraImage
import Synchronization

/// A line that tells how far long work is: stage, bar, share, time. Lives on the last line of a terminal.
struct ProgressBar {
    private var stage = ""
    private var share = 0.0
    private let start = ContinuousClock.now
    private var lastDrawn: ContinuousClock.Instant?

    /// Takes the news; draws at most twenty times a second, but every new stage.
    mutating func update(share: Double, stage: String) {
        let isNews = stage != self.stage
        self.stage = stage
        self.share = max(self.share, min(1, share))
        if isNews || lastDrawn.map({ ContinuousClock.now - $0 > .milliseconds(50) }) ?? true { draw() }
    }

    mutating func draw() {
        guard !stage.isEmpty else { return }
        lastDrawn = .now
        let line = ProgressBar.line(
            stage: stage.onOneLine, share: share, elapsed: ContinuousClock.now - start, columns: Terminal.columns)
        try? write(Array(("\r" + line + Terminal.eraseToEnd).utf8), to: STDERR_FILENO)
    }

    /// Takes the bar off the terminal; the next news draw it again.
    mutating func clear() {
        guard lastDrawn != nil else { return }
        lastDrawn = nil
        try? write(Array(("\r" + Terminal.eraseToEnd).utf8), to: STDERR_FILENO)
    }

    /// The line's text, no wider than `columns`.
    static func line(stage: String, share: Double, elapsed: Duration, columns: Int) -> String {
        let tenths = elapsed / .milliseconds(100)
        let time = "\((tenths / 10).rounded(.down).asInteger).\(tenths.truncatingRemainder(dividingBy: 10).asInteger) s"
        let percent = "\((share * 100).asInteger) %"
        let figures = String(repeating: " ", count: max(0, 5 - percent.count)) + percent + "  " + time
        // One column stays free: a full line would wrap on some terminals.
        let room = columns - 1 - figures.count
        guard room >= 12 else { return String(figures.prefix(max(0, columns - 1))) }
        let name = String(stage.prefix(min(28, room - 12)))
        let cells = min(30, room - 31)
        guard cells >= 8 else { return name + String(repeating: " ", count: room - name.count) + figures }
        let padding = String(repeating: " ", count: 28 - min(28, name.count))
        return name + padding + " " + Terminal.bar(share: share, cells: cells) + " " + figures
    }
}

extension Double {
    /// The whole part; 0 where there is none.
    fileprivate var asInteger: Int { Int(exactly: rounded(.down)) ?? 0 }
}

/// What the terminal at standard error can do.
enum Terminal {
    static let eraseToEnd = "\u{1B}[K"

    /// Whether a line can be drawn again: not on a dumb terminal.
    static let canRedraw = Console.isWatched && environment("TERM") != "dumb"

    /// See https://no-color.org.
    private static let hasColor = (environment("NO_COLOR") ?? "").isEmpty

    private static let speaksUTF8: Bool = {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty } ?? ""
        return locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
    }()

    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    static func bar(share: Double, cells: Int) -> String {
        let full = min(cells, max(0, Int((share * Double(cells)).rounded())))
        let done = String(repeating: speaksUTF8 ? "━" : "=", count: full)
        let rest = String(repeating: speaksUTF8 ? "─" : "-", count: cells - full)
        return hasColor ? "\u{1B}[36m\(done)\u{1B}[2m\(rest)\u{1B}[0m" : done + rest
    }
}

/// A variable of the environment, or nil.
func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

extension Console {
    /// Runs long work: a bar on a terminal, nothing elsewhere, and Ctrl-C stops it.
    ///
    /// - Parameter isLong: whether it is worth a bar.
    static func watching<R>(isLong: Bool = true, _ work: (Monitor) async throws -> R) async rethrows -> R {
        guard isLong, Terminal.canRedraw else { return try await work(Monitor(cancellation: Interrupt.cancellation)) }
        progress.withLock { $0 = ProgressBar() }
        // The time goes on while a stage reports nothing.
        startThread {
            while progress.withLock({ bar in
                bar?.draw()
                return bar != nil
            }) {
                usleep(100_000)
            }
        }
        defer {
            progress.withLock { bar in
                bar?.clear()
                bar = nil
            }
        }
        return try await work(
            Monitor(cancellation: Interrupt.cancellation) { share, stage in
                progress.withLock { $0?.update(share: share, stage: stage) }
            })
    }
}
