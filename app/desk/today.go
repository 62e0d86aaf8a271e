package desk

// ScreenToday is what is due, and what is over: of the whole file, or of Case.
// Record is the entry that is chosen, by what it would open.
const ScreenToday = "today"

// ScreenEmergency is the sheet for an interim measure in Case.
const ScreenEmergency = "emergency"
