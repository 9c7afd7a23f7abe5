// Pictures of real size take minutes in a debug build.
#if !DEBUG
    import Glibc
    import MiraGeneration
    import MiraImage
    import MiraTestSupport
    import Testing

    @Suite(.serialized) struct LargeGenerationTests {
        private func arguments(_ folder: TemporaryFolder, _ more: String...) -> [String] {
            [
                "generate", "on a marble countertop in soft morning light", "-r", "product=" + folder.file("ball.png"),
                "--size", "1024x1024", "--seed", "7",
            ] + more
        }

        private func folder() throws -> TemporaryFolder {
            let folder = try TemporaryFolder()
            try folder.write(Samples.ballOnGray(side: 700), to: "ball.png")
            return folder
        }

        private func withoutModels(_ environment: [String: String] = [:]) -> ProgramOptions {
            var options = ProgramOptions()
            options.environment = ["MIRA_MODELS_DIR": "/nowhere"].merging(environment) { $1 }
            return options
        }

        @Test func sameBytesForEveryThreadAndLevel() async throws {
            let folder = try folder()
            var results: Set<[UInt8]> = []
            for environment in [[:], [:], ["MIRA_THREADS": "1"], ["MIRA_THREADS": "2"], ["MIRA_SIMD": "scalar"]] {
                let run = try await runMira(arguments(folder, "-o", "-"), options: withoutModels(environment))
                #expect(run.status == 0, "\(run.errors)")
                results.insert(run.output)
            }
            #expect(results.count == 1)
        }

        @Test func productUntouched() async throws {
            let folder = try folder()
            let (out, receipt) = (folder.file("out.png"), folder.file("out.json"))
            let run = try await runMira(
                arguments(folder, "-o", out, "--receipt", receipt), options: withoutModels())
            #expect(run.status == 0, "\(run.errors)")
            let verified = try await runMira("verify", out, "--receipt", receipt, "-r", folder.file("ball.png"))
            #expect(verified.status == 0 && verified.text.contains("max difference     0\n"))
        }

        @Test func barOnATerminalAndNothingInAPipe() async throws {
            let folder = try folder()
            var options = withoutModels(["TERM": "xterm", "LC_ALL": "C.UTF-8"])
            let piped = try await runMira(arguments(folder, "-o", folder.file("out.png")), options: options)
            #expect(!piped.errors.contains("%") && !piped.errors.contains("\u{1B}"))
            options.hasTerminal = true
            let watched = try await runMira(arguments(folder, "-o", folder.file("out.png")), options: options)
            // It moves.
            #expect(Set(watched.errors.matches(of: /\d+ %/).map { String($0.0) }).count >= 5)
        }

        @Test func interruptedAtTenMoments() async throws {
            let whole = try await runMira(
                arguments(folder(), "-o", "/dev/null"), options: withoutModels()
            ).seconds
            var interrupted = 0
            for moment in 0..<10 {
                let folder = try folder()
                var options = withoutModels()
                let sent = 0.01 + whole * Double(moment) / 10
                options.interruption = (SIGINT, sent)
                let run = try await runMira(arguments(folder, "-o", folder.file("out.png")), options: options)
                if run.status == 130 || run.signal == SIGINT {
                    interrupted += 1
                    #expect(folder.names == ["ball.png"])
                    #expect(run.seconds < sent + 0.5, "\(run.seconds - sent) s after the signal")
                } else {
                    #expect(run.status == 0 && folder.names == ["ball.png", "out.png"])
                }
            }
            #expect(interrupted >= 5)
        }
    }
#endif
