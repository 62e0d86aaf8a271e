package recordform

import (
	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
)

// TimelineButton leads from a person to what happened to them, along time; it
// stands in the toolbar of the person's form.
func TimelineButton(d *desk.Desk, inCase, person model.ID) fyne.CanvasObject {
	return ui.NewIconButton(ui.TimelineIcon(), d.Words.T("timeline.open"), func() {
		if d.Saver.Commit() {
			d.Host.Go(desk.Route{Screen: desk.ScreenTimeline, Case: inCase, Record: person})
		}
	})
}
