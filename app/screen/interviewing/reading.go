package interviewing

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ongoing"
	"guvoh/app/recordform"
	"guvoh/app/testimony"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// reading is the part in which the account is read back, passage by passage.
// What the person says otherwise stands behind the passage as a correction;
// words that were simply taken down wrong are changed, and the journal keeps
// what stood there.
type reading struct {
	s    *Screen
	rows []model.Record // the passages that are read
	all  []model.Record // every passage, corrections too
	at   int

	own      model.ID // the correction that was begun here
	line     *ui.Editor
	change   *ui.Editor // the words themselves, while they are changed
	changing bool
	onward   *ui.Button
	page     *fyne.Container
	scroll   *ui.Scroll
	writing  bool // an action of the part's own is under way
}

func newReading(s *Screen) *reading {
	r := &reading{s: s, page: ui.NewStack(3)}
	r.scroll = leaf(760, r.page)
	r.read()
	r.at = max(0, slices.IndexFunc(r.rows, func(b model.Record) bool { return b.ID.String() == s.place.Line }))
	r.show()
	return r
}

// read reads the passages that hold words.
func (r *reading) read() {
	r.all, r.rows = r.s.d.Rows("block", r.s.id), nil
	for _, b := range r.all {
		if b.Text("kind") != "correction" && (b.Get("original") != "" || b.Get("translation") != "") {
			r.rows = append(r.rows, b)
		}
	}
}

// corrections are those that stand behind a passage, before the next.
func (r *reading) corrections(block model.ID) (out []model.Record) {
	i := slices.IndexFunc(r.all, func(b model.Record) bool { return b.ID == block })
	for i++; i > 0 && i < len(r.all) && r.all[i].Text("kind") == "correction"; i++ {
		out = append(out, r.all[i])
	}
	return out
}

// show shows the passage at hand, and behind the last what follows.
func (r *reading) show() {
	w := r.s.d.Words
	r.line, r.change = nil, nil
	r.onward = ui.NewButton(w.T("room.line_after"), theme.NavigateNextIcon(), ui.Plain, r.next)
	switch {
	case len(r.rows) == 0:
		r.onward = ui.NewButton(w.T("room.step."+account), nil, ui.Primary, func() { r.s.goTo(account) })
		r.page.Objects = []fyne.CanvasObject{ui.NewHeading(w.T("room.step." + readBack)), ui.NewText(w.T("room.read_nothing"), ui.TextStyle{}), ui.NewRow(-1, r.onward)}
	case r.at >= len(r.rows):
		r.onward = ui.NewButton(w.T("room.read_all"), theme.ConfirmIcon(), ui.Primary, r.finish)
		r.page.Objects = []fyne.CanvasObject{ui.NewHeading(w.T("room.read_end")), ui.NewText(w.T("room.read_end_why"), ui.TextStyle{}), r.ways()}
	default:
		r.page.Objects = r.passage(r.rows[r.at])
	}
	r.scroll.ScrollTo(0)
	r.s.relayout()
}

// ways are the buttons that lead back and on.
func (r *reading) ways() fyne.CanvasObject {
	return ui.NewRow(-1, ui.NewButton(r.s.d.Words.T("room.line_before"), nil, ui.Quiet, func() { r.move(-1) }), r.onward)
}

// passage is one passage in large letters, and the lines for what is said of it.
func (r *reading) passage(b model.Record) []fyne.CanvasObject {
	d, w := r.s.d, r.s.d.Words
	who := d.Show(b, "speaker")
	if words := b.Text("speaker_words"); words != "" {
		who = words
	}
	head := strings.Join(nonempty(w.T("room.passage_of", tr.V{"N": r.at + 1, "Count": len(r.rows)}),
		testimony.KindLabel(d, b.Text("kind")), who, b.Text("at")), " · ")
	said := ui.NewStack(1.2, ui.NewCaption(head), ui.NewText(b.Text("original"), ui.TextStyle{Size: theme.SizeNameHeadingText}))
	if t := b.Text("translation"); t != "" {
		said.Add(ui.NewText(t, ui.TextStyle{Color: ui.ColorSubtle}))
	}
	out := []fyne.CanvasObject{said}
	for _, c := range r.corrections(b.ID) {
		if c.ID != r.own {
			out = append(out, ui.NewStack(0.4, ui.NewCaption(testimony.KindLabel(d, "correction")), ui.NewText(c.Text("original"), ui.TextStyle{Size: theme.SizeNameSubHeadingText})))
		}
	}
	if !d.DB.ReadOnly() {
		out = append(out, r.lines(b)...)
	}
	return append(out, r.ways())
}

