package find

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/asking"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// value makes what a line compares with: the widgets, and what takes the
// keyboard; nil where there is nothing to choose.
func (e *editor) value() (o fyne.CanvasObject, first fyne.Focusable) {
	switch c := e.d.condition().(type) {
	case question.Not:
		return e.valueOf(c.Of)
	default:
		return e.valueOf(c)
	}
}

func (e *editor) valueOf(c question.Condition) (fyne.CanvasObject, fyne.Focusable) {
	switch c.(type) {
	case question.Text:
		return e.line()
	case question.Word:
		return e.vocabulary(e.d.offer.field.Vocabulary, "find.value.words")
	case question.Number:
		return e.numbers()
	case question.When, question.During:
		return e.times()
	case question.Points:
		return e.links()
	case question.Consent:
		return e.consents()
	case question.Linked:
		switch e.d.how {
		case "has_at_least", "has_at_most", "has_exactly":
			return e.digits("find.value.count", &e.d.from)
		}
	}
	return nil, nil
}

// line is words to look for.
func (e *editor) line() (fyne.CanvasObject, fyne.Focusable) {
	in := ui.NewEntry(e.t("find.value.words_example"), func(s string) {
		e.d.text = strings.TrimSpace(s)
		e.changed()
	})
	in.Load(e.d.text)
	in.OnSubmitted = func(string) { e.done() }
	return ui.NewField(e.t("find.value.text"), in).SetHelp(e.t("find.value.text_help")), in
}

// vocabulary is any number of words of a list.
func (e *editor) vocabulary(id, label string) (fyne.CanvasObject, fyne.Focusable) {
	p := ui.NewTermsPicker(vocabulary(e.s.w, id), e.t("action.choose"), func(ids []string) {
		e.d.words = ids
		e.changed()
		e.s.relayout()
	})
	p.Load(e.d.words)
	return ui.NewField(e.t(label), p), p.FocusTarget()
}

// vocabulary gives the words of a list as options, under the words they stand below.
func vocabulary(w asking.Words, id string) []ui.Option {
	v := w.Schema.Vocabulary(id)
	if v == nil {
		return nil
	}
	var out []ui.Option
	for _, word := range v.Words {
		o := ui.Option{ID: word.ID, Label: word.In(w.Lang()), Hint: w.WordHelp(id, word.ID)}
		if word.Group != "" {
			o.Group = w.Word(id, word.Group)
		}
		out = append(out, o)
	}
	return out
}

// digits is one number.
func (e *editor) digits(label string, to **int64) (fyne.CanvasObject, fyne.Focusable) {
	var in *ui.Entry
	in = ui.NewEntry("", func(s string) {
		n, text := digits(s)
		if text != s {
			in.Load(text)
		}
		*to = n
		e.changed()
	})
	if *to != nil {
		in.Load(strconv.FormatInt(**to, 10))
	}
	in.OnSubmitted = func(string) { e.done() }
	return ui.NewField(e.t(label), in), in
}

// digits reads a whole number, and gives what of the text is one.
func digits(s string) (*int64, string) {
	text := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	if len(text) > 12 {
		text = text[:12]
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, text
	}
	return &n, text
}

func (e *editor) numbers() (fyne.CanvasObject, fyne.Focusable) {
	switch e.d.how {
	case "number_to":
		return e.digits("find.value.number", &e.d.to)
	case "number_between":
		a, first := e.digits("find.value.from", &e.d.from)
		b, _ := e.digits("find.value.to", &e.d.to)
		return ui.NewPair(140, a, b), first
	}
	return e.digits("find.value.number", &e.d.from)
}

// links is any number of records.
func (e *editor) links() (fyne.CanvasObject, fyne.Focusable) {
	chips := ui.NewFlow()
	var p *ui.RefPicker
	var show func()
	set := func(ids []model.ID) {
		e.d.records = ids
		show()
		e.changed()
		e.s.relayout()
	}
	p = ui.NewRefPicker(e.t("action.choose"), nil, func(id string) {
		if to, err := model.ParseID(id); err == nil && !slices.Contains(e.d.records, to) {
			p.Load(ui.Option{})
			set(append(slices.Clone(e.d.records), to))
		}
	})
	kinds := e.linkable()
	p.SearchLater = e.s.d.Pick(kinds, pickMost, func(_ string, found []store.Hit) []ui.Option { return e.unchosen(kinds, found) })
	show = func() {
		chips.Objects = nil
		for i, id := range e.d.records {
			name := e.s.w.Name(id)
			if name == "" {
				name = e.t("form.record_gone")
			}
			chips.Add(ui.NewChip(name, nil, nil, func() {
				set(slices.Delete(slices.Clone(e.d.records), i, i+1))
				ui.Focus(p.FocusTarget())
			}))
		}
		chips.Refresh()
	}
	show()
	return ui.NewField(e.t("find.value.records"), ui.NewStack(1, chips, p)), p.FocusTarget()
}

// pickMost is how many records a picker offers; typing finds the others.
const pickMost = 60

// linkable are the kinds that the field can point at.
func (e *editor) linkable() []string {
	if kinds := e.d.offer.field.To; len(kinds) > 0 {
		return kinds
	}
	return []string{"person", "event", "act", "evidence", "organisation", "place", "case"}
}

// unchosen are the records that were found and are not chosen yet.
func (e *editor) unchosen(kinds []string, found []store.Hit) []ui.Option {
	d := e.s.d
	var out []ui.Option
	for _, h := range found {
		if slices.Contains(e.d.records, h.ID) {
			continue
		}
		o := d.Named(h)
		switch {
		case h.Kind == "place" || h.Kind == "organisation":
			o.Hint = e.s.above(h.ID, question.Below(h.Kind))
		case len(kinds) > 1:
			o.Hint = d.Words.Kind(h.Kind)
		}
		out = append(out, o)
	}
	return out
}

