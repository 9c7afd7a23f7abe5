import MiraCommands

@main
struct Main {
    static func main() async {
        await Program.run(Mira.self)
    }
}
