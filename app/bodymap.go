package app

import (
	"guvoh/app/desk"
	"guvoh/app/screen/bodymap"
	"guvoh/app/screen/casefile"
	"guvoh/app/ui"
	"guvoh/model"
)

// onTheBody shows the injuries of a person on figures of the body.
func onTheBody(d *desk.Desk, r desk.Route) desk.Pane { return bodymap.New(d, r) }

// injuriesDrawn leads from the injuries of a case to the body map, to the one
// that is open there.
func injuriesDrawn() casefile.Option {
	return casefile.WithLead("injury", "bodymap.open", ui.InjuryIcon(), func(d *desk.Desk, c, injury model.ID) {
		to := desk.Route{Screen: desk.ScreenBody, Case: c}
		if r, ok := d.Get(injury); ok && r.Kind == "injury" && !r.Ref("person").IsZero() {
			to.Record, to.Spot = r.Ref("person"), desk.Spot{Row: r.ID}
		}
		d.Host.Go(to)
	})
}