// above says what a record stands below, nearest first: "Prison X · Tashkent".
func (s *Screen) above(id model.ID, field string) string {
	var names []string
	seen := map[model.ID]bool{id: true}
	for {
		r, ok := s.d.Get(id)
		if id = r.Ref(field); !ok || id.IsZero() || seen[id] {
			return strings.Join(names, " · ")
		}
		seen[id] = true
		if name := s.d.TitleOf(id); name != "" {
			names = append(names, name)
		}
	}
}

// consents is a purpose, and what was said about it.
func (e *editor) consents() (fyne.CanvasObject, fyne.Focusable) {
	purpose := ui.NewTermSelect(vocabulary(e.s.w, "consent_purpose"), e.t("action.choose"), func(id string) {
		e.d.purpose = id
		e.changed()
	}).MustHold()
	purpose.Load(e.d.purpose)
	var states []ui.Option
	for _, s := range model.ConsentStates() {
		states = append(states, ui.Option{ID: string(s), Label: e.s.w.State(s)})
	}
	said := ui.NewTermsPicker(states, e.t("action.choose"), func(ids []string) {
		e.d.words = ids
		e.changed()
		e.s.relayout()
	})
	said.Load(e.d.words)
	asked := ui.NewField(e.t("find.value.states"), said)
	if e.s.q.Of != "case" { // what was said for one case is asked of each case by itself
		asked.SetHelp(e.t("find.value.states_help"))
	}
	return ui.NewForm(ui.NewField(e.t("find.value.purpose"), purpose), asked), purpose.FocusTarget()
}

// The ways to say from when until when.
const (
	written = "written" // in a person's words
	next    = "next"    // so many days
	last    = "last"
	today   = "today"
	before  = "before"
	onwards = "onwards"
)

// periodOf says in which way a range is said, and of how many days it is.
func periodOf(r question.Range) (way string, days int) {
	n := func(end string) int {
		v, _ := strconv.Atoi(strings.TrimPrefix(end, "today"))
		return v
	}
	switch {
	case r.From == "today" && r.To == "today":
		return today, 0
	case r.From == "today" && strings.HasPrefix(r.To, "today+"):
		return next, n(r.To)
	case strings.HasPrefix(r.From, "today-") && r.To == "today":
		return last, -n(r.From)
	case r.From == "" && r.To == "today-1":
		return before, 0
	case r.From == "today" && r.To == "":
		return onwards, 0
	}
	return written, 0
}

func rangeOf(way string, days int) question.Range {
	switch way {
	case today:
		return question.Range{From: "today", To: "today"}
	case next:
		return question.Range{From: "today", To: "today+" + strconv.Itoa(days)}
	case last:
		return question.Range{From: "today-" + strconv.Itoa(days), To: "today"}
	case before:
		return question.Range{To: "today-1"}
	case onwards:
		return question.Range{From: "today"}
	}
	return question.Range{}
}

// usualDays is how long "the next days" are until a person says so.
const usualDays = 14

// times is from when until when: words of a person's own, or days counted from
// the day on which the question is asked.
func (e *editor) times() (fyne.CanvasObject, fyne.Focusable) {
	way, days := periodOf(e.d.in)
	if days == 0 {
		days = usualDays
	}
	var ways []ui.Option
	for _, w := range []string{written, today, next, last, before, onwards} {
		ways = append(ways, ui.Option{ID: w, Label: e.t("find.period." + w)})
	}
	choose := ui.NewTermSelect(ways, "", func(way string) {
		e.d.in = rangeOf(way, days)
		e.build()
		e.changed()
		e.focusValue()
	}).MustHold()
	choose.Load(way)
	when := ui.NewField(e.t("find.value.period"), choose)
	switch way {
	case written:
		in := e.dateLine()
		return ui.NewForm(when, ui.NewField(e.t("find.value.when"), in)), in.FocusTarget()
	case next, last:
		n := int64(days)
		to := &n
		line, first := e.digits("find.value.days", &to)
		first.(*ui.Entry).OnCommit = func(string) {
			if to != nil {
				e.d.in = rangeOf(way, int(min(max(*to, 1), 36500)))
				e.changed()
			}
		}
		return ui.NewForm(when, line), first
	}
	return when, choose.FocusTarget()
}

// dateLine takes a time as a person writes it, and says how it was understood.
func (e *editor) dateLine() *ui.DateField {
	read := func(typed string) (question.Range, error) {
		d, err := model.ParseDate(typed)
		if err != nil {
			if s, ok := e.s.w.DateProblem(err); ok {
				return question.Range{}, errors.New(s)
			}
			return question.Range{}, errors.New(e.t("find.value.no_day"))
		}
		r, ok := asking.Read(d)
		if !ok {
			return r, errors.New(e.t("find.value.no_day"))
		}
		return r, nil
	}
	shown := ""
	if e.d.in != (question.Range{}) {
		shown = e.s.w.Range(e.d.in)
	}
	understood := func(typed string) (string, error) {
		if typed == shown {
			return "", nil
		}
		r, err := read(typed)
		if err != nil {
			return "", err
		}
		return e.s.w.Range(r), nil
	}
	in := ui.NewDateField(e.t("form.date_example"), understood, func(typed string) {
		if typed != shown {
			e.d.in, _ = read(typed)
			e.changed()
		}
	})
	in.FocusTarget().(*ui.Entry).OnSubmitted = func(string) {
		if _, wrong := in.Reading(); !wrong {
			e.done()
		}
	}
	in.Load(shown)
	return in
}
