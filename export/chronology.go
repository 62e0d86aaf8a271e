package export

import (
	"slices"

	"guvoh/export/doc"
	"guvoh/model"
)

// moments are the fields that put a record into the chronology, the first of
// them being what the record is about.
var moments = map[string][]string{
	"event":        {"date"},
	"act":          {"date"},
	"injury":       {"date"},
	"detention":    {"from", "to"},
	"proceeding":   {"from", "to"},
	"step":         {"date", "learned"},
	"charge":       {"date"},
	"sentence":     {"from", "ends"},
	"interview":    {"start"},
	"intervention": {"date", "answered"},
	"relationship": {"from", "to"},
	"residence":    {"from", "to"},
	"evidence":     {"made"},
	"deadline":     {"due", "done"},
	"person":       {"birth", "death"},
	"note":         {"date"},
}

// undated are the kinds that belong into a chronology even without a date.
var undated = []string{"event", "detention"}

type happening struct {
	date  model.Date
	entry doc.Happening
}

// chronology prints all that happened in order of time, and last what has no
// known date.
func (b *builder) chronology() []doc.Block {
	var dated, open []happening
	for _, kind := range b.section.Kinds {
		for _, r := range b.s.OfKind(kind) {
			found := b.happenings(r)
			if len(found) == 0 && slices.Contains(undated, kind) {
				found = []happening{{entry: b.happening(r, "", "", model.Date{})}}
			}
			for _, h := range found {
				if h.date.Earliest == "" && h.date.Latest == "" {
					open = append(open, h)
				} else {
					dated = append(dated, h)
				}
			}
		}
	}
	slices.SortStableFunc(dated, func(x, y happening) int { return x.date.Compare(y.date) })
	var blocks []doc.Block
	if len(dated) > 0 {
		blocks = append(blocks, entries(dated))
	}
	if len(open) > 0 {
		blocks = append(blocks, &doc.Section{Title: b.w.T("dossier.undated"), Blocks: []doc.Block{entries(open)}})
	}
	return blocks
}

func entries(hs []happening) *doc.Chronology {
	c := &doc.Chronology{}
	for _, h := range hs {
		c.Entries = append(c.Entries, h.entry)
	}
	return c
}

// happenings gives the dated moments of a record. An act on the day of its
// event is told with the event.
func (b *builder) happenings(r model.Record) []happening {
	var out []happening
	for i, name := range moments[r.Kind] {
		d := r.Date(name)
		if _, ok := b.shown(r, name); !ok || d.IsZero() {
			continue
		}
		if e, ok := b.s.Get(r.Ref("event")); ok && r.Kind == "act" && e.Date("date") == d {
			continue
		}
		what := ""
		switch {
		case name == "to":
			what = b.w.T("dossier.end")
		case i > 0:
			what = b.w.Field(r.Kind, name)
		}
		out = append(out, happening{d, b.happening(r, name, what, d)})
	}
	return out
}

// happening is one line: what, whose, and where it stands in full.
func (b *builder) happening(r model.Record, field, what string, d model.Date) doc.Happening {
	title, _ := b.headlineBut(r, field)
	t := doc.Text{doc.Link(title, anchor(b.entry(r.ID)))}
	if what != "" {
		t = append(t, doc.Span{Text: " — " + what})
	} else {
		t = append(t, b.circumstances(r)...)
	}
	return doc.Happening{When: b.date(d), Text: append(t, b.pageOf(r.ID)...), Source: b.shortSources(r)}
}

// circumstances says where it was, who decided and how it ended.
func (b *builder) circumstances(r model.Record) doc.Text {
	var t doc.Text
	for _, name := range []string{"place", "body", "outcome"} {
		s := b.plain(r, name)
		if name == "outcome" {
			s = lower(s)
		}
		if s != "" && !slices.Contains(heads[r.Kind], name) {
			t = append(t, doc.Styled(", "+s, doc.Grey))
		}
	}
	return t
}

// shortSources names what a record rests on, each once, leading to it.
func (b *builder) shortSources(r model.Record) doc.Text {
	var t doc.Text
	seen := map[string]bool{}
	for _, c := range b.cites[r.ID] {
		id, label := c.Ref("evidence"), ""
		if e, ok := b.s.Get(id); ok {
			label = b.numberOf(e)
		}
		if label == "" {
			if id.IsZero() {
				id = c.Ref("source")
			}
			if label = b.label(id); id.IsZero() {
				continue
			}
		}
		if p := c.Text("page"); p != "" {
			label += ", " + b.w.T("dossier.page_before") + p + b.w.T("dossier.page_after")
		}
		if !seen[label] && b.p.Sourced {
			seen[label] = true
			t = glued(t, b.semicolon(), doc.Link(label, anchor(id)))
		}
	}
	return t
}
