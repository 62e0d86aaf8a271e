package model

// Hours gives the clock times between which the date lies on its first and on
// its last day, "00:00" and "24:00" where nothing finer is known: what a drawing
// of one day needs. A part of the day is as wide as it may be.
func (d Date) Hours() (from, until string) { return d.hours() }

// Alike tells whether two dates say the same, in whatever words and by whatever
// calendar they were told.
func (d Date) Alike(e Date) bool {
	d.Words, e.Words = "", ""
	d.Calendar, e.Calendar = "", ""
	return d == e
}
