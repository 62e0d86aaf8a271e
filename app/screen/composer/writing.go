package composer

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/compose"
	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// writing is a section with paragraphs, and what a person does to them.
type writing struct {
	s       *Screen
	d       *desk.Desk
	sec     *compose.Section
	prose   *prose
	rows    []model.Record // the paragraphs as kept, in order
	titles  map[model.ID]string
	changes map[model.ID]bool // the record says something else than when the words were written
	headed  map[string]bool   // has room for a heading though it is empty
	current model.ID          // has, or had last, the keyboard
	rest    func()            // the commit that waits for a pause
	flow    bool              // shows what flows in
}

// settled is how long somebody may type without a pause before the words become
// a line of history; they are on the disk as a draft long before.
const settled = 20 * time.Second

func newWriting(s *Screen, sec *compose.Section) *writing {
	t := s.d.Words
	w := &writing{s: s, d: s.d, sec: sec, titles: map[model.ID]string{}, changes: map[model.ID]bool{}, headed: map[string]bool{}, rest: func() {}}
	heading := t.T("compose.heading")
	if sec.Type == "complaints" {
		heading = t.T("dossier.complaint_right")
		if len(sec.Columns) > 0 {
			heading = sec.Columns[0].In(t.Lang())
		}
	}
	w.prose = newProse(proseWords{
		heading: heading, empty: t.T("compose.empty"), own: t.T("compose.own"), theirs: t.T("compose.theirs"), right: t.T("compose.still_right"),
		changed: t.T("compose.record_changed"), compare: t.T("compose.compare"), add: t.T("compose.add"), up: t.T("action.move_up"),
		down: t.T("action.move_down"), remove: t.T("compose.remove"), headed: t.T("compose.give_heading"), unlink: t.T("compose.unlink"),
	}, hooks{
		edit: w.edited, selected: w.selected, left: func() { w.d.Saver.Commit() }, split: w.split, merge: w.merge, move: w.move, drop: w.drop, remove: w.remove,
		own: w.own, theirs: w.theirs, right: w.right, unlink: w.unlink, key: s.pass,
		open: func(_, record string) { s.open(id(record)) },
	})
	w.prose.readOnly = s.d.DB.ReadOnly()
	return w
}

func id(s string) model.ID {
	id, _ := model.ParseID(s) // the list gives back only ids it was given
	return id
}

func (w *writing) object() fyne.CanvasObject { return w.prose }

// update shows what was worked out: numbers, and what the record says.
func (w *writing) update(sec *compose.Section) {
	w.sec = sec
	w.sync()
}

// sync shows the paragraphs as they are kept and typed.
func (w *writing) sync() {
	w.read()
	told := map[model.ID]compose.Paragraph{}
	for _, p := range w.sec.Paragraphs {
		told[p.Record.ID] = p
	}
	w.flow = len(w.rows) == 0 && len(w.sec.Flow) > 0
	var out []passage
	for _, r := range w.rows {
		p, known := told[r.ID]
		number := p.Number
		if !known && w.numbered() {
			number = "…"
		}
		o := passage{
			id: r.ID.String(), number: number, heading: w.value(r, "heading"), text: w.value(r, "text"), told: p.Told,
			changed: w.changes[r.ID], links: w.links(r.Refs("about")),
		}
		if !known && o.text == "" && len(o.links) > 0 {
			o.told = w.tell(r)
		}
		o.headed = o.heading != "" || w.sec.Type == "complaints" || w.headed[o.id]
		out = append(out, o)
	}
	if w.flow {
		for _, f := range w.sec.Flow {
			out = append(out, passage{id: f.About.String(), told: f.Text, links: w.links([]model.ID{f.About}), flows: true})
		}
	}
	w.prose.set(out)
	w.around()
}

// numbered tells whether paragraphs of this section are numbered in print.
func (w *writing) numbered() bool {
	return w.s.profile.Number.Paragraphs && w.sec.Type != "complaints"
}

// tell gives the record's words for a paragraph that was just made.
func (w *writing) tell(r model.Record) string {
	if w.s.view == nil {
		return ""
	}
	for _, f := range w.sec.Flow {
		if about := r.Refs("about"); len(about) == 1 && about[0] == f.About {
			return f.Text
		}
	}
	return w.s.view.Teller.Told(w.sec.Section, r.Refs("about")...)
}

