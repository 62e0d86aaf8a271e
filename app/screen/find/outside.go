package find

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/listing"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/question"
	"guvoh/model/store"
)

// ready tells whether a list may be made: one for others only when nothing in it
// must not be told, and when the file can remember that it left.
func (l *leaving) ready(r listing.Report) bool {
	return !l.list.Outside || len(r.Held) == 0 && !l.s.d.DB.ReadOnly()
}

// outside says what keeps a list from being made for others and how to mend that,
// and what a person has to look at in it.
func (l *leaving) outside(r listing.Report) (told []fyne.CanvasObject) {
	if !l.list.Outside {
		return nil
	}
	w := l.s.d.Words
	if l.s.d.DB.ReadOnly() {
		told = append(told, ui.NewBanner(ui.Problem, w.T("listing.read_only")))
	}
	if len(r.Held) > 0 {
		told = append(told, ui.NewBanner(ui.Problem, l.held(r.Held)))
		var mend []fyne.CanvasObject
		if len(l.without(r.Held)) > 0 {
			mend = append(mend, ui.NewToolbar(ui.NewButton(w.T("listing.leave_columns"), theme.ContentRemoveIcon(), ui.Plain, func() {
				l.list.Question.Columns = l.without(r.Held)
				l.look()
			})))
		}
		told = append(told, append(mend, l.withhold)...)
	} else if l.list.Withhold {
		told = append(told, l.withhold)
	}
	if r.Withheld > 0 {
		told = append(told, ui.NewBanner(ui.Warning, w.N("listing.withheld_cells", r.Withheld)))
	}
	if r.Doubtful > 0 {
		told = append(told, ui.NewBanner(ui.Warning, w.N("listing.doubtful", r.Doubtful)))
	}
	return told
}

// mostHeld is how many records are named that keep a list from being made.
const mostHeld = 6

// held says which records keep a list from being made, and in which columns.
func (l *leaving) held(at []listing.Held) string {
	w := l.s.d.Words
	var records, columns []string
	more := 0
	for _, h := range at {
		if !slices.Contains(columns, h.Column) {
			columns = append(columns, h.Column)
		}
		r, there := l.s.d.Get(h.Record)
		name := w.Kind(h.Kind)
		if there {
			name = l.s.d.Title(r)
		}
		switch {
		case slices.Contains(records, name):
		case len(records) == mostHeld:
			more++
		default:
			records = append(records, name)
		}
	}
	if more > 0 {
		records = append(records, w.N("records.more", more))
	}
	return w.T("listing.held", tr.V{"Records": strings.Join(records, "; "), "Columns": strings.Join(columns, ", ")})
}

// without gives the columns of the list but for those in which something was found.
func (l *leaving) without(at []listing.Held) []question.Column {
	listed, _ := l.list.Columns()
	var kept []question.Column
	for _, c := range listed {
		if !slices.ContainsFunc(at, func(h listing.Held) bool { return h.Column == c.Title }) {
			kept = append(kept, c.Column)
		}
	}
	return kept
}

// remember says that a list was written. One for others is entered in its cases, as
// a dossier is; one for ourselves did not leave.
func remember(d *desk.Desk, l listing.List, r listing.Report) {
	said := d.Words.N("find.export.done", r.Rows)
	if l.Outside {
		entered := d.Do("issue", func(tx *store.Tx) error {
			_, err := l.Issue(r).Into(tx)
			return err
		})
		if !entered {
			ui.Message(d.Host.Window().Canvas(), d.Words.T("problem.title"), d.Words.T("listing.not_remembered"))
			return
		}
		said += " " + d.Words.T("listing.remembered")
	}
	d.Host.Toast(said, "", nil)
}
