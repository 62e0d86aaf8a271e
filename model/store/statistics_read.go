package store

import (
	"slices"

	"guvoh/model"
	"guvoh/model/question"
)

// count reads everything once, in stretches, and notes what counts where.
func (c *counting) count(by []StatisticsBy) error {
	c.marks, c.waiting = nil, nil
	c.people = map[int32]bool{}
	c.undated, c.timeless, c.elsewhen = map[int32]bool{}, map[int32]bool{}, map[int32]bool{}
	c.ones, c.inSet, c.victims, c.listed = map[int32]int32{}, map[int32][]int32{}, map[int32]victimhood{}, map[string][]string{}
	if err := c.sifting.read(); err != nil {
		return err
	}
	for _, kind := range []string{"act", "event", "involvement", "participant"} {
		c.sources[kind] = nil // what they rest on is not asked
	}
	c.rows = c.dimension(by[0])
	c.columns = c.dimension("")
	if len(by) == 2 {
		c.columns = c.dimension(by[1])
	}
	steps := []func() error{c.answer, c.readCases, c.readPersons, c.refused, c.readAgents, c.readActs, c.readNamed, c.settle}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// per reports whether something is counted by one of these.
func (c *counting) per(any ...StatisticsBy) bool {
	return slices.Contains(any, c.rows.by) || slices.Contains(any, c.columns.by)
}

// answer asks the question of the filter.
func (c *counting) answer() error {
	c.asked = nil
	q := c.filter.Question
	if q == nil {
		return nil
	}
	found, err := c.answered(*q)
	if err != nil {
		return err
	}
	c.asked = &found
	return nil
}

func (c *counting) answered(q question.Question) (set, error) {
	if problems := q.Check(c.schema); len(problems) > 0 {
		return set{}, &ErrQuestion{problems}
	}
	a := &answering{view: c.view, ctx: c.ctx, schema: c.schema, today: c.today}
	q.Sort, q.Columns = nil, nil
	all, err := a.answers(q, 0, 0)
	if err != nil {
		return set{}, err
	}
	var out set
	for _, n := range all.Numbers {
		out.may.add(n)
		if !all.Perhaps[n] {
			out.sure.add(n)
		}
	}
	return out, nil
}

func (c *counting) readCases() error {
	c.files = map[int32]file{}
	return c.each(`SELECT lower(hex(r.id)), t.n, coalesce(t.status, ''), coalesce(t.opened, '') FROM "case" t
		CROSS JOIN record r ON r.n = t.n AND +r.deleted = 0`, func(cells []string) {
		at := c.book.id([]byte(dashedID(cells[0])))
		c.files[at] = file{n: wholeNumber(cells[1]), status: c.book.word([]byte(cells[2])), opened: c.dateOf(cells[3])}
	})
}

func (c *counting) dateOf(text string) int32 {
	if text == "" {
		return 0
	}
	return c.book.date([]byte(text))
}

func wholeNumber(s string) (n int64) {
	for _, d := range []byte(s) {
		n = n*10 + int64(d-'0')
	}
	return n
}

// readPersons reads what is asked of persons, where anything is.
func (c *counting) readPersons() error {
	c.whos = map[int32]who{}
	if !c.per(PerSex, PerAge) && c.filter.Purpose == "" && (c.asked == nil || c.filter.Question.Of != "person") {
		return nil
	}
	return c.each(`SELECT lower(hex(r.id)), t.n, coalesce(t.sex, ''), coalesce(t.birth, '') FROM person t
		CROSS JOIN record r ON r.n = t.n AND +r.deleted = 0`, func(cells []string) {
		at := c.book.id([]byte(dashedID(cells[0])))
		c.whos[at] = who{n: wholeNumber(cells[1]), sex: c.book.word([]byte(cells[2])), birth: c.dateOf(cells[3])}
	})
}

// refused finds those of whom nothing may be counted. What they said stands for all
// records that are of them.
func (c *counting) refused() error {
	c.absent, c.theirs, c.theirFiles = nil, nil, nil
	if c.filter.Purpose == "" {
		return nil
	}
	found, err := c.answered(question.Question{Of: "person", Where: question.Consent{Purpose: c.filter.Purpose, States: refusals}})
	if err != nil {
		return err
	}
	c.absent = map[int32]bool{}
	for at, w := range c.whos {
		if found.may.has(w.n) {
			c.absent[c.one1(at)] = true
		}
	}
	return c.readTheirs()
}

// refusals are what keeps somebody out of numbers that go to others.
var refusals = []model.ConsentState{model.ConsentRefused, model.ConsentWithdrawn}

// one1 gives the place of the record that stands for a person.
func (c *counting) one1(at int32) int32 {
	if len(c.one.up) == 0 || at == 0 {
		return at
	}
	to, known := c.ones[at]
	if !known {
		to = at
		if id := c.one.of(c.book.ids[at]); id != c.book.ids[at] {
			to = c.book.id([]byte(id.String()))
		}
		c.ones[at] = to
	}
	return to
}

// casesIn gives the cases of a set that there are.
func (c *counting) casesIn(set int32) []int32 {
	all, known := c.inSet[set]
	if !known {
		for _, id := range c.book.cases[set] {
			at := c.book.id([]byte(id.String()))
			if _, there := c.files[at]; there {
				all = append(all, at)
			}
		}
		c.inSet[set] = all
	}
	return all
}

// readAgents reads which organisations had a part in which acts.
func (c *counting) readAgents() error {
	c.agents = map[int64][]int32{}
	if !c.per(PerAgency) {
		return nil
	}
	acts, err := c.owners("involvement")
	if err != nil {
		return err
	}
	return c.records("involvement", "t.who", "t.who IS NOT NULL", func(n int64, _ fact, cells strip) {
		act := int64(acts.at(n))
		at := c.person(cells[0])
		if _, is := c.agencies.node[c.book.ids[at]]; !is || act == 0 || at == 0 || slices.Contains(c.agents[act], at) {
			return
		}
		c.agents[act] = append(c.agents[act], at)
	})
}

// readActs reads events, and the acts in them. What an act does not say of its day
// and its place its event does.
func (c *counting) readActs() error {
	var all []deed
	var place byNumber // of an event in all, counted from 1
	keep := c.of == CountEvents || c.of == CountCases
	err := c.records("event", "t.cases, t.place, t.date", "", func(n int64, _ fact, cells strip) {
		d := deed{event: n, cases: c.casesIn(c.book.set(cells[0], c.gone)), place: c.person(cells[1]), date: c.book.date(cells[2])}
		all = append(all, d)
		place.put(n, int32(len(all)))
		if keep {
			c.waiting = append(c.waiting, d)
		}
	})
	if err != nil {
		return err
	}
	of, err := c.owners("act")
	if err != nil {
		return err
	}
	return c.records("act", "t.victim, t.place, t.date, t.type, t.methods", "", func(n int64, _ fact, cells strip) {
		at := place.at(int64(of.at(n)))
		if at == 0 {
			return
		}
		d := all[at-1]
		d.act, d.person = n, c.person(cells[0])
		if len(cells[1]) > 0 {
			d.place = c.person(cells[1])
		}
		if len(cells[2]) > 0 {
			d.date = c.book.date(cells[2])
		}
		d.kind, d.methods, d.agencies = c.book.word(cells[3]), c.book.word(cells[4]), c.agents[n]
		c.happened(d)
	})
}

// readNamed reads who is named in a case as a victim: also those of whom no act is
// recorded.
func (c *counting) readNamed() error {
	if c.of != CountPersons && c.of != CountCases {
		return nil
	}
	return c.records("participant", `t.person, t."case"`, "t.role = 'victim'", func(_ int64, _ fact, cells strip) {
		if at := c.person(cells[0]); at != 0 {
			c.happened(deed{person: at, cases: c.casesIn(c.book.set(cells[1], c.gone))})
		}
	})
}

// happened notes something that happened to somebody, unless nothing may be told of
// them.
func (c *counting) happened(d deed) {
	absent := d.person != 0 && c.absent[c.one1(d.person)] || c.theirs[d.event] && (d.person == 0 || c.of == CountEvents)
	if len(c.theirFiles) > 0 && c.of == CountCases {
		d.cases = slices.DeleteFunc(slices.Clone(d.cases), func(at int32) bool { return c.theirFiles[at] })
	}
	if c.absent != nil {
		for _, at := range d.cases {
			c.tellOf(at, absent)
		}
		if d.event != 0 {
			c.tellOf(-int32(d.event), absent)
		}
	}
	if !absent {
		c.add(d)
	}
}

// tellOf remembers whether a case, or an event (as less than nothing), tells of
// somebody who allows it. Victims without a name forbid nothing.
func (c *counting) tellOf(at int32, absent bool) {
	v := c.victims[at]
	if absent {
		v.absent = true
	} else {
		v.kept = true
	}
	c.victims[at] = v
}

// settle notes what stands for itself: each event, and each case. One that tells of
// nobody but those who said no is not counted.
func (c *counting) settle() error {
	for _, d := range c.waiting {
		if c.theirs[d.event] || c.withheld(-int32(d.event)) {
			continue
		}
		if c.of == CountCases && c.absent != nil {
			d.cases = slices.DeleteFunc(slices.Clone(d.cases), c.withheld)
		}
		c.add(d)
	}
	if c.of == CountCases {
		for at := range c.files {
			if !c.withheld(at) {
				c.add(deed{cases: []int32{at}})
			}
		}
	}
	return nil
}

// withheld tells whether a case, or an event, tells of nobody but those who said no.
func (c *counting) withheld(at int32) bool {
	v := c.victims[at]
	return v.absent && !v.kept || c.theirFiles[at]
}
