import MiraGeneration
import MiraImage

/// Runs `work` on each input. One that fails is told, and the others go on; the first failure decides how the program ends.
func forEach(_ inputs: [Source], json: Bool, _ work: (_ input: Source, _ isLast: Bool) async throws -> Void)
    async throws
{
    let status = try await Console.watching(isLong: inputs.count > 1) { monitor in
        var status = ExitStatus.done
        for (index, input) in inputs.enumerated() {
            do {
                try monitor.advance(to: Double(index) / Double(inputs.count), input.title)
                try await naming(input) { try await work(input, index == inputs.count - 1) }
            } catch {
                Staging.discard()
                let failed = try tell(error, json: json)
                if status == .done { status = failed }
            }
        }
        return status
    }
    if status != .done { throw Reported(status: status) }
}

/// An error that is about one input.
struct InputError: Error {
    let input: Source
    let underlying: any Error
}

/// Runs `work` so that its errors name `input`.
func naming<R>(_ input: Source, _ work: () throws -> R) throws -> R {
    do {
        return try work()
    } catch {
        throw InputError(input: input, underlying: error)
    }
}

/// Runs `work` so that its errors name `input`.
func naming<R>(_ input: Source, _ work: () async throws -> R) async throws -> R {
    do {
        return try await work()
    } catch {
        throw InputError(input: input, underlying: error)
    }
}

/// Tells what went wrong: a line for people, and with `--json` an object for programs.
///
/// - Parameter input: what it went wrong with, where the error itself does not know.
/// - Throws: the error itself where nothing is to be told: the program was interrupted, or nobody reads its results.
func tell(_ error: any Error, input: Source? = nil, json: Bool) throws -> ExitStatus {
    if let reported = error as? Reported { return reported.status }
    let complaint = Complaint(error)
    guard complaint.status != .interrupted, complaint.status != .done else { throw error }
    Console.say(complaint.line)
    if json {
        let object: JSON = [
            "input": JSON((complaint.input ?? input)?.name),
            "error": ["code": .string(complaint.code), "message": .string(complaint.message)],
        ]
        try Console.print(object.description)
    }
    return complaint.status
}
