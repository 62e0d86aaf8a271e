package export_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// filing is a document of the composed case by a shipped profile.
type filing struct {
	p        *profile.Profile
	lang     string
	d        *doc.Document
	findings []export.Finding
}

// filings builds the composed case by each shipped profile, with what it
// encloses, in each language of documents.
func filings(t *testing.T) []filing {
	t.Helper()
	snap, dossier := composed(t)
	var out []filing
	all := profiles(t)
	for _, lang := range []string{"en", "ru", "uz", "fr", "es"} {
		w := words(t, lang, snap.Schema)
		for i := range all {
			o := order(&all[i], snap, w)
			o.Dossier, o.Enclosed = dossier, map[string]export.Enclosure{}
			d, findings := export.Build(o)
			out = append(out, filing{&all[i], lang, d, findings})
		}
	}
	return out
}

// TestAcceptance holds those tests of the rules of bodies that can be seen in
// the tree; the numbers are theirs.
func TestAcceptance(t *testing.T) {
	all := filings(t)
	everyProfile := func(t *testing.T, look func(t *testing.T, p *profile.Profile, d *doc.Document, findings []export.Finding)) {
		t.Helper()
		for _, f := range all {
			t.Run(f.p.ID+" in "+f.lang, func(t *testing.T) { look(t, f.p, f.d, f.findings) })
		}
	}
	t.Run("9: the numbers of paragraphs run through the document", func(t *testing.T) {
		numbered := map[string]bool{}
		everyProfile(t, func(t *testing.T, p *profile.Profile, d *doc.Document, _ []export.Finding) {
			n, last := doc.Number(d), 0
			d.Walk(func(b doc.Block, _ int) {
				if par, ok := b.(*doc.Paragraph); ok && par.Numbered {
					if last++; n.Paragraphs[par] != last {
						t.Errorf("%d follows %d", n.Paragraphs[par], last-1)
					}
				}
			})
			if last > 0 {
				numbered[p.ID] = true
			}
			if last > 0 && !p.Number.Paragraphs {
				t.Error("a paragraph has a number that the body does not ask for")
			}
		})
		if len(numbered) < 8 {
			t.Errorf("%d documents have numbered paragraphs", len(numbered))
		}
	})
	t.Run("10: each exhibit that is cited is there, each that is not cited is named", func(t *testing.T) {
		everyProfile(t, func(t *testing.T, p *profile.Profile, d *doc.Document, findings []export.Finding) {
			for _, err := range doc.Check(d) {
				t.Error(err)
			}
			for _, f := range append(found(findings, export.NotCited), found(findings, export.UnknownExhibit)...) {
				if f.Detail == "" {
					t.Error("an exhibit is not named")
				}
			}
		})
	})
	t.Run("11: the list of documents runs by date, undated ones last, in each of its parts", func(t *testing.T) {
		snap, _ := composed(t)
		when := map[string]string{}
		for _, e := range snap.OfKind("evidence") {
			when["r-"+e.ID.String()] = e.Date("made").SortKey()
		}
		looked := 0
		everyProfile(t, func(t *testing.T, p *profile.Profile, d *doc.Document, _ []export.Finding) {
			if p.Exhibits == nil || p.Exhibits.Order != "date" {
				return
			}
			section(d, "documents", p, func(blocks []doc.Block) {
				for _, b := range blocks {
					table, ok := b.(*doc.Table)
					if !ok {
						continue
					}
					last := ""
					for _, r := range table.Rows {
						if r.Band {
							last = ""
							continue
						}
						for _, c := range r.Cells {
							for _, s := range c {
								if key, ok := when[s.Link]; ok && s.Ref == doc.NoRef && !strings.Contains(r.Cells[0].String(), "T") {
									looked++
									if key < last {
										t.Errorf("row %s", r.Cells[0])
									}
									last = key
								}
							}
						}
					}
				}
			})
		})
		if looked < 40 {
			t.Errorf("%d rows were looked at", looked)
		}
	})
	t.Run("18: no grade of ours is in what leaves the house", func(t *testing.T) {
		snap, _ := composed(t)
		everyProfile(t, func(t *testing.T, p *profile.Profile, d *doc.Document, _ []export.Finding) {
			if p.ID == "int-full" {
				return
			}
			dump := doc.Dump(d)
			for _, lang := range []string{"en", "ru", "uz"} {
				for _, v := range [][2]string{{"reliability", "usually_reliable"}, {"reliability", "fairly_reliable"}, {"credibility", "probably_true"}, {"credibility", "improbable"}} {
					if word := snap.Schema.Word(v[0], v[1]).In(lang); strings.Contains(dump, word) {
						t.Errorf("%s %s", v[0], v[1])
					}
				}
			}
		})
		t.Run("were a profile to ask for it", func(t *testing.T) {
			dump, _, _ := built(t, court(t, profile.Section{Type: "sources"}, facts("event")), nil)
			if strings.Contains(dump, "reliable") || strings.Contains(dump, "robabl") {
				t.Error(dump)
			}
		})
		t.Run("and it is in our own", func(t *testing.T) {
			snap, _ := composed(t)
			d, _ := export.Build(order(intFull(t), snap, words(t, "en", snap.Schema)))
			if !strings.Contains(doc.Dump(d), snap.Schema.Word("reliability", "usually_reliable").In("en")) {
				t.Error("it is not")
			}
		})
	})
	t.Run("20: cover and index are part of the document and of its count", func(t *testing.T) {
		everyProfile(t, func(t *testing.T, p *profile.Profile, d *doc.Document, _ []export.Finding) {
			if none := p.Cover != nil && p.Cover.None; (d.Cover == nil) != none {
				t.Error("cover")
			}
			if (d.Contents == nil) != (p.Contents == 0) {
				t.Error("contents")
			}
		})
	})
	t.Run("16: the request under rule 39 shows its three lines on its face", func(t *testing.T) {
		everyProfile(t, func(t *testing.T, p *profile.Profile, d *doc.Document, _ []export.Finding) {
			if p.ID != "echr-r39" {
				return
			}
			if len(d.Cover.Notice) != 3 || !strings.Contains(d.Cover.Notice[0], "39") || !strings.Contains(d.Cover.Notice[1], "Malika Rahimova") {
				t.Errorf("%+v", d.Cover)
			}
		})
	})
}

