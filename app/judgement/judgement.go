// Package judgement says on a person whether another record is of the same
// person, and asks it.
//
// Its one job is to join two records in the reader's mind and in nothing else:
// they stay two, whatever is said. Rules of the package: an answer is one
// record of the kind judgement, whose id follows from the pair, so that
// colleagues who disagree meet in a conflict; it is written, changed and undone
// like any other; who said it, how sure that is and when always stands with it.
package judgement

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/conflict"
	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// Lines are what is said about one person, with the way to say more.
type Lines struct {
	d      *desk.Desk
	person model.ID
	open   func(model.Record) // shows the other person
	grew   func()             // lines came or went
	object *fyne.Container
}

// New makes the lines of a person. open shows another person; grew, which may
// be nil, hears that lines came or went.
func New(d *desk.Desk, person model.ID, open func(model.Record), grew func()) *Lines {
	l := &Lines{d: d, person: person, open: open, grew: grew, object: ui.NewStack(1.2)}
	l.load()
	return l
}

// Object is what is shown.
func (l *Lines) Object() fyne.CanvasObject { return l.object }

// Changed shows again what an action wrote.
func (l *Lines) Changed(c store.Changes) {
	for _, kind := range c.Records {
		if kind == "judgement" || kind == "person" || kind == "person_name" {
			l.load()
			if l.grew != nil {
				l.grew()
			}
			return
		}
	}
}

// Of gives the judgements about a person, and of each the other person.
func Of(d *desk.Desk, person model.ID) (judgements []model.Record, others []model.ID) {
	for _, f := range [][2]string{{"person", "other"}, {"other", "person"}} {
		rs, err := d.DB.Linked(context.Background(), "judgement", f[0], person)
		d.Fail(err)
		for _, r := range rs {
			judgements, others = append(judgements, r), append(others, r.Ref(f[1]))
		}
	}
	return judgements, others
}

func (l *Lines) load() {
	l.object.Objects = nil
	judgements, others := Of(l.d, l.person)
	for i, r := range judgements {
		l.object.Add(l.line(r, others[i]))
	}
	if !l.d.DB.ReadOnly() {
		l.object.Add(ui.NewRow(-1, ui.NewButton(l.d.Words.T("judge.ask"), theme.AccountIcon(), ui.Link, func() { Ask(l.d, l.person) })))
	}
	l.object.Hidden = len(l.object.Objects) == 0
	l.object.Refresh()
}

// line is one judgement: what, who said so and when, and what can be done.
func (l *Lines) line(r model.Record, other model.ID) fyne.CanvasObject {
	w := l.d.Words
	o, here := l.d.Get(other)
	name := w.T("form.record_gone")
	if here {
		name = l.d.Title(o)
	}
	title := w.T("judge.is."+known(r.Text("judgement")), tr.V{"Name": name})
	conflicts, err := l.d.DB.Conflicts(context.Background(), r.ID)
	l.d.Fail(err)
	var acts []fyne.CanvasObject
	if here {
		acts = append(acts, ui.NewButton(w.T("action.open"), nil, ui.Quiet, func() { l.open(o) }))
	}
	if !l.d.DB.ReadOnly() && here {
		acts = append(acts, ui.NewButton(w.T("judge.change"), nil, ui.Quiet, func() { Compare(l.d, l.person, other) }))
	}
	if !l.d.DB.ReadOnly() {
		acts = append(acts, ui.NewIconButton(theme.DeleteIcon(), w.T("judge.take_back"), func() { l.d.Delete(r) }))
	}
	said, mark := SaidBy(l.d, r)
	row := ui.NewActionRow(theme.AccountIcon(), title, said, acts...).Mark(mark).Boxed()
	if len(conflicts) == 0 {
		return row
	}
	box := ui.NewStack(1.2, row)
	for _, c := range conflicts {
		box.Add(conflict.New(l.d, c, nil).Object())
	}
	return box
}

// known keeps an answer of a newer program from going unsaid.
func known(answer string) string {
	switch answer {
	case "same", "not_same":
		return answer
	}
	return "unsure"
}

// SaidBy says who judged, when and why.
func SaidBy(d *desk.Desk, r model.Record) (string, *ui.Badge) {
	blame, err := d.DB.Blame(context.Background(), r.ID)
	d.Fail(err)
	return Said(d, r, blame["judgement"])
}

// Said is SaidBy with who judged, and when, at hand.
func Said(d *desk.Desk, r model.Record, c store.Claim) (string, *ui.Badge) {
	parts := []string{d.NameOf(c.Author), desk.Moment(d.Words, c.At)}
	if why := r.Text("account"); why != "" {
		parts = append(parts, strings.Join(strings.Fields(why), " "))
	}
	return strings.Join(parts, " · "), d.Trust(c.Author.Trust).Badge()
}

// Ask asks which other record may be of the same person, and then whether it is.
func Ask(d *desk.Desk, person model.ID) {
	if !d.Saver.Commit() {
		return
	}
	w := d.Words
	var other model.ID
	p := ui.NewRefPicker(w.T("action.search"), nil, func(id string) { other, _ = model.ParseID(id) })
	p.SearchLater = d.Pick([]string{"person"}, offered, func(_ string, found []store.Hit) []ui.Option { return options(d, person, found) })
	field := ui.NewField(w.T("judge.which"), p)
	var dialog *ui.Dialog
	next := func() {
		if other.IsZero() {
			field.SetError(w.T("judge.choose"))
			dialog.Refresh()
			return
		}
		dialog.Close()
		Compare(d, person, other)
	}
	dialog = ui.NewDialog(d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("judge.title"), Body: ui.NewStack(2.4, ui.NewText(w.T("judge.stay_two"), ui.TextStyle{}), field), Width: 520, First: p.FocusTarget(),
		Buttons: []*ui.Button{
			ui.NewButton(w.T("action.cancel"), nil, ui.Plain, func() { dialog.Close() }),
			ui.NewButton(w.T("judge.next"), nil, ui.Primary, next),
		},
	})
	dialog.Show()
}

// offered is how many persons are offered; typing finds the others.
const offered = 60

// options are the other persons of the file that were found.
func options(d *desk.Desk, person model.ID, hits []store.Hit) []ui.Option {
	var out []ui.Option
	for _, h := range hits {
		if h.ID == person {
			continue
		}
		o := d.Named(h)
		r, _ := d.Get(h.ID)
		o.Hint = d.Show(r, "birth")
		out = append(out, o)
	}
	return out
}

// Answer keeps an answer, with the reason if there is one: a conflict about it
// ends by it, and one that was taken back comes again.
func Answer(d *desk.Desk, a, b model.ID, answer, why string) bool {
	r := model.NewJudgement(a, b)
	values := map[string]model.Value{"judgement": model.TextValue(answer), "account": model.TextValue(why)}
	contested := map[string]bool{}
	found, err := d.DB.Conflicts(context.Background(), r.ID)
	d.Fail(err)
	for _, c := range found {
		contested[c.Field] = true
	}
	return d.Do("judge", func(tx *store.Tx) error {
		_, err := tx.Get(r.ID)
		switch {
		case errors.Is(err, store.ErrNotFound):
			for f, v := range values {
				r.Set(f, v)
			}
			return tx.Put(r)
		case err != nil:
			return err
		}
		if err := tx.Undelete(r.ID); err != nil {
			return err
		}
		for f, v := range values {
			set := tx.Set
			if contested[f] {
				set = tx.Resolve
			}
			if err := set(r.ID, f, v); err != nil {
				return err
			}
		}
		return nil
	})
}