// lines are where a correction is written, and where the words are changed.
func (r *reading) lines(b model.Record) []fyne.CanvasObject {
	d, w := r.s.d, r.s.d.Words
	r.line = ui.NewAutoEditor(2, 0)
	if c, ok := d.Get(r.own); ok {
		r.line.SetText(r.value(c.ID, "original").Text())
	}
	r.line.OnChanged = func() { r.corrected(b) }
	out := []fyne.CanvasObject{ui.NewField(w.T("room.correction"), r.line).SetHelp(w.T("room.correction_why"))}
	if !r.changing {
		change := ui.NewButton(w.T("room.change_words"), theme.DocumentCreateIcon(), ui.Link, func() {
			r.changing = true
			r.show()
			if r.change != nil {
				ui.Focus(r.change)
			}
		})
		return append(out, ui.NewRow(-1, change))
	}
	r.change = ui.NewAutoEditor(3, 0)
	r.change.SetText(r.value(b.ID, "original").Text())
	r.change.OnChanged = func() {
		d.Saver.Type(b.ID, "original", model.TextValue(model.CleanText(r.change.Text())))
		r.s.say("state.saving")
	}
	return append(out, ui.NewField(w.T("room.change_words"), r.change).SetHelp(w.T("room.change_words_why")))
}

// value gives what a field of a passage holds, with what is being typed.
func (r *reading) value(block model.ID, field string) model.Value {
	if v, typing := r.s.d.Saver.Value(block, field); typing {
		return v
	}
	b, _ := r.s.d.Get(block)
	return b.Get(field)
}

// corrected keeps a correction from its first key on, as a passage of its own.
func (r *reading) corrected(b model.Record) {
	text := model.CleanText(r.line.Text())
	if r.own.IsZero() {
		if strings.TrimSpace(text) == "" || !r.beginCorrection(b) {
			return
		}
	}
	r.s.d.Saver.Type(r.own, "original", model.TextValue(text))
	r.s.say("state.saving")
}

// beginCorrection makes the passage behind the one it corrects, and behind the
// corrections that it has.
func (r *reading) beginCorrection(b model.Record) bool {
	c := model.NewRecord("block")
	c.Set("interview", model.RefValue(r.s.id))
	c.Set("kind", model.TextValue("correction"))
	c.Set("speaker", r.s.rec.Get("interviewee"))
	c.Set("language", b.Get("language"))
	c.Set("at", model.TextValue(now().Format("15:04")))
	at := slices.IndexFunc(r.all, func(x model.Record) bool { return x.ID == b.ID }) + 1 + len(r.corrections(b.ID))
	r.writing = true
	defer func() { r.writing = false }()
	ok := r.s.d.Do("create", func(tx *store.Tx) error {
		from, to, err := recordform.Room(tx, r.all, at)
		if err != nil {
			return err
		}
		c.Set("position", model.TextValue(model.Between(from, to)))
		return tx.Put(c)
	})
	if ok {
		r.own = c.ID
		r.all = r.s.d.Rows("block", r.s.id)
	}
	return ok
}

// settle keeps what was typed, and takes away a correction that has no words.
func (r *reading) settle() bool {
	if !r.s.d.Saver.Commit() {
		return false
	}
	r.writing = true
	defer func() { r.writing = false }()
	if c, ok := r.s.d.Get(r.own); ok && strings.TrimSpace(c.Text("original")) == "" {
		r.s.d.Do("delete", func(tx *store.Tx) error { return tx.Delete(c.ID) })
	}
	r.own, r.changing = model.ID{}, false
	return true
}

func (r *reading) move(by int) {
	ui.Unfocus(r.s.d.Host.Window().Canvas())
	if !r.settle() {
		return
	}
	r.read()
	r.at = min(max(r.at+by, 0), len(r.rows))
	r.show()
	r.focus()
	r.s.keep()
}

func (r *reading) next() {
	switch {
	case len(r.rows) == 0:
		r.s.goTo(account)
	case r.at >= len(r.rows):
		r.finish()
	default:
		r.move(1)
	}
}

// finish notes that all was read back, and goes on to the end.
func (r *reading) finish() {
	if r.s.d.DB.ReadOnly() || r.s.d.Set(r.s.id, "read_back", model.TextValue("yes")) {
		r.s.goTo(closing)
	}
}

func (r *reading) object() fyne.CanvasObject { return r.scroll }

// focus leads on by Enter; Shift+Tab goes to the line for a correction.
func (r *reading) focus() { ui.Focus(r.onward) }

// changed shows what others wrote; what is typed here is on the screen.
func (r *reading) changed(c store.Changes) {
	if r.writing {
		return
	}
	for id, kind := range c.Records {
		if kind != "block" || id == r.own {
			continue
		}
		r.read()
		r.at = min(r.at, len(r.rows))
		if r.change != nil && r.change.Focused() || r.line != nil && r.line.Focused() {
			return
		}
		r.show()
		return
	}
}

func (r *reading) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyPageDown, fyne.KeyRight:
		r.next()
	case fyne.KeyPageUp, fyne.KeyLeft:
		r.move(-1)
	default:
		return false
	}
	return true
}

func (r *reading) leave() { r.settle() }

func (r *reading) where(p *ongoing.Place) {
	if r.at < len(r.rows) {
		p.Line = r.rows[r.at].ID.String()
	}
}
