package recordform

import (
	"cmp"

	"fyne.io/fyne/v2"

	"guvoh/app/bodychart"
	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
)

// point is a place on the body: a small picture of it, and the way to the body
// map, where it is set.
func (in *input) point() fyne.CanvasObject {
	d := in.b.f.d
	where := ui.NewCaption("")
	open := ui.NewButton(d.Words.T("bodymap.open"), ui.InjuryIcon(), ui.Plain, in.toBodyMap)
	shape, marks := in.pictured("")
	picture := bodychart.NewStill(shape, marks, in.toBodyMap)
	in.focus = open
	in.put = func(v model.Value) {
		picture.SetStill(in.pictured(v))
		text := d.Words.T("form.point_unset")
		if p, ok := v.Point(); ok {
			at := picture.Shape().At(doc.Point{X: p.X, Y: p.Y})
			text = d.Words.T("form.point_at", tr.V{
				"View": d.Words.Word("body_view", picture.Shape().View), "Site": d.Words.Word("body_site", at.Site),
				"Side": d.Words.T("bodymap.side." + at.Side),
			})
		}
		where.SetText(text)
	}
	return ui.NewStack(1.2, ui.NewRow(-1, picture), where, ui.NewRow(-1, open))
}

// pictured is the figure on which an injury stands, and its mark, for a point.
// A figure that is shown only when asked for is not shown here.
func (in *input) pictured(v model.Value) (figure.Shape, []bodychart.Mark) {
	r := in.b.rec
	mark := figure.BodyMark{
		Sign: figure.SignOf(r.Text("kind")), View: r.Text("view"), Site: r.Text("site"), Side: r.Text("side"), Child: r.Text("figure") == "child",
	}
	if p, ok := v.Point(); ok {
		mark.At = &doc.Point{X: p.X, Y: p.Y}
	}
	view, at, near := figure.BodyMap{}.Place(mark)
	shape, _ := figure.ShapeOf(cmp.Or(view, "front"), mark.Child)
	var marks []bodychart.Mark
	for _, p := range at {
		marks = append(marks, bodychart.Mark{Sign: mark.Sign, At: p, Near: near})
	}
	return shape, marks
}

// toBodyMap goes to the body map of the person, with this injury chosen.
func (in *input) toBodyMap() {
	f := in.b.f
	person := in.b.value("person").Ref()
	if person.IsZero() {
		f.d.Host.Toast(f.d.Words.T("bodymap.person_first"), "", nil)
		return
	}
	if !f.d.Saver.Commit() {
		return
	}
	f.d.Host.Go(desk.Route{Screen: desk.ScreenBody, Case: f.o.Case, Record: person, Spot: desk.Spot{Row: in.b.rec.ID}})
}

// BodyMapButton leads from a person to their body map; it stands in the toolbar
// of the person's form.
func BodyMapButton(d *desk.Desk, inCase, person model.ID) fyne.CanvasObject {
	return ui.NewIconButton(ui.InjuryIcon(), d.Words.T("bodymap.open"), func() {
		if d.Saver.Commit() {
			d.Host.Go(desk.Route{Screen: desk.ScreenBody, Case: inCase, Record: person})
		}
	})
}
