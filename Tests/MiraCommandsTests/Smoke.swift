import Testing

@Suite struct MiraCommandsSmoke {
}
