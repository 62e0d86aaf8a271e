package app

import (
	"guvoh/app/desk"
	"guvoh/app/screen/casefile"
	"guvoh/app/screen/relations"
	"guvoh/app/ui"
	"guvoh/model"
)

// whoToWhom shows who of a case stands how to whom.
func whoToWhom(d *desk.Desk, r desk.Route) desk.Pane { return relations.New(d, r) }

// relationsDrawn leads from the relationships of a case to the web of all that
// joins its people, to the first person of the relationship that is open there.
func relationsDrawn() casefile.Option {
	return casefile.WithLead("relationship", "relations.open", ui.RelationsIcon(), func(d *desk.Desk, c, open model.ID) {
		to := desk.Route{Screen: desk.ScreenRelations, Case: c}
		if r, ok := d.Get(open); ok && r.Kind == "relationship" {
			to.Record = r.Ref("person")
		}
		d.Host.Go(to)
	})
}
