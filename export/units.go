package export

import (
	"slices"
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// unit is what is told together, in one paragraph as long as that can be read:
// an event with the acts done in it and the detention that began with it, or a
// proceeding with its steps.
type unit struct {
	b     *builder
	texts []doc.Text
	of    []model.Record         // those told, for their exhibits
	calls map[*doc.Footnote]bool // called in this unit
	sole  model.ID               // the only person that all of it is about; zero when there are several
}

// readable is how many letters a paragraph has at most before what follows
// begins another.
const readable = 900

func (b *builder) unit() *unit {
	b.told.begin()
	return &unit{b: b, texts: []doc.Text{nil}, calls: map[*doc.Footnote]bool{}}
}

// add tells a piece of the unit behind what it has told, with its sources. A
// piece of several lines begins a paragraph with each but the first.
func (u *unit) add(r model.Record, piece doc.Text) {
	u.of = append(u.of, r)
	piece = u.noted(sentence(nil, piece), u.b.lead(r))
	if piece.Empty() {
		return
	}
	for i, t := range partedAt(newLine, piece) {
		last := len(u.texts) - 1
		if i > 0 || len([]rune(u.texts[last].String())) > readable {
			u.texts = append(u.texts, t)
		} else {
			u.texts[last] = glued(u.texts[last], " ", t...)
		}
	}
}

// noted calls the sources of a piece, unless the unit has just called them.
func (u *unit) noted(t doc.Text, lead []doc.Span) doc.Text {
	if len(lead) > 0 && lead[0].Note != nil && u.calls[lead[0].Note] || t.Empty() {
		lead = nil
	}
	t = u.b.noted(t, lead)
	for _, s := range t {
		if s.Note != nil {
			u.calls[s.Note] = true
		}
	}
	return t
}

// end gives the paragraphs, with the exhibits of all that was told behind them.
func (u *unit) end() []doc.Text {
	if u.texts[0].Empty() {
		return nil
	}
	last := len(u.texts) - 1
	u.texts[0] = capital(u.texts[0])
	u.texts[last] = append(u.texts[last], u.b.exhibitRefs(u.of...)...)
	return u.texts
}

// fresh gives what of a long text has not been told yet, with its sources.
func (b *builder) fresh(r model.Record, name string, of subject, named bool) doc.Text {
	words := b.plain(r, name)
	if words == "" {
		return nil
	}
	b.mark(r, name)
	left := b.told.fresh(words, of, named)
	if left == "" {
		return nil
	}
	return append(doc.Plain(left), b.notes(r, name)...)
}

// retold gives a record without the notes beside its coded values that say what
// has been told, and without short values that do.
func (b *builder) retold(r model.Record, names []string) model.Record {
	r = r.Clone()
	for _, name := range names {
		f, ok := b.shown(r, name)
		switch {
		case !ok:
		case f.Type == model.Text && b.told.knows(b.plain(r, name), subject{}):
			b.mark(r, name)
			r.Set(name, "")
		case b.told.knows(r.Text(name+"_note"), subject{}) && r.Text(name) != "other":
			b.mark(r, name+"_note")
			r.Set(name+"_note", "")
		}
	}
	return r
}

// subjectOf says what a record is about.
func (b *builder) subjectOf(r model.Record) subject {
	ids := b.scope.about(r)
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = id.String()
	}
	slices.Sort(keys)
	return subject{r.Kind, strings.Join(slices.Compact(keys), " ")}
}

// ---- an event ----

// eventFact tells an event, the detentions that began with it, and its acts.
func (b *builder) eventFact(r model.Record, held []model.Record) []doc.Text {
	acts := b.s.Rows("act", r.ID)
	u := b.unit()
	u.sole = b.soleOf(append(append([]model.Record{r}, acts...), held...))
	how := tellings["event"]
	account := b.plain(r, how.tells)
	if title := b.plain(r, "title"); account != "" && (title == "" || summedUp(title, account)) {
		b.inHeading(r, "title", "kind")
		how.what = nil
	}
	b.saidFirst(r, account)
	opening := b.opening(r, how)
	b.told.tells(opening.String(), b.subjectOf(r))
	b.told.tells(account, b.subjectOf(r))
	tale := b.take(r, how.tells)
	if len(how.what) > 0 {
		u.add(r, sentence(opening, tale))
	} else {
		u.add(r, glued(opening, " ", tale...))
	}
	for _, d := range held {
		b.reached[d.ID] = true
		u.add(d, b.detentionPiece(u, r, d))
	}
	var bare doc.Text
	var named []model.Record
	for _, a := range acts {
		b.reached[a.ID] = true
		b.sameAsEvent(a)
		label := b.actLabel(u, a)
		rest := b.actRest(a)
		if rest.empty() {
			if len(bare) > 0 && len(label) > 0 {
				label[0].Text = b.inside("act_type", label[0].Text)
			}
			bare, named = glued(bare, b.semicolon(), label...), append(named, a)
			continue
		}
		u.add(a, rest.behind(b, label))
	}
	if len(bare) > 0 {
		u.add(named[0], b.labelled(b.w.Kinds("act"), small(bare, b)))
		for _, a := range named[1:] {
			last := len(u.texts) - 1
			u.of = append(u.of, a)
			u.texts[last] = u.noted(u.texts[last], b.lead(a))
		}
	}
	return u.end()
}

