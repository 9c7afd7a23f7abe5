import Synchronization

/// A switch that stops work from another thread; long loops ask it once a row or so.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)

    /// A switch that nobody has thrown yet.
    public init() {}

    /// Asks the work to stop. Safe from any thread and from a signal's dispatch source.
    public func cancel() { flag.store(true, ordering: .relaxed) }

    /// Whether `cancel()` was called.
    public var isCancelled: Bool { flag.load(ordering: .relaxed) }

    /// - Throws: `.cancelled` once `cancel()` was called.
    public func check() throws(ImageError) {
        if isCancelled { throw ImageError(.cancelled, "cancelled") }
    }
}

/// What long work needs of its caller: a switch that stops it, and somebody who hears how far it is.
public struct Monitor: Sendable {
    /// The switch that stops the work.
    public let cancellation: Cancellation
    private let report: @Sendable (Double, String) -> Void

    /// - Parameter report: hears the share done, 0…1 and rising, and what is being done; called from any thread.
    public init(
        cancellation: Cancellation = Cancellation(), report: @escaping @Sendable (Double, String) -> Void = { _, _ in }
    ) {
        self.cancellation = cancellation
        self.report = report
    }

    /// A monitor that hears nothing and never stops the work.
    public static var silent: Monitor { Monitor() }

    /// Reports progress, and stops the work where that was asked for.
    ///
    /// - Throws: `.cancelled`.
    public func advance(to share: Double, _ what: String) throws(ImageError) {
        try cancellation.check()
        report(share, what)
    }

    /// A monitor whose 0…1 is `range` of this one.
    public func part(_ range: ClosedRange<Double>) -> Monitor {
        let report = report
        return Monitor(cancellation: cancellation) { share, what in
            report(range.lowerBound + share * (range.upperBound - range.lowerBound), what)
        }
    }
}
