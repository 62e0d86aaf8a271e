package desk

// ScreenInterviewing is the room in which an interview is held: Case, and Record
// the interview. Without a Record a new interview begins.
const ScreenInterviewing = "interviewing"

// Absorbing is a pane that fills the window, with nothing around it that leads
// away, as long as it is shown.
type Absorbing interface{ Absorbs() bool }
