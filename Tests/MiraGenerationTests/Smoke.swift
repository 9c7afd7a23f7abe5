import Testing

@Suite struct MiraGenerationSmoke {
}