// saidFirst keeps the day and the place of an event from standing before an
// account whose first sentence tells them in the same words.
func (b *builder) saidFirst(event model.Record, account string) {
	all := sentencesOf(account)
	if len(all) == 0 {
		return
	}
	for _, name := range []string{"date", "place"} {
		said := b.plain(event, name)
		if said != "" && strings.Contains(all[0], said) && len(b.citesOf(event, name)) == 0 {
			b.mark(event, name)
		}
	}
}

// small begins a text small, as it stands behind a label.
func small(t doc.Text, b *builder) doc.Text {
	if len(t) > 0 {
		t[0].Text = b.inside("act_type", t[0].Text)
	}
	return t
}

// soleOf gives the only person that records are about; zero for several.
func (b *builder) soleOf(records []model.Record) model.ID {
	var sole model.ID
	for _, r := range records {
		for _, id := range b.scope.about(r) {
			if !sole.IsZero() && id != sole {
				return model.ID{}
			}
			sole = id
		}
	}
	return sole
}

// whom names the person of a part of the unit, unless all of it is about that
// one and has said so.
func (u *unit) whom(r model.Record, field string) doc.Text {
	if id := r.Ref(field); id == u.sole && !id.IsZero() && len(u.b.citesOf(r, field)) == 0 {
		name := u.b.label(id)
		for _, t := range u.texts {
			if namesSomebody(t.String(), name) {
				u.b.mark(r, field)
				return nil
			}
		}
	}
	return u.b.take(r, field)
}

// namesSomebody tells whether a text has a word of that name.
func namesSomebody(text, name string) bool {
	said := saying{words: sayingWords(text)}
	return slices.ContainsFunc(sayingWords(name), func(w string) bool {
		return len([]rune(w)) > 2 && said.covers([]string{w})
	})
}

// actLabel writes "2 May 2014, room 12: Torture — A. Person", without what goes
// without saying.
func (b *builder) actLabel(u *unit, a model.Record) doc.Text {
	var head doc.Text
	if !b.printed[fieldOf{a.ID, "date"}] {
		head = b.take(a, "date")
	}
	if !b.printed[fieldOf{a.ID, "place"}] {
		head = glued(head, ", ", b.take(a, "place")...)
	}
	what := glued(b.composedField(a, "type"), " — ", u.whom(a, "victim")...)
	return glued(head, ", ", what...)
}

// rest is what is known of a part of a unit besides what it was, as far as it
// has not been told: its account, and what follows behind labels.
type rest struct{ account, labelled doc.Text }

func (r rest) empty() bool { return r.account.Empty() && r.labelled.Empty() }

// behind puts the rest behind the name of what it tells of: an account behind a
// colon, labels behind a full stop.
func (r rest) behind(b *builder, name doc.Text) doc.Text {
	if r.account.Empty() {
		return glued(sentence(nil, name), " ", r.labelled...)
	}
	return glued(glued(name, b.colon(), r.account...), " ", r.labelled...)
}

// restOf gives the rest of a record. Its account is compared with what was told
// in this paragraph, and of that subject in others.
func (b *builder) restOf(r model.Record, of subject) rest {
	how := tellings[r.Kind]
	out := rest{account: sentence(nil, b.fresh(r, how.tells, of, true))}
	r = b.retold(r, how.last)
	for _, name := range how.last {
		out.labelled = sentence(out.labelled, b.labelled(b.w.Field(r.Kind, name), b.midstFresh(r, name)))
	}
	return out
}

// actRest gives the rest of an act, and who had a part in it.
func (b *builder) actRest(a model.Record) rest {
	out := b.restOf(a, subject{})
	var doers, told doc.Text
	for _, in := range b.s.Rows("involvement", a.ID) {
		b.reached[in.ID] = true
		doers = glued(doers, b.semicolon(), b.involvement(in)...)
		if account := b.fresh(in, "account", subject{}, true); len(account) > 0 {
			told = sentence(told, append(doc.Text{{Text: b.plain(in, "who") + b.colon()}}, account...))
		}
	}
	out.labelled = glued(sentence(out.labelled, b.labelled(b.w.T("dossier.involved"), doers)), " ", told...)
	return out
}

// midstFresh prints a field behind its label; of a long text what has not been
// told.
func (b *builder) midstFresh(r model.Record, name string) doc.Text {
	if f, _ := b.shown(r, name); f.Type == model.Long {
		return b.fresh(r, name, subject{}, true)
	}
	return b.midst(r, name)
}

