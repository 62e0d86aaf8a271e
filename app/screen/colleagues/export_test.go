package colleagues

import (
	"fyne.io/fyne/v2/container"

	"guvoh/app/desk"
	"guvoh/model"
	"guvoh/model/store"
)

// Previewed is the preview of a report that a test made up.
func Previewed(d *desk.Desk, r store.MergeReport) desk.Pane {
	p := &take{
		frame: frame{d: d, body: container.NewStack()}, path: "/media/stick/colleague.guvoh", report: r, left: map[model.ID]bool{},
	}
	p.ExtendBaseWidget(p)
	p.view = newPreview(p)
	p.show(p.view.object())
	p.view.begin()
	return p
}
