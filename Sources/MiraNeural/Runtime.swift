import CMiraRuntime
import Dispatch
import MiraImage
import Synchronization

/// ONNX Runtime, opened once per process.
final class Runtime: Sendable {
    /// Set once, never freed: the library stays for the process's life.
    private nonisolated(unsafe) let handle: OpaquePointer

    private static let opened = Mutex<[InstalledFile: Result<Runtime, ImageError>]>([:])

    /// The runtime in `library`; the file is verified and opened once per process.
    static func open(_ library: InstalledFile) throws(ImageError) -> Runtime {
        let result = opened.withLock { opened in
            if let known = opened[library] { return known }
            let result = Result<Runtime, ImageError> { () throws(ImageError) in try Runtime(library) }
            opened[library] = result
            return result
        }
        return try result.get()
    }

    private init(_ library: InstalledFile) throws(ImageError) {
        _ = try library.verifiedBytes()
        var handle: OpaquePointer?
        try Message.check { message, capacity in
            mira_runtime_open(library.path, &handle, message, capacity)
        }
        guard let handle else { throw ImageError(.unavailable, "ONNX Runtime can't be opened") }
        self.handle = handle
    }

    /// A model loaded from memory, whose first input and output are float tensors of these sides.
    func session(model: [UInt8], input: [Int], output: [Int]) throws(ImageError) -> Session {
        var session: OpaquePointer?
        var (inputShape, outputShape) = (mira_shape(input), mira_shape(output))
        try Message.check { message, capacity in
            mira_session_create(handle, model, model.count, &inputShape, &outputShape, &session, message, capacity)
        }
        guard let session else { throw ImageError(.unavailable, "the model can't be loaded") }
        return Session(
            handle: session, inputShape: inputShape, inputCount: input.reduce(1, *), outputCount: output.reduce(1, *))
    }
}

/// A loaded model with one input and one output that matter.
final class Session: Sendable {
    private nonisolated(unsafe) let handle: OpaquePointer
    private let inputShape: mira_shape
    private let inputCount: Int
    private let outputCount: Int
    /// One run at a time.
    private let turn = Mutex<Void>(())

    fileprivate init(handle: OpaquePointer, inputShape: mira_shape, inputCount: Int, outputCount: Int) {
        self.handle = handle
        self.inputShape = inputShape
        self.inputCount = inputCount
        self.outputCount = outputCount
    }

    deinit { mira_session_release(handle) }

    /// Runs the model; stops within an operator's time once `cancellation` says so.
    ///
    /// - Throws: `.cancelled`, `.fault` when the model fails.
    func run(_ input: consuming [Float], cancellation: Cancellation) throws(ImageError) -> [Float] {
        precondition(input.count == inputCount, "the tensor has the model's size")
        try cancellation.check()
        let result = turn.withLock { _ in
            Result<[Float], ImageError> { () throws(ImageError) in try self.runAlone(input, cancellation) }
        }
        return try result.get()
    }

    private func runAlone(_ input: [Float], _ cancellation: Cancellation) throws(ImageError) -> [Float] {
        var created: OpaquePointer?
        try Message.check { message, capacity in mira_run_create(handle, &created, message, capacity) }
        guard let run = created else { throw ImageError(.fault, "the model can't be run") }
        defer { mira_run_release(run) }
        let watch = Watch(run: run, cancellation: cancellation)
        // The watch must not touch the run once it is released.
        defer { watch.end() }

        var (input, shape) = (input, inputShape)
        var output = [Float](repeating: 0, count: outputCount)
        try Message.check { message, capacity in
            mira_run_start(run, &input, &shape, &output, output.count, message, capacity)
        }
        return output
    }
}

/// Looks at a cancellation while a model runs on another thread, and passes it on.
private final class Watch: Sendable {
    private let ended = DispatchSemaphore(value: 0)
    private let stopped = DispatchSemaphore(value: 0)

    init(run: OpaquePointer, cancellation: Cancellation) {
        nonisolated(unsafe) let run = run
        DispatchQueue.global().async { [ended, stopped] in
            while ended.wait(timeout: .now() + .milliseconds(10)) == .timedOut {
                if cancellation.isCancelled {
                    mira_run_cancel(run)
                    break
                }
            }
            stopped.signal()
        }
    }

    func end() {
        ended.signal()
        stopped.wait()
    }
}

extension mira_shape {
    init(_ sides: [Int]) {
        self.init()
        rank = min(sides.count, 8)
        withUnsafeMutableBytes(of: &self.sides) { bytes in
            let all = bytes.bindMemory(to: Int64.self)
            for (index, side) in sides.prefix(8).enumerated() { all[index] = Int64(side) }
        }
    }
}

/// Turns the shim's status and message into an error.
private enum Message {
    static func check(
        _ call: (UnsafeMutablePointer<CChar>, Int) -> mira_runtime_status
    ) throws(ImageError) {
        var status = MIRA_RUNTIME_OK
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
            guard let base = buffer.baseAddress else { return "" }
            base.initialize(repeating: 0, count: buffer.count)
            status = call(base, buffer.count)
            return String(cString: base)
        }
        switch status {
        case MIRA_RUNTIME_OK: return
        case MIRA_RUNTIME_CANCELLED: throw ImageError(.cancelled, "cancelled")
        case MIRA_RUNTIME_UNAVAILABLE: throw ImageError(.unavailable, text)
        default: throw ImageError(.fault, text)
        }
    }
}
