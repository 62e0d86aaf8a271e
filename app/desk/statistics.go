package desk

// ScreenStatistics shows numbers of records. Section is what is counted; Words hold by
// what, and the rest of the question.
const ScreenStatistics = "statistics"
