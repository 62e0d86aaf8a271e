package interviewing

import (
	"context"
	"slices"
	"strings"

	"guvoh/app/alike"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// markable are the kinds of record that words can stand for, in the order in
// which they are offered; the first four can be made from the words.
var (
	makeable = []string{"event", "act", "person", "place"}
	markable = []string{"event", "act", "person", "place", "organisation", "detention", "proceeding", "injury"}
)

// marking is words that somebody selected, on their way to what they stand for.
type marking struct {
	t     *telling
	block model.ID
	side  ui.Side
	end   int // where they end, in runes
	quote string
	known []recorded // what is in the case; nil until it was read
}

// recorded is a record that words may stand for, with its title.
type recorded struct {
	model.Record
	title string
}

// mark asks what the selected words stand for, at the place where they are.
func (t *telling) mark() {
	s := t.s
	at := t.account.Current()
	c, ok := t.account.List.Caret(at.String())
	if !ok || c.From == c.To {
		s.d.Host.Toast(s.d.Words.T("room.select_first"), "", nil)
		return
	}
	text := t.text(at, c.Side)
	quote := strings.TrimSpace(string([]rune(text)[c.From:min(c.To, len([]rune(text)))]))
	if quote == "" {
		s.d.Host.Toast(s.d.Words.T("room.select_first"), "", nil)
		return
	}
	t.account.Settle() // a citation rests on words that are kept
	m := &marking{t: t, block: at, side: c.Side, end: c.To, quote: quote}
	t.account.List.PickAt(at.String(), ui.PickSpec{
		Search: m.offer, Chosen: func(o ui.Option, _ string) { m.chosen(o.ID) },
		Like: alike.Offer(s.d),
	})
}

// text gives one side of a passage as it stands on the screen.
func (t *telling) text(block model.ID, side ui.Side) string {
	b := t.account.List.Block(block.String())
	if side == ui.Translated {
		return b.Translation
	}
	return b.Original
}

// fresh begins the id of an option that makes a record of a kind.
const fresh = "new "

// offer lists what words can stand for: something new, or what is recorded in
// the case and goes by such words.
func (m *marking) offer(query string) []ui.Option {
	w := m.t.s.d.Words
	var out []ui.Option
	for _, kind := range makeable {
		o := ui.Option{ID: fresh + kind, Label: w.T("room.mark_as." + kind), Hint: short(m.quote), Group: w.T("room.mark_new")}
		if fits(o.Label, query) {
			out = append(out, o)
		}
	}
	if m.known == nil { // once, and not at every letter
		m.known = []recorded{}
		for _, r := range m.recorded() {
			m.known = append(m.known, recorded{r, m.t.s.d.Title(r)})
		}
	}
	for _, r := range m.known {
		if fits(r.title+" "+w.Kind(r.Kind), query) {
			out = append(out, ui.Option{ID: r.ID.String(), Label: r.title, Hint: w.Kind(r.Kind), Group: w.T("room.mark_known")})
		}
	}
	return out
}

// recorded gives what is in the case already, of each kind.
func (m *marking) recorded() []model.Record {
	d, in := m.t.s.d, m.t.s.in
	var out []model.Record
	seen := map[model.ID]bool{}
	add := func(r model.Record, ok bool) {
		if ok && !seen[r.ID] {
			seen[r.ID] = true
			out = append(out, r)
		}
	}
	for _, p := range d.OfCase("participant", in) {
		add(d.Get(p.Ref("person")))
	}
	for _, kind := range markable {
		k := d.DB.Schema().Kind(kind)
		if _, ok := k.Field("cases"); ok {
			for _, r := range d.OfCase(kind, in) {
				add(r, true)
				if kind != "event" {
					continue
				}
				add(d.Get(r.Ref("place")))
				for _, a := range d.Rows("act", r.ID) {
					add(a, true)
				}
			}
		}
	}
	return out
}

func fits(text, query string) bool {
	text = model.Fold(text)
	for _, w := range strings.Fields(model.Fold(query)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// short is the beginning of some words, on one line.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// chosen makes what was chosen, or asks for what an act needs besides.
func (m *marking) chosen(id string) {
	kind, isNew := strings.CutPrefix(id, fresh)
	switch {
	case !isNew:
		if to, err := model.ParseID(id); err == nil {
			m.cite(to, m.joining(to))
		}
	case kind == "act":
		m.askType()
	default:
		made := m.make(kind)
		m.cite(made[0].ID, made)
	}
}

// joining gives the part in the case of a person who was found elsewhere in the
// file.
func (m *marking) joining(id model.ID) []model.Record {
	s := m.t.s
	rows := s.d.OfCase("participant", s.in)
	if r, ok := s.d.Get(id); !ok || r.Kind != "person" || slices.ContainsFunc(rows, func(p model.Record) bool { return p.Ref("person") == id }) {
		return nil
	}
	return []model.Record{participant(s.in, id, rows)}
}

// make gives the records that the words become: a person belongs to the case.
func (m *marking) make(kind string) []model.Record {
	s := m.t.s
	made := recordform.NewNamed(s.d, kind, m.quote, s.in)
	switch kind {
	case "person":
		made = append(made, participant(s.in, made[0].ID, s.d.OfCase("participant", s.in)))
	case "event":
		made[0].Set("position", last(s.d.OfCase("event", s.in)))
	case "place":
		made[0].Set("words", model.TextValue(m.quote))
	}
	return made
}

// askType asks which violation an act is.
func (m *marking) askType() {
	d := m.t.s.d
	var all []ui.Option
	v := d.DB.Schema().Vocabulary("act_type")
	for _, word := range v.Words {
		o := ui.Option{ID: word.ID, Label: d.Words.Word("act_type", word.ID)}
		if word.Group != "" {
			o.Group = d.Words.Word("act_type", word.Group)
		}
		all = append(all, o)
	}
	m.t.account.List.PickAt(m.block.String(), ui.PickSpec{
		Search: func(query string) []ui.Option {
			return slices.DeleteFunc(slices.Clone(all), func(o ui.Option) bool { return !fits(o.Label+" "+o.Group, query) })
		},
		Chosen: func(o ui.Option, _ string) { m.askEvent(o.ID) },
	})
}

// askEvent asks in which event an act was done. Without any event, the words
// become one.
func (m *marking) askEvent(kind string) {
	s := m.t.s
	events := s.d.OfCase("event", s.in)
	if len(events) == 0 {
		m.putAct(kind, model.ID{})
		return
	}
	slices.Reverse(events) // what is told of just now was mostly recorded last
	w := s.d.Words
	m.t.account.List.PickAt(m.block.String(), ui.PickSpec{
		Search: func(query string) []ui.Option {
			var out []ui.Option
			for _, e := range events {
				if title := s.d.Title(e); fits(title, query) {
					out = append(out, ui.Option{ID: e.ID.String(), Label: title, Hint: w.Date(e.Date("date")), Group: w.T("room.mark_in_event")})
				}
			}
			if own := w.T("room.mark_own_event"); fits(own, query) {
				out = append(out, ui.Option{ID: fresh, Label: own, Hint: short(m.quote), Group: w.T("room.mark_new")})
			}
			return out
		},
		Chosen: func(o ui.Option, _ string) {
			event, _ := model.ParseID(o.ID) // the zero id for one of its own
			m.putAct(kind, event)
		},
	})
}

// putAct makes an act of the words, done to the one the interview is about.
func (m *marking) putAct(kind string, event model.ID) {
	s := m.t.s
	var made []model.Record
	if event.IsZero() {
		made = m.make("event")
		event = made[0].ID
	}
	act := model.NewRecord("act")
	act.Set("event", model.RefValue(event))
	act.Set("type", model.TextValue(kind))
	act.Set("account", model.TextValue(m.quote))
	if victim := m.victim(); !victim.IsZero() {
		act.Set("victim", model.RefValue(victim))
	}
	act.Set("position", last(s.d.Rows("act", event)))
	m.cite(act.ID, append(made, act))
}

// victim gives who suffered the act, if that is plain: the person interviewed,
// when they are the one in the case to whom it was done. Else nobody is named.
func (m *marking) victim() model.ID {
	s := m.t.s
	who := s.rec.Ref("interviewee")
	for _, p := range s.d.OfCase("participant", s.in) {
		if p.Ref("person") == who && slices.Contains([]string{"victim", "applicant", "asylum_seeker"}, p.Text("role")) {
			return who
		}
	}
	return model.ID{}
}

// cite keeps, in one action, what was made and that the words say it.
func (m *marking) cite(subject model.ID, made []model.Record) {
	s := m.t.s
	source, fresh, err := s.source() // not within the action: it has the file to itself
	if err != nil {
		s.d.Fail(err)
		return
	}
	cited := model.NewRecord("citation")
	cited.Set("subject", model.RefValue(subject))
	cited.Set("source", model.RefValue(source.ID))
	cited.Set("block", model.RefValue(m.block))
	cited.Set("quote", model.TextValue(m.quote))
	cited.Set("position", last(s.d.Rows("citation", subject)))
	if fresh {
		made = append(made, source)
	}
	ok := s.d.Do("mark", func(tx *store.Tx) error {
		for _, r := range made {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return tx.Put(cited)
	})
	if !ok {
		return
	}
	m.t.account.List.GoAt(m.block.String(), m.side, m.end) // selected, the next key would type over them
	r, _ := s.d.Get(subject)
	s.d.Host.Toast(s.d.Words.T("room.marked_as", tr.V{"Kind": s.d.Words.Kind(r.Kind), "Name": s.d.Title(r)}),
		s.d.Words.T("action.undo"), s.d.Undo)
}

// source gives the source that this interview is; fresh when it has to be kept
// first.
func (s *Screen) source() (r model.Record, fresh bool, err error) {
	rs, err := s.d.DB.Linked(context.Background(), "source", "interview", s.id)
	if err != nil || len(rs) > 0 {
		if err == nil {
			r = rs[0]
		}
		return r, false, err
	}
	r = model.NewRecord("source")
	r.Set("cases", model.RefsValue(s.in))
	r.Set("title", model.TextValue(s.d.Words.Kind("interview")+": "+s.d.Title(s.rec)))
	r.Set("interview", model.RefValue(s.id))
	if who := s.rec.Get("interviewee"); who != "" {
		r.Set("who", who)
	}
	if start := s.rec.Get("start"); start != "" {
		r.Set("date", start)
	}
	if languages := s.rec.Get("languages"); languages != "" {
		r.Set("languages", languages)
	}
	return r, true, nil
}