// section gives the blocks of the first section of a type.
func section(d *doc.Document, kind string, p *profile.Profile, look func([]doc.Block)) {
	name := ""
	p.All(func(s profile.Section) {
		if s.Type == kind && name == "" {
			name = s.Name()
		}
	})
	d.Walk(func(b doc.Block, _ int) {
		if s, ok := b.(*doc.Section); ok && s.Anchor == "s-"+name {
			look(s.Blocks)
		}
	})
}

func TestSameInputSameTree(t *testing.T) {
	snap, dossier := composed(t)
	for _, p := range profiles(t) {
		var dumps []string
		for range 3 {
			o := order(&p, snap, words(t, "en", snap.Schema))
			o.Dossier, o.Enclosed = dossier, map[string]export.Enclosure{}
			d, findings := export.Build(o)
			dumps = append(dumps, doc.Dump(d)+fmt.Sprintf("%+v", findings))
		}
		if dumps[0] != dumps[1] || dumps[0] != dumps[2] {
			t.Errorf("%s differs", p.ID)
		}
	}
}

// large is a case with so many events, each with an act, a source and a
// paragraph.
func large(t testing.TB, events int) (*model.Snapshot, model.ID) {
	t.Helper()
	snap, dossier := composed(t)
	s := snap.Schema
	who := snap.OfKind("person")[0].ID
	source := snap.OfKind("source")[0].ID
	var more []model.Record
	for i := range events {
		day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i).Format("2 January 2006")
		e := made(t, s, "event", map[string]any{"cases": snap.Case.ID, "title": fmt.Sprintf("Event %d", i), "date": day, "account": "What happened on that day, see Ex. 2."})
		a := made(t, s, "act", map[string]any{"event": e.ID, "type": "torture", "victim": who, "account": "He was beaten."})
		c := made(t, s, "citation", map[string]any{"subject": e.ID, "source": source, "quote": fmt.Sprintf("words %d", i)})
		p := made(t, s, "paragraph", map[string]any{"dossier": dossier, "section": "law", "text": "As Ex. 2 and Exhibit 1 show, it happened on 2 May 2023."})
		more = append(more, e, a, c, p)
	}
	return with(snap, more...), dossier
}

