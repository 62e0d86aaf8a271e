package desk

// ScreenBody is the body map of a person: Record is the person, who may be left
// out; Case the case whose injuries are shown, or none; Spot.Row the injury that
// is chosen.
const ScreenBody = "bodymap"
