import Glibc
import MiraGeneration
import Testing

@Suite struct AtomicFileTests {
    @Test func writesANewFile() throws {
        try inScratchFolder { folder in
            try AtomicFile.write([1, 2, 3], to: folder + "/new")
            #expect(contents(of: folder + "/new") == [1, 2, 3])
            #expect(names(in: folder) == ["new"])
        }
    }

    @Test func replacesAFileAndKeepsItsPermissions() throws {
        try inScratchFolder { folder in
            try AtomicFile.write([1], to: folder + "/file")
            chmod(folder + "/file", 0o664)
            try AtomicFile.write([2, 2], to: folder + "/file")
            #expect(contents(of: folder + "/file") == [2, 2])
            #expect(mode(of: folder + "/file") == 0o664)
            #expect(names(in: folder) == ["file"])
        }
    }

    @Test func lettingGoLeavesNothing() throws {
        try inScratchFolder { folder in
            try AtomicFile.write([1], to: folder + "/file")
            do {
                let file = try AtomicFile(replacing: folder + "/file")
                try file.write([UInt8](repeating: 9, count: 100_000))
                let other = try AtomicFile(replacing: folder + "/other")
                try other.write([9])
            }
            #expect(contents(of: folder + "/file") == [1])
            #expect(names(in: folder) == ["file"])
        }
    }

    @Test func checkLeavesNothing() throws {
        try inScratchFolder { folder in
            try AtomicFile.check(folder + "/file")
            #expect(names(in: folder).isEmpty)
        }
    }

    @Test func replacesTheFileBehindALink() throws {
        try inScratchFolder { folder in
            try AtomicFile.write([1], to: folder + "/file")
            symlink("file", folder + "/link")
            try AtomicFile.write([2], to: folder + "/link")
            #expect(contents(of: folder + "/file") == [2])
            var status = stat()
            lstat(folder + "/link", &status)
            #expect(status.st_mode & S_IFMT == S_IFLNK)
        }
    }

    @Test func refusesWhatIsNoFile() throws {
        try inScratchFolder { folder in
            symlink("nowhere", folder + "/dangling")
            symlink("circle", folder + "/circle")
            mkfifo(folder + "/pipe", 0o600)
            try AtomicFile.write([1], to: folder + "/file")
            let before = names(in: folder)
            for path in [
                folder, folder + "/", folder + "/.", folder + "/missing/out", folder + "/file/out",
                folder + "/dangling",
                folder + "/circle", folder + "/pipe", "/dev/null", "", folder + "/a\0b",
                folder + "/" + String(repeating: "n", count: 300),
            ] {
                let error = #expect(throws: GenerationError.self) { try AtomicFile.write([1], to: path) }
                #expect(error?.cause == .unwritable)
                #expect(error?.message.contains("; ") == true)
            }
            #expect(names(in: folder) == before)
            #expect(contents(of: "/dev/null") == [])
        }
    }

    @Test(.enabled(if: geteuid() == 0, "mounting a small disk needs root"))
    func aFullDiskLeavesTheOldFile() throws {
        try inScratchFolder { folder in
            guard mount("tmpfs", folder, "tmpfs", 0, "size=64k") == 0 else {
                print("not tested: this machine lets root mount nothing")
                return
            }
            defer { umount2(folder, 2) }
            try AtomicFile.write([1], to: folder + "/file")
            let error = #expect(throws: GenerationError.self) {
                try AtomicFile.write([UInt8](repeating: 7, count: 100_000), to: folder + "/file")
            }
            #expect(error?.message.contains("no space left") == true)
            #expect(contents(of: folder + "/file") == [1])
            #expect(names(in: folder) == ["file"])
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
    func refusesAReadOnlyFile() throws {
        try inScratchFolder { folder in
            try AtomicFile.write([1], to: folder + "/file")
            chmod(folder + "/file", 0o444)
            #expect(throws: GenerationError.self) { try AtomicFile.write([2], to: folder + "/file") }
            #expect(contents(of: folder + "/file") == [1])
        }
    }

    private func inScratchFolder(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/mira-atomic-XXXXXX".utf8CString)
        let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer {
            for name in names(in: folder) { unlink(folder + "/" + name) }
            rmdir(folder)
        }
        try body(folder)
    }

    private func contents(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
    }

    private func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private func mode(of path: String) -> mode_t {
        var status = stat()
        stat(path, &status)
        return status.st_mode & 0o777
    }
}
