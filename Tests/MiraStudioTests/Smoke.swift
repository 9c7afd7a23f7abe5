import Testing

@Suite struct MiraStudioSmoke {
}
