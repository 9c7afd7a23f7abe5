import ArgumentParser
import MiraCommands

@main
struct Main {
    static func main() async {
        await Mira.main()
    }
}
