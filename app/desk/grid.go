package desk

// ScreenGrid is the facts of Case against the articles alleged. Record is the fact
// or the article that is chosen, Words hold what the facts are chosen by.
const ScreenGrid = "grid"
