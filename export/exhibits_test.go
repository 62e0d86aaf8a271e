package export_test

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/profile"
	"guvoh/model"
)

var (
	documents = profile.Section{Type: "documents"}
	enclosed  = profile.Section{Type: "exhibits"}
)

// listed gives the rows of the list of documents: number and title, bands as
// they are.
func listed(d *doc.Document) []string {
	var out []string
	d.Walk(func(b doc.Block, _ int) {
		t, ok := b.(*doc.Table)
		if !ok {
			return
		}
		for _, r := range t.Rows {
			if r.Band {
				out = append(out, "= "+r.Cells[0].String())
				continue
			}
			first := ""
			for i, c := range t.Columns {
				if c.Title == "Title" {
					first, _, _ = strings.Cut(r.Cells[i].String(), "\n")
				}
			}
			out = append(out, r.Cells[0].String()+" "+first)
		}
	})
	return out
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestExhibitNumbers(t *testing.T) {
	p := court(t, documents)
	t.Run("exhibits stand by date, undated ones last, each translation behind its original", func(t *testing.T) {
		_, d, _ := built(t, p, nil)
		same(t, listed(d), "1 Scars on both wrists", "2 Verdict of the Andijan Regional Criminal Court", "2T English translation of the verdict",
			"3 Recording of the interview", "4 Letter of the prosecutor")
	})
	t.Run("without a dossier all evidence is numbered by date", func(t *testing.T) {
		_, d, _ := built(t, p, func(o *export.Order) { o.Dossier = model.ID{} })
		same(t, listed(d), "1 Scars on both wrists", "2 Verdict of the Andijan Regional Criminal Court", "2T English translation of the verdict",
			"3 Recording of the interview", "4 Letter of the prosecutor")
	})
	t.Run("letters count A, B, C", func(t *testing.T) {
		p := *p
		e := *p.Exhibits
		e.Scheme = "letter"
		p.Exhibits = &e
		_, d, _ := built(t, &p, nil)
		same(t, listed(d), "A Scars on both wrists", "B Verdict of the Andijan Regional Criminal Court", "BT English translation of the verdict",
			"C Recording of the interview", "D Letter of the prosecutor")
	})
	t.Run("where translations are documents of their own they have numbers of their own", func(t *testing.T) {
		p := *p
		e := *p.Exhibits
		e.Translation = false
		p.Exhibits = &e
		_, d, _ := built(t, &p, func(o *export.Order) { o.Dossier = model.ID{} })
		same(t, listed(d), "1 Scars on both wrists", "2 Verdict of the Andijan Regional Criminal Court", "3 English translation of the verdict",
			"4 Recording of the interview", "5 Letter of the prosecutor")
	})
	t.Run("groups stand under their headings, the rest where the group without kinds is", func(t *testing.T) {
		p := *p
		e := *p.Exhibits
		e.Groups = []profile.Group{
			{Key: "a", Title: label("Court papers"), Kinds: []string{"court_document"}}, {Key: "b", Title: label("Others")}, {Key: "c", Title: label("Pictures"), Kinds: []string{"photograph"}},
		}
		p.Exhibits = &e
		_, d, _ := built(t, &p, func(o *export.Order) { o.Dossier = model.ID{} })
		same(t, listed(d), "= Court papers", "1 Verdict of the Andijan Regional Criminal Court", "1T English translation of the verdict",
			"= Others", "2 Recording of the interview", "3 Letter of the prosecutor", "= Pictures", "4 Scars on both wrists")
	})
	issue := func(o *export.Order, ids ...string) {
		var rows []model.Record
		for _, r := range o.Snapshot.OfKind("exhibit") {
			e, _ := o.Snapshot.Get(r.Ref("evidence"))
			if slices.Contains(ids, e.Text("number")) {
				r = r.Clone()
				r.Set("issued", model.BoolValue(true))
			}
			rows = append(rows, r)
		}
		o.Snapshot = with(without(o.Snapshot, "exhibit"), rows...)
	}
	t.Run("what is added when others were given out stands behind them and takes the next number", func(t *testing.T) {
		_, d, _ := built(t, p, func(o *export.Order) { issue(o, "E1", "E1T", "E3") })
		same(t, listed(d), "2 Verdict of the Andijan Regional Criminal Court", "2T English translation of the verdict", "3 Recording of the interview",
			"= Added later", "1 Scars on both wrists", "4 Letter of the prosecutor")
	})
	t.Run("of two with one number the one that was given out keeps it", func(t *testing.T) {
		_, d, _ := built(t, p, func(o *export.Order) {
			issue(o, "E3")
			var rows []model.Record
			for _, r := range o.Snapshot.OfKind("exhibit") {
				r = r.Clone()
				if n, _ := r.Get("number").Int(); n == 1 {
					r.Set("number", model.IntValue(3))
				}
				rows = append(rows, r)
			}
			o.Snapshot = with(without(o.Snapshot, "exhibit"), rows...)
		})
		got := listed(d)
		if got[0] != "3 Recording of the interview" || got[2] != "4 Scars on both wrists" {
			t.Errorf("%q", got)
		}
	})
	t.Run("a circle of translations does not hang it", func(t *testing.T) {
		_, d, _ := built(t, p, func(o *export.Order) {
			var all []model.Record
			for _, e := range o.Snapshot.OfKind("evidence") {
				e = e.Clone()
				if e.Text("number") == "E1" {
					e.Set("translation_of", model.RefValue(o.Snapshot.OfKind("evidence")[0].ID))
				}
				all = append(all, e)
			}
			for i := range all {
				if i == 0 {
					all[i].Set("translation_of", model.RefValue(all[len(all)-1].ID))
				}
			}
			o.Snapshot = with(without(o.Snapshot, "evidence"), all...)
			o.Dossier = model.ID{}
		})
		if n := len(listed(d)); n != 5 {
			t.Errorf("%d exhibits", n)
		}
	})
}

func TestListOfDocuments(t *testing.T) {
	p := court(t, documents, enclosed)
	t.Run("what the body asks for has a column; pages of this file only where the exhibits are in it", func(t *testing.T) {
		dump, _, _ := built(t, p, nil)
		if strings.Contains(dump, "Page<") || !has(dump, "| 2 | 2 November 2023 |", "| Court document | Russian | 1-3, 5 | «mono small»4c94485e 0c21ae6c …") {
			t.Error(dump)
		}
		dump, _, _ = built(t, p, func(o *export.Order) { o.Enclosed = map[string]export.Enclosure{} })
		if !has(dump, "| Page<") || !has(dump, "| 2 | 2 November 2023 |", "«→r-c560e00c-3f94-4939-809a-acbe2d1a75aa»page?") {
			t.Error(dump)
		}
	})
	t.Run("an original names its translation, a translation its original", func(t *testing.T) {
		dump, _, _ := built(t, p, nil)
		if !has(dump, "| 2 |", "»Ex. 2T«/»") || !has(dump, "| 2T |", "translation of Ex. 2") {
			t.Error(dump)
		}
	})
	t.Run("a recording is delivered apart", func(t *testing.T) {
		if dump, _, _ := built(t, p, nil); !has(dump, "| 3 |", "Recording of the interview", "recording, delivered apart") {
			t.Error(dump)
		}
	})
	t.Run("our own numbers are nowhere", func(t *testing.T) {
		p := court(t, facts("event", "proceeding"), documents, enclosed)
		dump, _, _ := built(t, p, func(o *export.Order) { o.Enclosed = map[string]export.Enclosure{} })
		for _, n := range []string{"E1", "E1T", "E2", "E3", "E4"} {
			if has(dump, " "+n+" ") || has(dump, n+",") || has(dump, n+" ·") {
				t.Errorf("%s is printed", n)
			}
		}
	})
}

// exhibitsOf gives the exhibits of a document in order.
func exhibitsOf(d *doc.Document) []*doc.Exhibit {
	var out []*doc.Exhibit
	d.Walk(func(b doc.Block, _ int) {
		if x, ok := b.(*doc.Exhibit); ok && x.Number != "" { // a certificate has none
			out = append(out, x)
		}
	})
	return out
}

func TestEnclosedExhibits(t *testing.T) {
	p := court(t, documents, enclosed)
	p.Exhibits.Sheet, p.Exhibits.Stamp = true, true
	var sheets []doc.Sheet
	for n := range 6 {
		sheets = append(sheets, doc.Sheet{Page: n + 1, Width: 595, Height: 842})
	}
	drawn := []doc.Block{&doc.Paragraph{Text: doc.Plain("a picture")}}
	dump, d, findings := built(t, p, func(o *export.Order) {
		o.Enclosed = map[string]export.Enclosure{}
		for _, e := range o.Snapshot.OfKind("evidence") {
			switch e.Text("number") {
			case "E1":
				o.Enclosed[e.Text("sha256")] = export.Enclosure{Sheets: sheets, MediaType: "application/pdf"}
			case "E1T":
				o.Enclosed[e.Text("sha256")] = export.Enclosure{Sheets: sheets[:2], MediaType: "application/pdf", Searchable: true}
			case "E2":
				o.Enclosed[e.Text("sha256")] = export.Enclosure{Blocks: drawn, MediaType: "image/png"}
			case "E3":
				o.Enclosed[e.Text("sha256")] = export.Enclosure{MediaType: "audio/mp4", Duration: 83*time.Minute + 4*time.Second}
			}
		}
		o.Snapshot.Open = func(sum string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(sum)), nil }
	})
	x := exhibitsOf(d)
	if len(x) != 5 {
		t.Fatalf("%d exhibits", len(x))
	}
	t.Run("the pages chosen are enclosed, from the file that was received", func(t *testing.T) {
		verdict := x[1]
		var pages []int
		for _, s := range verdict.Sheets {
			pages = append(pages, s.Page)
		}
		if !slices.Equal(pages, []int{1, 2, 3, 5}) || verdict.Number != "Ex. 2" || verdict.Lang != "ru" || verdict.Name != "Приговор 1-0317-23.pdf" {
			t.Errorf("pages %v of %s", pages, verdict.Number)
		}
		r, err := verdict.Open()
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := io.ReadAll(r); string(b) != verdict.SHA256 || verdict.SHA256 == "" {
			t.Error("other bytes")
		}
	})
	t.Run("its stamp says which exhibit of which case it is", func(t *testing.T) {
		if x[1].Stamp != "G-7 – Ex. 2" {
			t.Errorf("%q", x[1].Stamp)
		}
	})
	t.Run("a cover sheet tells what it is, how it was kept and that its text cannot be searched", func(t *testing.T) {
		if !has(dump, "Exhibit: «bold»Ex. 2«/»") || !has(dump, "Chain of custody: 0 transfers; no step of custody is recorded") || !has(dump, "Text: pictures of pages") ||
			!has(dump, "hash SHA-256", "4c94485e 0c21ae6c") || !has(dump, "Author: Andijan Regional Criminal Court") {
			t.Error(dump)
		}
		if len(found(findings, export.NotSearchable)) != 1 {
			t.Errorf("%d exhibits are said to be pictures", len(found(findings, export.NotSearchable)))
		}
	})
	t.Run("a translation stands behind its original, with a certificate to sign", func(t *testing.T) {
		if x[2].Number != "Ex. 2T" || !has(dump, "exhibit : Certificate of translation: Ex. 2T") || !has(dump, "translate from Russian into English, and that Ex. 2T is") {
			t.Error(dump)
		}
		if i, j := strings.Index(dump, "exhibit Ex. 2T"), strings.Index(dump, "Certificate of translation"); i < 0 || j < i || j > strings.Index(dump, "exhibit Ex. 3") {
			t.Error("the certificate stands elsewhere")
		}
	})
	t.Run("a page that is not of the evidence itself begins with the number of the exhibit", func(t *testing.T) {
		if !has(dump, "paragraph «bold»Ex. 1 · Scars on both wrists«/»") || has(dump, "«bold»Ex. 2 · ") {
			t.Error(dump)
		}
	})
	t.Run("what is no PDF says what the original is", func(t *testing.T) {
		if !has(dump, "paragraph a picture") || !has(dump, "Original file: «mono»IMG_2041.png«/», image/png, 2779 bytes") {
			t.Error(dump)
		}
	})
	t.Run("a recording says how long it is, where its words stand and which file it is", func(t *testing.T) {
		if !has(dump, "callout info : This exhibit is a recording") || !has(dump, "Duration: 1:23:04") || !has(dump, "hash SHA-256", "abababab") {
			t.Error(dump)
		}
	})
	t.Run("what is not there says so on its page, and is reported", func(t *testing.T) {
		if !has(dump, "callout warning This exhibit cannot be printed: Its file is not kept with the case.") || !has(dump, "Original file: «mono»xat.docx«/»", "20111 bytes") {
			t.Error(dump)
		}
		if f := found(findings, export.NoBytes); len(f) != 1 || f[0].Detail != "Ex. 4" {
			t.Errorf("%+v", f)
		}
	})
	t.Run("a link to evidence leads to the exhibit and not to its row in the list", func(t *testing.T) {
		if x[1].Anchor != "r-c560e00c-3f94-4939-809a-acbe2d1a75aa" {
			t.Errorf("anchor %q", x[1].Anchor)
		}
	})
}