func (w *writing) read() {
	w.rows = slices.DeleteFunc(w.d.Rows("paragraph", w.s.id), func(r model.Record) bool { return r.Text("section") != w.sec.Name })
}

func (w *writing) value(r model.Record, field string) string {
	if v, typing := w.d.Saver.Value(r.ID, field); typing {
		return v.Text()
	}
	return r.Text(field)
}

func (w *writing) links(about []model.ID) []link {
	var out []link
	for _, id := range about {
		title, ok := w.titles[id]
		if !ok {
			if r, there := w.d.Get(id); there {
				title = w.d.Words.Kind(r.Kind) + ": " + w.d.Title(r)
			}
			w.titles[id] = title
		}
		if title != "" {
			out = append(out, link{id.String(), title})
		}
	}
	return out
}

// around says above the paragraphs what stands there of itself, and what can be
// done where there are none.
func (w *writing) around() {
	t := w.d.Words
	add := ui.NewButton(t.T("compose.add"), theme.ContentAddIcon(), ui.Quiet, func() { w.append("") })
	var above []fyne.CanvasObject
	switch {
	case w.flow:
		take := ui.NewButton(t.T("compose.take"), theme.DownloadIcon(), ui.Plain, w.take)
		buttons := []fyne.CanvasObject{take}
		if w.prose.readOnly {
			buttons = nil
		}
		above = append(above, ui.NewBanner(ui.Accent, t.T("compose.flows"), buttons...))
	case len(w.rows) == 0 && len(w.sec.Lines) == 0:
		action := t.T("compose.first")
		if w.prose.readOnly {
			action = ""
		}
		key := "compose.none"
		if w.sec.Type == "complaints" {
			key = "compose.none.complaints"
		}
		above = append(above, ui.NewEmptyState(theme.DocumentCreateIcon(), t.T(key), action, func() { w.append("") }))
		add = nil
	}
	above = append(above, w.alleged()...)
	if len(w.sec.Lines) > 0 {
		above = append(above, w.ofRecord()...)
	}
	var top, bottom fyne.CanvasObject
	if len(above) > 0 {
		top = ui.NewStack(1.2, above...)
	}
	if add != nil && !w.prose.readOnly {
		bottom = ui.NewRow(-1, add)
	}
	w.prose.setAround(top, bottom)
}

// shownLines is how many lines of the record stand above paragraphs.
const shownLines = 40

// ofRecord shows what is printed of the record before the paragraphs.
func (w *writing) ofRecord() []fyne.CanvasObject {
	t := w.d.Words
	out := []fyne.CanvasObject{ui.NewText(t.T("compose.before"), ui.TextStyle{Size: theme.SizeNameCaptionText, Bold: true, Color: ui.ColorSubtle})}
	for i, l := range w.sec.Lines {
		if i == shownLines {
			out = append(out, ui.NewCaption(t.N("compose.more_lines", len(w.sec.Lines)+w.sec.More-i)))
			break
		}
		style := ui.TextStyle{Color: ui.ColorSubtle, Bold: l.Manner == compose.Band || l.Manner == compose.Heading}
		out = append(out, ui.NewText(strings.TrimSpace(l.Label+" "+l.Text), style))
	}
	return out
}

func (w *writing) index(p model.ID) int {
	return slices.IndexFunc(w.rows, func(r model.Record) bool { return r.ID == p })
}

// edited takes note of words and commits them when the typing has rested.
func (w *writing) edited(p string, heading bool, text string) {
	field := "text"
	if heading {
		field = "heading"
		text = strings.Join(strings.Fields(strings.ReplaceAll(text, "\n", " ")), " ")
	}
	if text = model.CleanText(text); strings.TrimSpace(text) == "" {
		text = ""
	}
	w.s.typed(id(p), field, model.TextValue(text))
	w.rest()
	w.rest = w.d.Runner.After(settled, func() { w.d.Saver.Commit() })
}

// selected commits the paragraph that lost the keyboard.
func (w *writing) selected(p string) {
	if to := id(p); to != w.current {
		w.d.Saver.Commit()
		w.current = to
		w.s.side.chose()
	}
}

