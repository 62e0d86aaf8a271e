// Package alike says, while a person is typed, that they may be in the file
// already.
//
// Its one job is to be in time and never in the way. Rules of the package: it
// never takes the keyboard, blocks nothing and joins nothing; it asks the file
// away from the window, once typing rests, and is silent while somebody types;
// who it names was found by the names and papers of both, and it says why; what
// a person answers is a judgement, and two of whom something is said already
// are not offered again.
package alike

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"guvoh/app/desk"
	"guvoh/app/judgement"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

const (
	// rest is how long nothing must be typed before the file is asked.
	rest = 450 * time.Millisecond
	// most is how many are named at most.
	most = 3
)

// Line is what is said below a name of one person.
type Line struct {
	d      *desk.Desk
	person model.ID
	open   func(model.Record)
	grew   func()
	box    *fyne.Container
	object fyne.CanvasObject // the box, across both columns of a form

	asked   int    // the newest question; older answers are dropped
	wait    func() // cancels the question that was to be asked
	found   []who
	left    map[model.ID]bool // whom the person at the desk wants left as they are
	all     bool              // the others are shown, too
	covered bool              // somebody types: its place stays, its words are away
}

// New makes the line of a person and asks for the first time. open shows another
// person; grew hears that the line came, went or has another height.
func New(d *desk.Desk, person model.ID, open func(model.Record), grew func()) *Line {
	l := &Line{d: d, person: person, open: open, grew: grew, box: ui.NewStack(1), left: map[model.ID]bool{}}
	l.object = ui.Wide(l.box)
	l.object.Hide()
	l.soon()
	return l
}

// Object is what is shown.
func (l *Line) Object() fyne.CanvasObject { return l.object }

// Leave drops what is still on its way.
func (l *Line) Leave() {
	l.asked++
	l.cancel()
}

// told tells whether a field says something of who the person is.
func told(kind, field string) bool {
	switch kind {
	case "person_name":
		return field == "text"
	case "identity_document":
		return field == "number"
	case "person":
		return field == "birth"
	}
	return false
}

// Typed hears that a field changes while somebody types.
func (l *Line) Typed(kind, field string) {
	if told(kind, field) {
		l.cover()
		l.soon()
	}
}

// Changed hears what an action wrote.
func (l *Line) Changed(c store.Changes) {
	for id, kind := range c.Records {
		switch kind {
		case "person":
			if id != l.person && !l.names(id) {
				continue
			}
		case "person_name", "identity_document", "residence", "judgement", "relationship":
		default:
			continue
		}
		l.soon()
		return
	}
}

func (l *Line) names(id model.ID) bool {
	for _, w := range l.found {
		if w.Person == id {
			return true
		}
	}
	return false
}

func (l *Line) cancel() {
	if l.wait != nil {
		l.wait()
		l.wait = nil
	}
}

// soon asks once nothing was typed for a moment.
func (l *Line) soon() {
	l.cancel()
	l.asked++
	asked := l.asked
	l.wait = l.d.Runner.After(rest, func() { l.ask(asked) })
}

func (l *Line) ask(asked int) {
	if asked != l.asked {
		return
	}
	db, person := l.d.DB, l.person
	typed := l.typed()
	var found []who
	l.d.Runner.Do(func() { found = ask(db, person, typed) }, func() {
		if asked == l.asked {
			l.show(found)
		}
	})
}

// typed is what stands in the window and is not kept yet.
type typed struct {
	names, documents map[model.ID]string
	birth            *model.Date
}

func (l *Line) typed() typed {
	t := typed{names: map[model.ID]string{}, documents: map[model.ID]string{}}
	for kind, into := range map[string]map[model.ID]string{"person_name": t.names, "identity_document": t.documents} {
		field := "text"
		if kind == "identity_document" {
			field = "number"
		}
		for _, r := range l.d.Rows(kind, l.person) {
			into[r.ID] = r.Text(field)
			if v, typing := l.d.Saver.Value(r.ID, field); typing {
				into[r.ID] = v.Text()
			}
		}
	}
	if v, typing := l.d.Saver.Value(l.person, "birth"); typing {
		d := v.Date()
		t.birth = &d
	}
	return t
}

// ask finds who may be meant. A failure is silence: the line is an offer, and
// whoever does the next thing with the file hears of what is wrong with it.
func ask(db *store.DB, person model.ID, t typed) []who {
	ctx := context.Background()
	p, err := db.ProbeOf(ctx, person)
	if err != nil {
		return nil
	}
	p.Names, p.Documents = nil, nil
	for _, s := range t.names {
		if s != "" {
			p.Names = append(p.Names, s)
		}
	}
	for _, s := range t.documents {
		if s != "" {
			p.Documents = append(p.Documents, s)
		}
	}
	if t.birth != nil {
		p.Birth = *t.birth
	}
	found, err := db.Alike(ctx, p, most+4)
	if err != nil {
		return nil
	}
	return acquaint(ctx, db, found)
}

// cover takes the words away and keeps their place, so that nothing jumps under
// the hands of whoever types.
func (l *Line) cover() {
	if !l.object.Visible() || l.covered {
		return
	}
	l.covered = true
	blank(l.box, l.object.Size().Height)
}

// blank leaves nothing in a box but its height.
func blank(box *fyne.Container, height float32) {
	place := canvas.NewRectangle(nil)
	place.SetMinSize(fyne.NewSize(1, height))
	box.Objects = []fyne.CanvasObject{place}
	box.Refresh()
}

// show says who was found.
func (l *Line) show(found []who) {
	l.found = found[:0:0]
	for _, w := range found {
		if !l.left[w.Person] && len(l.found) < most {
			l.found = append(l.found, w)
		}
	}
	was := l.object.Visible()
	l.covered = false
	l.box.Objects = nil
	for i, w := range l.found {
		if i > 0 && !l.all {
			l.box.Add(ui.NewRow(-1, ui.NewButton(l.d.Words.N("alike.more", len(l.found)-1), nil, ui.Link, func() {
				l.all = true
				l.show(l.found)
			})))
			break
		}
		l.box.Add(l.row(w))
	}
	switch {
	case len(l.found) > 0:
		l.object.Show()
	case !was:
		return
	default:
		l.object.Hide()
	}
	l.box.Refresh()
	l.grew()
}

// answer writes what the person at the desk says of the two. They are offered
// again when it is taken back.
func (l *Line) answer(w who, answer string) {
	if judgement.Answer(l.d, l.person, w.Person, answer, "") {
		l.show(slices.DeleteFunc(slices.Clone(l.found), func(other who) bool { return other.Person == w.Person }))
		l.d.Host.Toast(l.d.Words.T("judge.written"), l.d.Words.T("action.undo"), l.d.Undo)
	}
}

// leave says no more of somebody as long as the form is open.
func (l *Line) leave(w who) {
	l.left[w.Person] = true
	l.show(l.found)
}
