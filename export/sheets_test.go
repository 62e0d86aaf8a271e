package export_test

import (
	"slices"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/profile"
)

// paged builds one paragraph of a document in which three pages of the verdict
// are enclosed, the second left out, and gives what its words lead to.
func paged(t *testing.T, lang, label, text string) (links map[string]string, said string, findings []export.Finding) {
	t.Helper()
	snap, dossier := composed(t)
	snap = without(snap, "paragraph", "answer", "block", "citation")
	p := court(t, profile.Section{Key: "law", Type: "narrative"}, documents, enclosed)
	p.Exhibits.Label = profile.Words{"en": label, lang: label}
	row := made(t, snap.Schema, "paragraph", map[string]any{"dossier": dossier, "section": "law", "text": text})
	o := order(p, with(snap, row), words(t, lang, snap.Schema))
	o.Dossier = dossier
	o.Enclosed = map[string]export.Enclosure{}
	for _, e := range snap.OfKind("evidence") {
		if e.Text("number") == "E1" {
			o.Enclosed[e.Text("sha256")] = export.Enclosure{MediaType: "application/pdf", Searchable: true, Sheets: []doc.Sheet{
				{Page: 1, Width: 595, Height: 842}, {Page: 3, Width: 595, Height: 842}, {Page: 5, Width: 842, Height: 595},
			}}
		}
	}
	d, findings := export.Build(o)
	for _, err := range doc.Check(d) {
		t.Error(err)
	}
	links = map[string]string{}
	d.Walk(func(b doc.Block, _ int) {
		p, ok := b.(*doc.Paragraph)
		if !ok || !p.Numbered {
			return
		}
		for i, s := range p.Text {
			if s.Link != "" && s.Ref == doc.NoRef {
				links[s.Text] = s.Link
				if p.Text[i+2].Link != s.Link || p.Text[i+2].Ref != doc.RefPage {
					t.Errorf("behind %q stands the page of something else", s.Text)
				}
			}
		}
		said = p.Text.Unpaged().String()
	})
	return links, said, found(findings, export.NoSuchPage)
}

func TestPagesOfExhibits(t *testing.T) {
	const verdict = "r-c560e00c-3f94-4939-809a-acbe2d1a75aa"
	for _, c := range []struct {
		lang, label, text, words, target string
	}{
		{"en", "Annex", "He was beaten (Annex 2, p. 3).", "Annex 2, p. 3", verdict + "-p3"},
		{"en", "Annex", "It says so (Annex 2, pp. 3–5).", "Annex 2, pp. 3–5", verdict + "-p3"},
		{"en", "Annex", "Annex 2 at page 3 has a plan.", "Annex 2 at page 3", verdict + "-p3"},
		{"en", "Annex", "Annex 2, p. 1, begins.", "Annex 2, p. 1", verdict + "-p1"},
		{"en", "Annex", "Annex 2, page by page.", "Annex 2", verdict},
		{"en", "Annex", "Annex 2 tells it on 3 pages.", "Annex 2", verdict},
		{"ru", "Приложение", "Об этом — приложение 2, с. 3.", "приложение 2, с. 3", verdict + "-p3"},
		{"ru", "Приложение", "См. приложение 2, стр. 3.", "приложение 2, стр. 3", verdict + "-p3"},
		{"uz", "Ilova", "Bu haqda 2-ilova, 3-betda aytilgan.", "2-ilova, 3-betda", verdict + "-p3"},
		{"fr", "Annexe", "On le lit à l’annexe 2, p. 3.", "annexe 2, p. 3", verdict + "-p3"},
		{"es", "Anexo", "Consta en el anexo 2, pág. 3.", "anexo 2, pág. 3", verdict + "-p3"},
	} {
		links, said, findings := paged(t, c.lang, c.label, c.text)
		if links[c.words] != c.target || len(links) != 1 {
			t.Errorf("%q leads to %v", c.text, links)
		}
		if said != c.text {
			t.Errorf("%q without pages is %q", c.text, said)
		}
		if len(findings) > 0 {
			t.Errorf("%q is reported: %+v", c.text, findings)
		}
	}
	t.Run("a page that is not enclosed leads to the first, and is reported", func(t *testing.T) {
		links, _, findings := paged(t, "en", "Annex", "He was beaten (Annex 2, p. 2).")
		if links["Annex 2"] != verdict || len(findings) != 1 || findings[0].Detail != "Annex 2, p. 2" || findings[0].Section != "law" {
			t.Errorf("%v %+v", links, findings)
		}
	})
	t.Run("a sheet knows its page by the exhibit that it is of", func(t *testing.T) {
		var set []string
		doc.Anchors(&doc.Exhibit{Anchor: "x", Sheets: []doc.Sheet{{Page: 7}}}, func(a string) { set = append(set, a) })
		if !slices.Equal(set, []string{"x", "x-p7"}) {
			t.Errorf("%q", set)
		}
		if doc.SheetAnchor("", 7) != "" {
			t.Error("an exhibit without an anchor has pages with one")
		}
	})
	t.Run("several pages of one exhibit stand in one bracket", func(t *testing.T) {
		text := doc.Text{{Text: "(Annex 2"}, {Text: " [p. "}, doc.PageRef("a"), {Text: ", p. "}, doc.PageRef("b"), {Text: "]"}, {Text: ")"}}
		if s := text.Unpaged().String(); s != "(Annex 2)" {
			t.Error(s)
		}
	})
}