func TestGroupsOfExhibits(t *testing.T) {
	p := court(t, documents, enclosed)
	p.Exhibits.Groups = []profile.Group{{Key: "a", Title: label("A Court papers"), Kinds: []string{"court_document"}}, {Key: "b", Title: label("B Others")}}
	dump, d, _ := built(t, p, func(o *export.Order) { o.Enclosed = map[string]export.Enclosure{} })
	t.Run("each group stands behind a page that says what is in it", func(t *testing.T) {
		if !has(dump, "section A Court papers (new page)") || !has(dump, "section B Others (new page)") || !has(dump, "| Ex. 2T |", "English translation of the verdict") {
			t.Error(dump)
		}
		var order []string
		for _, x := range exhibitsOf(d) {
			order = append(order, x.Number)
		}
		same(t, order, "Ex. 2", "Ex. 2T", "Ex. 1", "Ex. 3", "Ex. 4")
	})
}

func TestEveryFaultOfAFileHasWords(t *testing.T) {
	s := schema(t)
	for _, lang := range []string{"en", "ru", "uz", "fr", "es"} {
		w := words(t, lang, s)
		for _, f := range exhibit.Faults {
			w.T("exhibit.fault." + string(f)) // which fails without
		}
	}
}

func TestExhibitsThatCannotBePrinted(t *testing.T) {
	p := court(t, enclosed)
	p.Exhibits.Sheet = true
	dump, _, findings := built(t, p, func(o *export.Order) {
		o.Enclosed = map[string]export.Enclosure{}
		for _, e := range o.Snapshot.OfKind("evidence") {
			o.Enclosed[e.Text("sha256")] = export.Enclosure{Refused: string(exhibit.Password), Remarks: []string{string(exhibit.Script)}}
		}
	})
	t.Run("say why on their page, and what of them is left out on their sheet", func(t *testing.T) {
		if !has(dump, "callout warning This exhibit cannot be printed: The file opens only with a password.") || !has(dump, "Remarks: Scripts and actions in the file are left out.") {
			t.Error(dump)
		}
		if f := found(findings, export.Undrawable); len(f) != 4 || f[0].Record.IsZero() { // the recording is delivered apart
			t.Errorf("%+v", f)
		}
	})
}
