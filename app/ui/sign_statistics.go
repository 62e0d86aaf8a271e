package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

var statisticsSign = sign("statistics", "M3 20h18v1.6H3zM4.5 12h3.6v7H4.5zM10.2 4h3.6v15h-3.6zM15.9 8.5h3.6V19h-3.6z")

// StatisticsIcon is the sign of numbers that are looked at.
func StatisticsIcon() fyne.Resource { return theme.NewThemedResource(statisticsSign) }