// detentionPiece tells of a detention that began with an event.
func (b *builder) detentionPiece(u *unit, event, d model.Record) doc.Text {
	label := b.kindOf(d)
	period := b.named(d, "from")
	if d.Ref("place") != event.Ref("place") {
		period = glued(period, ", ", b.take(d, "place")...)
	} else {
		b.mark(d, "place")
	}
	if len(period) > 0 {
		label = append(append(append(label, doc.Span{Text: " ("}), period...), doc.Span{Text: ")"})
	}
	label = glued(label, " — ", u.whom(d, "person")...)
	return b.restOf(d, subject{}).behind(b, label)
}

// kindOf says of which kind a record is, were it only that it is one.
func (b *builder) kindOf(r model.Record) doc.Text {
	if t := b.composedField(r, "kind"); len(t) > 0 && r.Text("kind") != "unknown" {
		return t
	}
	b.mark(r, "kind")
	return doc.Plain(b.w.Kind(r.Kind))
}

// beginnings finds the event with which a detention began: that of the same
// person on the same day, or, where neither has a date, at the same place.
type beginnings struct {
	b  *builder
	on map[string][]model.Record // by the person and the first day
}

func (b *builder) beginnings(events []model.Record) *beginnings {
	x := &beginnings{b, map[string][]model.Record{}}
	for _, e := range events {
		for _, id := range b.personsIn(e) {
			key := id.String() + e.Date("date").Earliest
			x.on[key] = append(x.on[key], e)
		}
	}
	return x
}

func (x *beginnings) of(d model.Record) (model.Record, bool) {
	from, place := d.Date("from"), d.Ref("place")
	for _, e := range x.on[d.Ref("person").String()+from.Earliest] {
		when := e.Date("date")
		switch {
		case from.Earliest != "" && (from.Latest == when.Latest || !d.Date("to").IsZero()):
			return e, true
		case from.IsZero() && when.IsZero() && !place.IsZero() && x.b.isWithin(place, e.Ref("place")):
			return e, true
		}
	}
	return model.Record{}, false
}

// personsIn gives those to whom an event happened.
func (b *builder) personsIn(event model.Record) []model.ID {
	ids := b.scope.about(event)
	for _, a := range b.s.Rows("act", event.ID) {
		ids = append(ids, b.scope.about(a)...)
	}
	return ids
}

// isWithin tells whether a place is another, or in it.
func (b *builder) isWithin(place, in model.ID) bool {
	for seen := map[model.ID]bool{}; !in.IsZero() && !seen[place]; {
		if place == in {
			return true
		}
		seen[place] = true
		p, ok := b.s.Get(place)
		if !ok {
			return false
		}
		place = p.Ref("within")
	}
	return false
}

// detentionFact tells a detention that began with no event of the record.
func (b *builder) detentionFact(r model.Record) []doc.Text {
	u := b.unit()
	opening := b.opening(r, tellings["detention"])
	rest := b.restOf(r, b.subjectOf(r))
	u.add(r, glued(sentence(opening, rest.account), " ", rest.labelled...))
	return u.end()
}

// ---- a proceeding ----

// proceedingFact tells a proceeding, what people were charged with in it, and
// those of its steps that have no paragraphs of their own.
func (b *builder) proceedingFact(r model.Record, inside []model.Record) []doc.Text {
	u := b.unit()
	u.sole = b.soleOf(append([]model.Record{r}, inside...))
	how := tellings["proceeding"]
	opening := b.opening(r, how)
	b.told.tells(opening.String(), b.subjectOf(r))
	u.add(r, sentence(opening, b.fresh(r, how.tells, b.subjectOf(r), true)))
	var charges doc.Text
	for _, c := range b.s.Rows("charge", r.ID) {
		if !slices.ContainsFunc(inside, func(x model.Record) bool { return x.ID == c.ID }) {
			continue
		}
		b.reached[c.ID] = true
		charges = glued(charges, b.semicolon(), b.inLine(c)...)
		charges = append(charges, b.lead(c)...)
		u.of = append(u.of, c)
	}
	if len(charges) > 0 {
		last := len(u.texts) - 1
		u.texts[last] = sentence(u.texts[last], b.labelled(b.w.Kinds("charge"), charges))
	}
	for _, s := range inside {
		if s.Kind == "charge" {
			continue
		}
		b.reached[s.ID] = true
		how := tellings[s.Kind]
		if s.Ref(how.whom) == u.sole && !u.sole.IsZero() {
			b.mark(s, how.whom)
			how.whom = ""
		}
		t := b.opening(s, how)
		t = sentence(t, b.fresh(s, how.tells, b.subjectOf(r), true))
		u.add(s, capital(t))
	}
	return u.end()
}

// partsOf gives what is told with each proceeding: its charges and sentences,
// and those of its steps that have no day of their own; all of them where the
// proceeding itself has none.
func (b *builder) partsOf(p model.Record, among map[model.ID]bool) []model.Record {
	var out []model.Record
	for _, kind := range []string{"charge", "step", "sentence"} {
		for _, r := range b.s.Rows(kind, p.ID) {
			dated := !r.When().IsZero() && !p.When().IsZero()
			if kind == "charge" || among[r.ID] && !dated {
				out = append(out, r)
			}
		}
	}
	return out
}
