package colleagues

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/account"
	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// shortest is how much of a long value is shown before a person asks for it all.
const shortest = 280

// manyFields is how many fields of one record are shown.
const manyFields = 80

// reading shows in words what a record held, holds and will hold.
type reading struct {
	*names
	past     bool // a report that was kept, which holds no values: what stands there now is shown
	done     bool // it was carried out: what it brings has come
	proposed bool // they are proposals of somebody outside, not work that merges
}

// value says a value of a field in the reader's words.
func (r reading) value(rec model.Record, field string, v model.Value) string {
	w := r.d.Words
	if field == journal.Liveness {
		if b, ok := v.Bool(); ok && b {
			return w.T("colleagues.is_deleted")
		}
		return w.T("colleagues.is_kept")
	}
	k := r.d.DB.Schema().Kind(rec.Kind)
	if k == nil {
		return v.Text()
	}
	f, ok := k.Field(field)
	if !ok {
		return v.Text()
	}
	if f.Type == model.Ref { // what comes with the same merge is not in the file yet
		if s := r.title(v.Ref()); s != "" {
			return s
		}
	}
	if f.Type == model.Refs {
		return r.refs(v)
	}
	return r.d.ShowValue(rec, f, v)
}

func (r reading) refs(v model.Value) string {
	all := ""
	for _, id := range v.Refs() {
		s := r.title(id)
		if s == "" {
			continue
		}
		if all != "" {
			all += ", "
		}
		all += s
	}
	return all
}

// field names a field, or a register beside the fields.
func (r reading) field(kind, field string) string {
	switch field {
	case journal.Liveness:
		return r.d.Words.T("colleagues.record")
	case journal.Purged, journal.PurgedBytes:
		return r.d.Words.T("colleagues.mark.purged")
	}
	return r.d.Words.Field(kind, field)
}

// when says the first while it is only looked at, the second once it was done.
func (r reading) when(before, after string, v ...tr.V) string {
	if r.done {
		before = after
	}
	return r.d.Words.T(before, v...)
}

// of names a record: as it will be, else as it is, else by what it says, else by
// its kind.
func (r reading) of(m *store.Merged) string {
	if m.Label != "" {
		return m.Label
	}
	if s := r.title(m.Record); s != "" {
		return s
	}
	rec := model.Record{ID: m.Record, Kind: m.Kind}
	said := desk.TitleBy(m.Kind, func(field string) string {
		i := slices.IndexFunc(m.Fields, func(f store.MergedField) bool { return f.Field == field && len(f.Came) > 0 })
		if i < 0 {
			return ""
		}
		return r.value(rec, field, m.Fields[i].Came[0].Value)
	})
	if said != "" {
		return said
	}
	return r.d.Words.Kind(m.Kind)
}

// says tells whether a field says something to a reader.
func (r reading) says(m *store.Merged, field string) bool {
	k := r.d.DB.Schema().Kind(m.Kind)
	return field != "position" && (k == nil || k.Parent == "" || field != k.Parent)
}

// record is the right-hand side for one record: each of its fields, both values
// side by side.
func (r reading) record(m *store.Merged, left *ui.Check) fyne.CanvasObject {
	w := r.d.Words
	text, tone := r.mark(m)
	about := w.Kind(m.Kind)
	if c := caseOf(m); !c.IsZero() && c != m.Record {
		if t := r.title(c); t != "" {
			about += " · " + t
		}
	}
	parts := []fyne.CanvasObject{
		ui.NewStack(0.8,
			ui.NewText(r.of(m), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}),
			ui.NewFlow(ui.NewBadge(text, tone)), ui.NewCaption(about)),
	}
	if left != nil {
		parts = append(parts, left)
	}
	if m.LeftBefore {
		parts = append(parts, ui.NewBanner(ui.Neutral, w.T("colleagues.left_before")))
	}
	if m.What == store.MergedPurged {
		parts = append(parts, ui.NewBanner(ui.Problem, w.T("colleagues.purged_why")))
	}
	rec, err := r.d.DB.Get(context.Background(), m.Record) // deleted ones, too
	if err != nil {
		rec = model.Record{ID: m.Record, Kind: m.Kind}
	}
	shown := 0
	for i := range m.Fields {
		if f := &m.Fields[i]; r.says(m, f.Field) {
			if shown++; shown > manyFields {
				parts = append(parts, ui.NewCaption(w.N("colleagues.more_fields", len(m.Fields)-i)))
				break
			}
			if r.past {
				parts = append(parts, r.fieldNow(rec, m, f))
			} else {
				parts = append(parts, r.fieldOf(rec, m, f))
			}
		}
	}
	return ui.NewStack(2.4, parts...)
}

