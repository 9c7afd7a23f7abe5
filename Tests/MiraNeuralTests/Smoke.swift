import Testing

@Suite struct MiraNeuralSmoke {
}
