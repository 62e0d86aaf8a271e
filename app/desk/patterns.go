package desk

// ScreenPatterns shows what several cases have in common. Section is what is
// compared; Words hold the rest of the question.
const ScreenPatterns = "patterns"
