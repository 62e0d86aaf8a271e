package teamwork_test

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"guvoh/model"
	"guvoh/model/store"
)

// pane is a screen that notes what it hears.
type pane struct {
	widget.BaseWidget
	changed map[model.ID]string
	hears   func() // may be nil
}

func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack())
}

// Changed notes what changed.
func (p *pane) Changed(c store.Changes) {
	p.changed = c.Records
	if p.hears != nil {
		p.hears()
	}
}

func (p *pane) Leave() {}
