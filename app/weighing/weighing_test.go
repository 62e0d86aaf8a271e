package weighing_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/app/tr"
	"guvoh/app/weighing"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

var ctx = context.Background()

type fields map[string]model.Value

func text(s string) model.Value { return model.TextValue(s) }

// told is a file with one case.
type told struct {
	*testing.T
	db     *store.DB
	say    *tr.Printer
	inCase model.ID
}

func tell(t *testing.T) *told {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Create(filepath.Join(t.TempDir(), "test.guvoh"), store.Options{
		Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema, Author: "A. Tester",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	words, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	f := &told{T: t, db: db, say: words.Printer("en", db.Schema())}
	f.inCase = f.add("case", fields{"title": text("Held in Jaslyk")})
	return f
}

func (f *told) add(kind string, values fields) model.ID {
	f.Helper()
	r := model.NewRecord(kind)
	for name, v := range values {
		r.Set(name, v)
	}
	f.do(func(tx *store.Tx) error { return tx.Put(r) })
	return r.ID
}

func (f *told) do(fn func(*store.Tx) error) {
	f.Helper()
	if _, err := f.db.Do(ctx, "edit", fn); err != nil {
		f.Fatal(err)
	}
}

func (f *told) day(words string) model.Value {
	f.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		f.Fatal(err)
	}
	return model.DateValue(d)
}

func (f *told) article(id, position string) model.ID {
	return f.add("complaint", fields{"cases": model.RefsValue(f.inCase), "article": text(id), "position": text(position)})
}

func (f *told) event(title, on string) model.ID {
	v := fields{"cases": model.RefsValue(f.inCase), "title": text(title)}
	if on != "" {
		v["date"] = f.day(on)
	}
	return f.add("event", v)
}

func (f *told) read() *weighing.Grid {
	f.Helper()
	g, err := weighing.Read(ctx, f.db, f.say, f.inCase)
	if err != nil {
		f.Fatal(err)
	}
	return g
}

// mark marks the cell of a fact and an article as the screen does.
func (f *told) mark(fact, article model.ID, mark string) {
	f.Helper()
	g := f.read()
	cell := g.Facts[g.Find(fact)].Cells[g.Column(article)]
	f.do(func(tx *store.Tx) error { return weighing.Mark(tx, article, fact, cell, mark) })
}

func (f *told) cell(fact, article model.ID) weighing.Cell {
	f.Helper()
	g := f.read()
	return g.Facts[g.Find(fact)].Cells[g.Column(article)]
}

func (f *told) fact(id model.ID) weighing.Fact {
	f.Helper()
	g := f.read()
	return g.Facts[g.Find(id)]
}

func TestFactsStandInTheOrderOfTime(t *testing.T) {
	f := tell(t)
	f.event("No day is known", "")
	late := f.event("Release", "3 May 2016")
	early := f.event("Arrest", "9 June 2014")
	f.add("act", fields{"event": model.RefValue(early), "type": text("torture")}) // has the day of its event
	f.add("detention", fields{"cases": model.RefsValue(f.inCase), "from": f.day("10 June 2014")})
	var got []string
	for _, x := range f.read().Facts {
		got = append(got, x.Record.Kind)
	}
	if want := "event act detention event event"; strings.Join(got, " ") != want {
		t.Errorf("they stand as %v", got)
	}
	g := f.read()
	if g.Facts[3].Record.ID != late || g.Facts[4].When != "" {
		t.Error("what has no day does not stand last, or says one")
	}
}

func TestMarks(t *testing.T) {
	f := tell(t)
	fact, torture, fair := f.event("Arrest", "9 June 2014"), f.article("echr_3", "a"), f.article("echr_6", "b")
	t.Run("are said, changed, taken back and said again, in one record", func(t *testing.T) {
		for _, mark := range []string{weighing.Supports, weighing.Against, "", weighing.Needed} {
			f.mark(fact, torture, mark)
			if got := f.cell(fact, torture); got.Mark != mark || f.cell(fact, fair).Mark != "" {
				t.Errorf("after %q the cell says %q", mark, got.Mark)
			}
		}
		all, err := f.db.Records(ctx, "bearing")
		if err != nil || len(all) != 1 || all[0].ID != model.BearingID(torture, fact) {
			t.Errorf("%d records, %v", len(all), err)
		}
	})
	t.Run("follow each other by one key", func(t *testing.T) {
		mark, seen := "", []string{}
		for range 4 {
			mark = weighing.Next(mark)
			seen = append(seen, mark)
		}
		if !slices.Equal(seen, []string{weighing.Supports, weighing.Against, weighing.Needed, ""}) {
			t.Errorf("they follow as %q", seen)
		}
		if weighing.Next("x_of_our_own") != "" {
			t.Error("a word of one's own leads nowhere")
		}
	})
	t.Run("are read anew without the case", func(t *testing.T) {
		g := f.read()
		f.mark(fact, fair, weighing.Supports)
		if err := g.Bearings(ctx, f.db); err != nil || g.Facts[0].Cells[1].Mark != weighing.Supports || g.Articles[1].Count[weighing.Supports] != 1 {
			t.Errorf("the new mark is not there (%v)", err)
		}
	})
}

func TestArticlesAreNamed(t *testing.T) {
	f := tell(t)
	f.add("complaint", fields{"cases": model.RefsValue(f.inCase), "article": text("echr_5"), "part": text("§ 1 (c)")})
	a := f.read().Articles[0]
	if a.Short != "ECHR Article 5, § 1 (c)" || !strings.HasPrefix(a.Name, "ECHR Article 5 – ") || !strings.HasSuffix(a.Name, ", § 1 (c)") {
		t.Errorf("it is %q, in short %q", a.Name, a.Short)
	}
	f.add("complaint", fields{"cases": model.RefsValue(f.inCase), "article_note": text("Constitution, article 26"), "position": text("z")})
	if a := f.read().Articles[1]; a.Name != "Constitution, article 26" {
		t.Errorf("an article that is in no list is %q", a.Name)
	}
}

func TestGaps(t *testing.T) {
	f := tell(t)
	fact, torture, remedy := f.event("Arrest", "9 June 2014"), f.article("echr_3", "a"), f.article("echr_13", "b")
	source := f.add("source", fields{"title": text("A letter"), "cases": model.RefsValue(f.inCase)})
	steps := []struct {
		do       func()
		fact     []weighing.Gap
		articles [2][]weighing.Gap
	}{
		{func() {}, []weighing.Gap{weighing.NoSource}, [2][]weighing.Gap{{weighing.NoFact}, {weighing.NoFact}}},
		{func() { f.mark(fact, torture, weighing.Supports) }, []weighing.Gap{weighing.NoSource}, [2][]weighing.Gap{{weighing.NoEvidence}, {weighing.NoFact}}},
		{func() { f.mark(fact, remedy, weighing.Needed) }, []weighing.Gap{weighing.NotShown, weighing.NoSource}, [2][]weighing.Gap{{weighing.NoEvidence}, {weighing.NoFact, weighing.NotShown}}},
		{func() {
			f.add("citation", fields{"subject": model.RefValue(fact), "source": model.RefValue(source), "credibility": text("probably_true")})
		}, []weighing.Gap{weighing.NotShown, weighing.NotGraded}, [2][]weighing.Gap{nil, {weighing.NoFact, weighing.NotShown}}},
		{func() {
			f.do(func(tx *store.Tx) error { return tx.Set(source, "reliability", text("usually_reliable")) })
		}, []weighing.Gap{weighing.NotShown}, [2][]weighing.Gap{nil, {weighing.NoFact, weighing.NotShown}}},
	}
	for i, s := range steps {
		s.do()
		g := f.read()
		if got := g.Facts[0].Gaps; !slices.Equal(got, s.fact) {
			t.Errorf("step %d: the fact lacks %v", i, got)
		}
		for k, want := range s.articles {
			if got := g.Articles[k].Gaps; !slices.Equal(got, want) {
				t.Errorf("step %d: article %d lacks %v", i, k, got)
			}
		}
	}
	if said := weighing.NoFact.Say(f.say, "ECHR Article 13"); said != "No fact for ECHR Article 13" {
		t.Errorf("it is said as %q", said)
	}
}

func TestSourcesOfTheEventCoverItsActs(t *testing.T) {
	f := tell(t)
	event := f.event("Arrest", "9 June 2014")
	act := f.add("act", fields{"event": model.RefValue(event), "type": text("torture")})
	source := f.add("source", fields{"title": text("A letter"), "cases": model.RefsValue(f.inCase)})
	f.add("citation", fields{"subject": model.RefValue(event), "source": model.RefValue(source), "page": text("4")})
	got := f.fact(act)
	if len(got.Sources) != 1 || got.Sources[0].Of == "" || got.Sources[0].Place != "4" || slices.Contains(got.Gaps, weighing.NoSource) {
		t.Errorf("the act rests on %d sources and lacks %v", len(got.Sources), got.Gaps)
	}
	f.add("citation", fields{"subject": model.RefValue(event), "source": model.RefValue(source), "field": text("title")})
	if n := len(f.fact(act).Sources); n != 1 {
		t.Errorf("what is cited for a field of the event counts for the act: %d", n)
	}
}

func TestEvidenceByItsNumber(t *testing.T) {
	f := tell(t)
	fact := f.event("Arrest", "9 June 2014")
	e := f.add("evidence", fields{"title": text("Photo"), "number": text("A-3"), "cases": model.RefsValue(f.inCase)})
	d := f.add("dossier", fields{"cases": model.RefsValue(f.inCase), "title": text("Application"), "profile": text("echr-annex")})
	f.add("exhibit", fields{"dossier": model.RefValue(d), "evidence": model.RefValue(e), "number": model.IntValue(7)})
	f.add("citation", fields{"subject": model.RefValue(fact), "evidence": model.RefValue(e)})
	got := f.fact(fact)
	if len(got.Exhibits) != 1 || got.Exhibits[0].Number != "A-3" || len(got.Exhibits[0].Annexed) != 1 || !strings.Contains(got.Exhibits[0].Annexed[0], "7") {
		t.Errorf("the evidence is %d pieces", len(got.Exhibits))
	}
}

func TestSourcesThatDiffer(t *testing.T) {
	f := tell(t)
	fact := f.event("Arrest", "9 June 2014")
	letter := f.add("source", fields{"title": text("A letter"), "reliability": text("usually_reliable"), "cases": model.RefsValue(f.inCase)})
	court := f.add("source", fields{"title": text("The judgment"), "cases": model.RefsValue(f.inCase)})
	first := f.add("citation", fields{"subject": model.RefValue(fact), "source": model.RefValue(letter), "field": text("date")})
	second := f.add("citation", fields{"subject": model.RefValue(fact), "source": model.RefValue(court), "field": text("date"), "differs_date": f.day("12 June 2014")})
	got := f.fact(fact)
	if len(got.Differences) != 1 || !slices.Contains(got.Gaps, weighing.Differ) {
		t.Fatalf("%d differences, %v", len(got.Differences), got.Gaps)
	}
	d := got.Differences[0]
	if d.Citation != second || d.Source != "The judgment" || !strings.Contains(d.Says, "12") || !strings.Contains(d.Here, "9") || !d.Takes {
		t.Error("the two are not beside one another")
	}
	get := func(id model.ID) model.Record {
		r, err := f.db.Get(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	schema := f.db.Schema()
	f.do(func(tx *store.Tx) error { return weighing.Follow(tx, schema, d, "Until then: 9 June.") })
	if get(fact).Date("date").Earliest != "2014-06-12" || get(second).Get("differs_date") != "" || get(first).Date("differs_date").Earliest != "2014-06-09" {
		t.Error("the record does not say what the source says, or the other source lost what it said")
	}
	back := f.fact(fact).Differences
	if len(back) != 1 || back[0].Citation != first {
		t.Fatal("the way back is not there")
	}
	f.do(func(tx *store.Tx) error { return weighing.Follow(tx, schema, back[0], "") })
	if get(fact).Date("date").Earliest != "2014-06-09" || get(second).Date("differs_date").Earliest != "2014-06-12" {
		t.Error("the way back does not lead back")
	}
	if get(second).Text("account") != "" {
		t.Error("what another source keeps is said twice")
	}
	f.add("citation", fields{"subject": model.RefValue(fact), "source": model.RefValue(court), "field": text("kind"), "differs": text("a raid")})
	for _, d := range f.fact(fact).Differences {
		if d.Field == "kind" && d.Takes {
			t.Error("words are taken for a word of a list")
		}
	}
}

func TestASourceThatSaysTheSameDiffersNoMore(t *testing.T) {
	f := tell(t)
	fact := f.event("Arrest", "9 June 2014")
	court := f.add("source", fields{"title": text("The judgment"), "cases": model.RefsValue(f.inCase)})
	for _, field := range []string{"date", ""} {
		f.add("citation", fields{"subject": model.RefValue(fact), "source": model.RefValue(court), "field": text(field), "differs_date": f.day("12 June 2014")})
	}
	f.add("citation", fields{"subject": model.RefValue(fact), "source": model.RefValue(court), "field": text("title"), "differs": text("Abduction")})
	if n := len(f.fact(fact).Differences); n != 3 {
		t.Fatalf("%d differences", n)
	}
	f.do(func(tx *store.Tx) error { return tx.Set(fact, "date", f.day("12.06.2014")) })
	f.do(func(tx *store.Tx) error { return tx.Set(fact, "title", text("Abduction")) })
	if got := f.fact(fact); len(got.Differences) != 0 || slices.Contains(got.Gaps, weighing.Differ) {
		t.Errorf("%d differences are left between what is the same", len(got.Differences))
	}
}

func TestOnlyADifferenceThatWasSeenIsFollowed(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(tx *store.Tx, f *told, fact, citation model.ID) error
	}{
		{"not when the record says something else by now", func(tx *store.Tx, f *told, fact, _ model.ID) error {
			return tx.Set(fact, "date", f.day("10 June 2014"))
		}},
		{"not when the source says something else by now", func(tx *store.Tx, f *told, _, citation model.ID) error {
			return tx.Set(citation, "differs_date", f.day("13 June 2014"))
		}},
		{"not when the source speaks of something else by now", func(tx *store.Tx, _ *told, _, citation model.ID) error {
			return tx.Set(citation, "field", text("place"))
		}},
		{"not when the source is gone", func(tx *store.Tx, _ *told, _, citation model.ID) error { return tx.Delete(citation) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := tell(t)
			fact := f.event("Arrest", "9 June 2014")
			court := f.add("source", fields{"title": text("The judgment"), "cases": model.RefsValue(f.inCase)})
			citation := f.add("citation", fields{
				"subject": model.RefValue(fact), "source": model.RefValue(court), "field": text("date"), "differs_date": f.day("12 June 2014"),
			})
			seen, schema := f.fact(fact).Differences[0], f.db.Schema()
			f.do(func(tx *store.Tx) error { return c.change(tx, f, fact, citation) })
			before, err := f.db.Get(ctx, fact)
			if err != nil {
				t.Fatal(err)
			}
			_, err = f.db.Do(ctx, "edit", func(tx *store.Tx) error { return weighing.Follow(tx, schema, seen, "Until then: 9 June.") })
			if !errors.Is(err, weighing.ErrChanged) {
				t.Errorf("it answers %v", err)
			}
			after, err := f.db.Get(ctx, fact)
			if err != nil || after.Date("date") != before.Date("date") {
				t.Errorf("the record was changed (%v)", err)
			}
		})
	}
}

func TestWhatNoSourceKeepsStaysInSight(t *testing.T) {
	f := tell(t)
	fact := f.event("Arrest", "9 June 2014")
	court := f.add("source", fields{"title": text("The judgment"), "cases": model.RefsValue(f.inCase)})
	c := f.add("citation", fields{
		"subject": model.RefValue(fact), "source": model.RefValue(court), "field": text("date"), "differs_date": f.day("12 June 2014"), "account": text("Page torn."),
	})
	schema, d := f.db.Schema(), f.fact(fact).Differences[0]
	f.do(func(tx *store.Tx) error { return weighing.Follow(tx, schema, d, "Until then: 9 June.") })
	r, err := f.db.Get(ctx, c)
	if err != nil || r.Text("account") != "Page torn.\nUntil then: 9 June." {
		t.Errorf("%d letters are kept (%v)", len(r.Text("account")), err)
	}
}

func TestChoosingFacts(t *testing.T) {
	f := tell(t)
	who := f.add("person", fields{"description": text("the driver")})
	one := f.event("Arrest", "9 June 2014")
	f.event("Release", "3 May 2016")
	f.do(func(tx *store.Tx) error { return tx.Set(one, "persons", model.RefsValue(who)) })
	article := f.article("echr_3", "a")
	f.mark(one, article, weighing.Against)
	f.add("detention", fields{"cases": model.RefsValue(f.inCase), "from": f.day("10 June 2014")})
	g := f.read()
	for name, c := range map[string]struct {
		by   weighing.Filter
		want int
	}{
		"all":                      {weighing.Filter{}, 3},
		"of an article":            {weighing.Filter{Article: article}, 1},
		"of a person":              {weighing.Filter{Person: who}, 1},
		"of a kind":                {weighing.Filter{Kind: "detention"}, 1},
		"of a kind and an article": {weighing.Filter{Kind: "detention", Article: article}, 0},
		"that lack something":      {weighing.Filter{Gaps: true}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			if got := len(g.Rows(c.by)); got != c.want {
				t.Errorf("%d facts", got)
			}
		})
	}
	if len(g.Persons) != 1 || g.Persons[0].ID != who {
		t.Errorf("%d persons", len(g.Persons))
	}
}

func TestWhatADossierTakes(t *testing.T) {
	f := tell(t)
	yes, no := f.event("Arrest", "9 June 2014"), f.event("Release", "3 May 2016")
	article := f.article("echr_3", "a")
	f.mark(yes, article, weighing.Supports)
	f.mark(no, article, weighing.Against)
	got := f.read().Arguments(f.say.In("fr"))
	if len(got) != 1 || !strings.HasPrefix(got[0].Heading, "CEDH, article 3") || len(got[0].About) != 1 || got[0].About[0] != yes {
		t.Error("the heading is in another language, or what cuts against it goes along")
	}
}

func TestTheTable(t *testing.T) {
	f := tell(t)
	fact, article := f.event("=Arrest", "9 June 2014"), f.article("echr_3", "a")
	f.mark(fact, article, weighing.Supports)
	g := f.read()
	at := time.Date(2026, time.March, 5, 0, 0, 0, 0, time.UTC)
	list := g.Table(f.say, "Held in Jaslyk", g.Rows(weighing.Filter{}), at)
	g.Lay(nil) // marks that change while it is written are not in it
	for _, format := range []string{"csv", "xlsx", "pdf"} {
		t.Run("is written as "+format+", twice alike", func(t *testing.T) {
			var one, two bytes.Buffer
			if err := weighing.Write(ctx, &one, format, list); err != nil {
				t.Fatal(err)
			}
			if err := weighing.Write(ctx, &two, format, list); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) || one.Len() == 0 {
				t.Errorf("the bytes differ (%v)", err)
			}
			if format != "csv" {
				return
			}
			for _, words := range []string{"ECHR Article 3", "Supports", "No source", "Arrest"} {
				if !strings.Contains(one.String(), words) {
					t.Errorf("%q is not in it", words)
				}
			}
		})
	}
}
