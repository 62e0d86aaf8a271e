package desk

// ScreenTimeline is what happened in Case along time; Record is a person whose
// part of it is shown, who may be left out; without Case all that the file holds
// of that person. Spot.Row is the record that is chosen.
const ScreenTimeline = "timeline"
