package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Signs of the ways to look at a case, and of what the toolkit would show by a sign
// that stands for something else here.
var (
	timelineSign  = sign("timeline", "M3 3.5h9v3.2H3zM7.5 8.6h9v3.2h-9zM12 13.7h9v3.2h-9zM2 19.4h20v1.8H2z")
	relationsSign = sign("relations", "M8 2.5h8v5.6H8zM2 15.9h8v5.6H2zM14 15.9h8v5.6h-8zM11 8.1h2V11h6v4.9h-2V13H7v2.9H5V11h6z")
	factsSign     = sign("facts", "M3 3h18v18H3zM5 5v3h3V5zM10 5v3h4V5zM16 5v3h3V5zM5 10v4h3v-4zM16 10v4h3v-4zM5 16v3h3v-3zM10 16v3h4v-3z")
	eventSign     = sign("event", "M4.5 2H7v20H4.5zM8.5 3H20l-3.4 4.6L20 12.2H8.5z")
	houseSign     = sign("organisation", "M12 2 2 7v2h20V7zM4 11h3v7H4zM10.5 11h3v7h-3zM17 11h3v7h-3zM2 20h20v2H2z")
)

// TimelineIcon is the sign of what happened along time.
func TimelineIcon() fyne.Resource { return theme.NewThemedResource(timelineSign) }

// RelationsIcon is the sign of who stands how to whom.
func RelationsIcon() fyne.Resource { return theme.NewThemedResource(relationsSign) }

// FactsIcon is the sign of facts against articles.
func FactsIcon() fyne.Resource { return theme.NewThemedResource(factsSign) }

// EventIcon is the sign of what happened.
func EventIcon() fyne.Resource { return theme.NewThemedResource(eventSign) }

// OrganisationIcon is the sign of an authority or another organisation.
func OrganisationIcon() fyne.Resource { return theme.NewThemedResource(houseSign) }