func TestALargeCaseTakesNoMoreThanItsShare(t *testing.T) {
	p := court(t, profile.Section{Key: "told", Type: "narrative", Kinds: []string{"event", "detention"}}, profile.Section{Key: "law", Type: "narrative"}, profile.Section{Type: "chronology", Kinds: []string{"event"}}, documents)
	takes := func(events int) time.Duration {
		snap, dossier := large(t, events)
		o := order(p, snap, words(t, "en", snap.Schema))
		o.Dossier = dossier
		best := time.Hour
		for range 3 {
			start := time.Now()
			export.Build(o)
			best = min(best, time.Since(start))
		}
		return best
	}
	few, many := takes(100), takes(1600)
	if many > 64*few { // 16 for what grows with the case, 256 for what grows with its square
		t.Errorf("16 times the records take %.0f times as long", float64(many)/float64(few))
	}
}

func BenchmarkBuild(b *testing.B) {
	snap, dossier := large(b, 500)
	p := court(b, profile.Section{Key: "told", Type: "narrative", Kinds: []string{"event", "detention"}}, profile.Section{Key: "law", Type: "narrative"}, documents)
	o := order(p, snap, words(b, "en", snap.Schema))
	o.Dossier = dossier
	b.ReportAllocs()
	for b.Loop() {
		export.Build(o)
	}
}

// TestOursStaysInTheHouse fills what serves only those who work on a case, and
// looks for it in all that leaves.
func TestOursStaysInTheHouse(t *testing.T) {
	snap, dossier := composed(t)
	c := snap.Case.Clone()
	c.Set("team", model.ListValue("Zarina Caseworker", "Team Quux"))
	c.Set("safety_note", model.TextValue("Quux safety: do not call the brother."))
	c.Set("tags", model.ListValue("quux-tag"))
	records := []model.Record{c}
	for _, r := range snap.OfKind("person") {
		r = r.Clone()
		r.Set("contact", model.TextValue("Quux contact: by the neighbour, after dark."))
		r.Set("risk", model.TextValue("high"))
		r.Set("risk_note", model.TextValue("Quux risk: watched."))
		records = append(records, r)
	}
	for _, k := range snap.Schema.Kinds() {
		if k.Name != "person" && k.Name != "case" {
			records = append(records, snap.OfKind(k.Name)...)
		}
	}
	full := model.NewSnapshot(snap.Schema, c, records, snap.Open)
	all := profiles(t)
	held := 0
	for i := range all {
		for _, lang := range []string{"en", "ru"} {
			p := all[i]
			p.Sections = append(slices.Clone(p.Sections), profile.Section{Key: "own", Type: "form", Fields: []profile.Field{
				{Key: "a", Label: label("a"), From: []string{"case.team"}}, {Key: "b", Label: label("b"), From: []string{"applicant.contact"}},
			}}) // as users may ask for it in a profile of their own
			o := order(&p, full, words(t, lang, snap.Schema))
			o.Dossier, o.Enclosed = dossier, map[string]export.Enclosure{}
			d, _ := export.Build(o)
			for _, secret := range []string{"Quux", "quux", "Zarina"} {
				found := strings.Contains(doc.Dump(d), secret)
				switch internal := len(p.Body) == 0; {
				case found && !internal:
					t.Errorf("%s in %s prints %q", p.ID, lang, secret)
				case found:
					held++
				}
			}
		}
	}
	if held == 0 {
		t.Error("nothing prints it inside the house, so nothing was looked for")
	}
}