// fieldOf shows one field: what stands here and what comes.
func (r reading) fieldOf(rec model.Record, m *store.Merged, f *store.MergedField) fyne.CanvasObject {
	w := r.d.Words
	name := r.field(m.Kind, f.Field)
	rows := ui.NewStack(1.2, ui.NewSection(name, ""))
	two, both := "colleagues.mark.two", "colleagues.both_stay"
	if r.proposed {
		two, both = "colleagues.mark.here_too", "colleagues.replaces"
	}
	if f.Conflict {
		rows.Add(ui.NewFlow(ui.NewBadge(w.T(two), ui.Warning)))
	}
	var came []fyne.CanvasObject
	for i := range f.Came {
		came = append(came, r.claim(name, rec, f.Field, &f.Came[i]))
	}
	if m.What == store.MergedNew || f.Before == "" && !f.Conflict {
		for _, o := range came {
			rows.Add(o)
		}
		return rows
	}
	before := r.value(rec, f.Field, f.Before)
	if before == "" {
		before = w.T("colleagues.empty")
	}
	rows.Add(ui.NewPair(190,
		ui.NewStack(0.6, ui.NewCaption(r.when("colleagues.here", "colleagues.before")), r.long(name, before)),
		ui.NewStack(1.2, came...)))
	if f.Conflict {
		rows.Add(ui.NewCaption(w.T(both)))
	}
	return rows
}

// fieldNow shows a field that somebody wrote by a merge of some time ago: what
// stands there now, and who wrote it then.
func (r reading) fieldNow(rec model.Record, m *store.Merged, f *store.MergedField) fyne.CanvasObject {
	w := r.d.Words
	name := r.field(m.Kind, f.Field)
	rows := ui.NewStack(1.2, ui.NewSection(name, ""))
	now := ""
	switch {
	case !journal.IsRegister(f.Field):
		now = r.value(rec, f.Field, rec.Get(f.Field))
	case f.Field == journal.Liveness:
		now = r.value(rec, f.Field, model.BoolValue(rec.Deleted))
	}
	if now == "" {
		now = w.T("colleagues.empty")
	}
	rows.Add(ui.NewStack(0.6, ui.NewCaption(w.T("colleagues.here")), r.long(name, now)))
	for _, c := range f.Came {
		rows.Add(ui.NewCaption(claimed(r.d, c)))
	}
	return rows
}

// claim shows a value that somebody wrote.
func (r reading) claim(name string, rec model.Record, field string, c *store.Claim) fyne.CanvasObject {
	w := r.d.Words
	text := r.value(rec, field, c.Value)
	switch {
	case c.Gone:
		text = w.T("colleagues.value_gone")
	case field == journal.Purged || field == journal.PurgedBytes:
		text = c.Value.Text()
	case text == "":
		text = w.T("colleagues.emptied")
	}
	return ui.NewStack(0.6, ui.NewCaption(r.when("colleagues.comes", "colleagues.came")), r.long(name, text), ui.NewCaption(claimed(r.d, *c)))
}

// long shows a value, and the whole of a long one when asked for.
func (r reading) long(name, text string) fyne.CanvasObject {
	letters := []rune(text)
	if len(letters) <= shortest {
		return ui.NewText(text, ui.TextStyle{})
	}
	whole := ui.NewButton(r.d.Words.T("colleagues.read_whole"), nil, ui.Link, func() { readWhole(r.d, name, text) })
	return ui.NewStack(0.4, ui.NewText(string(letters[:shortest-1])+"…", ui.TextStyle{}), ui.NewFlow(whole))
}

// readWhole shows a long text in a box of its own.
func readWhole(d *desk.Desk, name, text string) {
	e := ui.NewAutoEditor(4, 420)
	e.SetText(text)
	e.SetReadOnly(true)
	var box *ui.Dialog
	done := ui.NewButton(d.Words.T("action.close"), nil, ui.Primary, func() { box.Close() })
	box = ui.NewDialog(d.Host.Window().Canvas(), ui.DialogSpec{
		Title: name, Body: e, Buttons: []*ui.Button{done}, First: done, Width: 680,
	})
	box.Show()
}

// attachment explains an attachment.
func (r reading) attachment(b *store.MergedBytes) fyne.CanvasObject {
	w := r.d.Words
	text := r.when("colleagues.bytes_come", "colleagues.bytes_came", tr.V{"Size": size(w, b.Size)})
	if !b.Came {
		text = w.T("colleagues.bytes_awaited", tr.V{"Size": size(w, b.Size)})
	}
	title := r.title(b.Record)
	if title == "" {
		title = w.T("colleagues.attachment")
	}
	return ui.NewStack(2,
		ui.NewText(title, ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}),
		ui.NewText(text, ui.TextStyle{}),
		ui.NewCaption("SHA-256 "+b.SHA256))
}

// quarantined explains why something is not taken: what happened, what is safe,
// what to do.
func (r reading) quarantined(q *store.Quarantined) fyne.CanvasObject {
	w := r.d.Words
	return ui.NewStack(2,
		ui.NewText(r.d.NameOf(q.Author), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}),
		ui.NewFlow(ui.NewBadge(w.T("colleagues.mark.aside"), ui.Problem), r.d.Trust(q.Author.Trust).Badge()),
		ui.NewBanner(ui.Problem, account.Why(w, *q)),
		ui.NewText(w.N("colleagues.aside_count", q.Entries), ui.TextStyle{}),
		ui.NewText(w.T("colleagues.aside_safe"), ui.TextStyle{}))
}