// fresh makes a paragraph of this section.
func (w *writing) fresh(text string, about ...model.ID) model.Record {
	r := model.NewRecord("paragraph")
	r.Set("dossier", model.RefValue(w.s.id))
	r.Set("section", model.TextValue(w.sec.Name))
	if text != "" {
		r.Set("text", model.TextValue(model.CleanText(text)))
	}
	if len(about) > 0 {
		r.Set("about", model.RefsValue(about...))
	}
	return r
}

// put writes new paragraphs behind another (the zero id: behind the last), with
// whatever belongs to the action.
func (w *writing) put(verb string, after model.ID, fresh []model.Record, also func(*store.Tx) error) bool {
	if !w.d.Saver.Commit() {
		return false
	}
	w.read()
	at := len(w.rows)
	if i := w.index(after); i >= 0 {
		at = i + 1
	}
	ok := w.d.Do(verb, func(tx *store.Tx) error {
		before, behind, err := recordform.Room(tx, w.rows, at)
		if err != nil {
			return err
		}
		for _, r := range fresh {
			before = model.Between(before, behind)
			r.Set("position", model.TextValue(before))
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		if also != nil {
			return also(tx)
		}
		return nil
	})
	if ok {
		w.sync()
	}
	return ok
}

// append makes an empty paragraph behind the last and goes there.
func (w *writing) append(text string, about ...model.ID) {
	w.insert(model.ID{}, text, about...)
}

// insert makes a paragraph behind another and goes there.
func (w *writing) insert(after model.ID, text string, about ...model.ID) {
	r := w.fresh(text, about...)
	if w.put("create", after, []model.Record{r}, nil) {
		w.current = r.ID
		if w.sec.Type == "complaints" && text == "" && len(about) == 0 {
			w.prose.goToHeading(r.ID.String())
			return
		}
		w.prose.goTo(r.ID.String(), true)
	}
}

// split begins a new paragraph behind one, with what stood behind the caret.
func (w *writing) split(p, text, rest string) {
	if rest == "" {
		w.insert(id(p), "")
		return
	}
	r := w.fresh(strings.TrimLeft(rest, " \n"))
	if i := w.index(id(p)); i >= 0 {
		r.Set("about", w.rows[i].Get("about"))
	}
	if w.put("split", id(p), []model.Record{r}, func(tx *store.Tx) error {
		return tx.Set(id(p), "text", model.TextValue(strings.TrimRight(text, " \n")))
	}) {
		w.prose.goTo(r.ID.String(), false)
	}
}

// merge appends a paragraph to the one before it.
func (w *writing) merge(p string) {
	if !w.d.Saver.Commit() {
		return
	}
	w.read()
	i := w.index(id(p))
	if i <= 0 || w.rows[i-1].Text("text") == "" && len(w.rows[i-1].Refs("about")) > 0 {
		return
	}
	a, b := w.rows[i-1], w.rows[i]
	glue := " "
	if a.Text("text") == "" || b.Text("text") == "" || strings.HasSuffix(a.Text("text"), "\n") {
		glue = ""
	}
	about := a.Refs("about")
	for _, x := range b.Refs("about") {
		if !slices.Contains(about, x) {
			about = append(about, x)
		}
	}
	caret := len([]rune(a.Text("text") + glue))
	if !w.d.Do("merge", func(tx *store.Tx) error {
		if err := tx.Set(a.ID, "text", model.TextValue(a.Text("text")+glue+b.Text("text"))); err != nil {
			return err
		}
		if len(about) > 0 {
			if err := tx.Set(a.ID, "about", model.RefsValue(about...)); err != nil {
				return err
			}
		}
		return tx.Delete(b.ID)
	}) {
		return
	}
	w.sync()
	if w.prose.goTo(a.ID.String(), true) {
		w.prose.rows[a.ID.String()].text.SetCaret(caret)
	}
}

// move puts a paragraph one place up or down.
func (w *writing) move(p string, by int) {
	if !w.d.Saver.Commit() {
		return
	}
	w.read()
	i := w.index(id(p))
	if to := i + by; i >= 0 && to >= 0 && to < len(w.rows) {
		w.placeAt(i, to)
	}
}

// drop puts a paragraph in front of another; "" is the end.
func (w *writing) drop(p, before string) {
	if !w.d.Saver.Commit() {
		return
	}
	w.read()
	i, to := w.index(id(p)), len(w.rows)
	if before != "" {
		to = w.index(id(before))
	}
	if to > i {
		to--
	}
	if i >= 0 && to >= 0 && to != i {
		w.placeAt(i, to)
	}
}

func (w *writing) placeAt(i, to int) {
	others := slices.Delete(slices.Clone(w.rows), i, i+1)
	p := w.rows[i].ID
	if w.d.Do("move", func(tx *store.Tx) error { return recordform.Place(tx, p, others, to) }) {
		w.sync()
		w.prose.goTo(p.String(), false)
	}
}

// remove takes a paragraph out and goes to its neighbour.
func (w *writing) remove(p string) {
	if !w.d.Saver.Commit() {
		return
	}
	w.read()
	i := w.index(id(p))
	if i < 0 {
		return
	}
	next := ""
	switch {
	case i+1 < len(w.rows):
		next = w.rows[i+1].ID.String()
	case i > 0:
		next = w.rows[i-1].ID.String()
	}
	if w.d.Delete(w.rows[i]) {
		if next == "" || !w.prose.goTo(next, false) {
			w.d.Host.Window().Canvas().Unfocus()
		}
		w.sync()
	}
}

// own copies the record's words into a paragraph, which stays linked to it.
func (w *writing) own(p string) {
	o, ok := w.prose.at(p)
	if !ok || o.told == "" {
		return
	}
	if w.d.Set(id(p), "text", model.TextValue(model.CleanText(o.told))) {
		w.sync()
		w.prose.goTo(p, true)
	}
}

// theirs lets the record speak again.
func (w *writing) theirs(p string) {
	if w.d.Set(id(p), "text", model.TextValue("")) {
		delete(w.changes, id(p))
		w.sync()
		w.prose.goTo(p, false)
	}
}

// right notes that words are still right though the record changed.
func (w *writing) right(p string) {
	w.d.Fail(w.d.DB.SetSetting(rightKey(id(p)), time.Now().UTC().Format(time.RFC3339Nano)))
	delete(w.changes, id(p))
	w.sync()
	w.prose.goTo(p, false)
}

func rightKey(p model.ID) string { return "compose right " + p.String() }

// unlink takes the link to a record away. Words of the record stay as one's own.
func (w *writing) unlink(p, record string) {
	w.d.Saver.Commit()
	r, ok := w.d.Get(id(p))
	if !ok {
		return
	}
	about := slices.DeleteFunc(r.Refs("about"), func(x model.ID) bool { return x == id(record) })
	if w.d.Do("unlink", func(tx *store.Tx) error {
		return tx.Set(r.ID, "about", model.RefsValue(about...))
	}) {
		w.sync()
		w.prose.goTo(p, false)
	}
}

// take makes paragraphs of all that flows in, as one action.
func (w *writing) take() {
	var fresh []model.Record
	for _, f := range w.sec.Flow {
		fresh = append(fresh, w.fresh("", f.About))
	}
	if len(fresh) > 0 && w.put("take", model.ID{}, fresh, nil) {
		w.prose.goTo(fresh[0].ID.String(), false)
	}
}

// changed shows what an action wrote.
func (w *writing) changed(c store.Changes) {
	again := false
	for id, kind := range c.Records {
		if kind == "paragraph" {
			again = true
		}
		delete(w.titles, id)
	}
	if again {
		w.sync()
	}
}

func (w *writing) focus() {
	if w.index(w.current) >= 0 && w.prose.goTo(w.current.String(), false) {
		return
	}
	if len(w.prose.passages) > 0 {
		w.prose.goTo(w.prose.passages[0].id, false)
		return
	}
	w.d.Host.Window().Canvas().Focus(nil)
	ui.Focus(w.firstButton())
}

// firstButton gives what can be done where there is no paragraph.
func (w *writing) firstButton() fyne.Focusable {
	var found fyne.Focusable
	var look func(fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case fyne.Focusable:
			if found == nil {
				found = o
			}
		case *fyne.Container:
			for _, x := range o.Objects {
				look(x)
			}
		case *ui.EmptyState:
			if found == nil {
				found = o.Button()
			}
		}
	}
	if w.prose.above != nil {
		look(w.prose.above)
	}
	if found == nil && w.prose.below != nil {
		look(w.prose.below)
	}
	if found == nil {
		return w.s.outline
	}
	return found
}

func (w *writing) leave() {
	w.rest()
	w.rest = func() {}
	w.d.Saver.Commit()
}
