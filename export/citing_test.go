package export_test

import (
	"slices"
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// citer builds a paragraph with a text, and gives the words that became links
// and the names of exhibits that are not there.
func citer(t testing.TB, lang, label, scheme string) func(t *testing.T, text string) (links, unknown []string) {
	t.Helper()
	snap, dossier := composed(t)
	snap = without(snap, "paragraph", "answer", "block", "citation")
	p := court(t, profile.Section{Key: "law", Type: "narrative"}, documents)
	p.Exhibits.Label = profile.Words{"en": label, lang: label}
	p.Exhibits.Scheme = scheme
	w := words(t, lang, snap.Schema)
	return func(t *testing.T, text string) (links, unknown []string) {
		row := made(t, snap.Schema, "paragraph", map[string]any{"dossier": dossier, "section": "law", "text": text})
		o := order(p, with(snap, row), w)
		o.Dossier = dossier
		d, findings := export.Build(o)
		whole := ""
		d.Walk(func(b doc.Block, _ int) {
			p, ok := b.(*doc.Paragraph)
			if !ok {
				return
			}
			whole += p.Text.String()
			for _, s := range p.Text {
				if s.Link != "" {
					links = append(links, s.Text)
				}
			}
		})
		if whole != text {
			t.Errorf("%q became %q", text, whole)
		}
		for _, f := range found(findings, export.UnknownExhibit) {
			unknown = append(unknown, f.Detail)
		}
		return links, unknown
	}
}

func cites(t *testing.T, lang, label, scheme, text string) (links, unknown []string) {
	t.Helper()
	return citer(t, lang, label, scheme)(t, text)
}

func TestCitations(t *testing.T) {
	for _, c := range []struct {
		lang, label, text string
		links             []string
	}{
		{"en", "Ex.", "Ex. 2 shows it.", []string{"Ex. 2"}},
		{"en", "Ex.", "as Exhibit 2, p. 4, and exhibit 2T show", []string{"Exhibit 2", "exhibit 2T"}},
		{"en", "Ex.", "(Exs. 1 and 2; Ex. 3)", []string{"Exs. 1", "2", "Ex. 3"}},
		{"en", "Ex.", "Ex.\u00A02 and Ex. no. 1", []string{"Ex.\u00A02", "Ex. no. 1"}},
		{"en", "Ex.", "Exhibits 1–3", []string{"Exhibits 1", "3"}},
		{"en", "Ex.", "Exhibit 1 and 4 men", []string{"Exhibit 1"}},
		{"en", "Ex.", "Ex. 2.", []string{"Ex. 2"}},
		{"en", "Annex", "Annex 4, p. 37; annexes 1 and 2T", []string{"Annex 4", "annexes 1", "2T"}},
		{"en", "Annex", "Document 2 and Ex. 2 are of others", nil},
		{"en", "Annex", "Annex 2 to the Convention", nil},
		{"en", "Annex", "flat 2, 2 men, 2 May 2023, no. 2", nil},
		{"en", "Ex.", "Alex. 2 and reflex 2", nil},
		{"en", "Ex.", "Ex. 2/2014 and Ex. 2.1 and Ex. 2a", nil},
		{"ru", "Приложение", "Приложение 2, в приложении № 2Т, см. прил. 1", []string{"Приложение 2", "приложении № 2Т", "прил. 1"}},
		{"ru", "Приложение", "приложения 1 и 2", []string{"приложения 1", "2"}},
		{"ru", "Приложение", "Приложение 2 к Конвенции", nil},
		{"ru", "Док.", "Док. 2; документы 1 и 3", []string{"Док. 2", "документы 1", "3"}},
		{"uz", "Ilova", "2-ilovada va 2T-ilovaga qarang; Ilova 1", []string{"2-ilovada", "2T-ilovaga", "Ilova 1"}},
		{"uz", "Ilova", "2-modda va 2-may kuni", nil},
	} {
		t.Run(c.lang+": "+c.text, func(t *testing.T) {
			links, unknown := cites(t, c.lang, c.label, "number", c.text)
			if !slices.Equal(links, c.links) || len(unknown) > 0 {
				t.Errorf("links %q, want %q; unknown %q", links, c.links, unknown)
			}
		})
	}
	t.Run("letters", func(t *testing.T) {
		if links, unknown := cites(t, "en", "Tab", "letter", "Tab A, tabs B and BT; A man at tab."); !slices.Equal(links, []string{"Tab A", "tabs B", "BT"}) || len(unknown) > 0 {
			t.Errorf("%q %q", links, unknown)
		}
	})
	t.Run("an exhibit that is not there stops the document, once for each", func(t *testing.T) {
		links, unknown := cites(t, "en", "Ex.", "number", "Ex. 9 and Exhibit 9, Ex. 2, Ex. 12T")
		if !slices.Equal(unknown, []string{"Ex. 9", "Ex. 12T"}) || !slices.Equal(links, []string{"Ex. 2"}) {
			t.Errorf("%q %q", unknown, links)
		}
		if export.UnknownExhibit.Severity() != export.Stop {
			t.Error("it does not stop")
		}
	})
}

func TestCitedPages(t *testing.T) {
	p := court(t, facts(), profile.Section{Key: "author", Type: "form", Fields: []profile.Field{{Key: "address", Label: label("Address")}}}, documents, enclosed)
	p.Exhibits.Label = profile.Words{"en": "Annex"}
	dump, _, findings := built(t, p, func(o *export.Order) { o.Enclosed = map[string]export.Enclosure{} })
	t.Run("a citation says on which page of this file the exhibit begins", func(t *testing.T) {
		if !has(dump, "from his home («→r-c560e00c-3f94-4939-809a-acbe2d1a75aa»Annex 2«/» [p. «→r-c560e00c-3f94-4939-809a-acbe2d1a75aa»page?«/»], p. 2).") {
			t.Error(dump)
		}
	})
	t.Run("it does not where the exhibits are only listed", func(t *testing.T) {
		if dump, _, _ := built(t, p, nil); !has(dump, "from his home («→r-c560e00c-3f94-4939-809a-acbe2d1a75aa»Annex 2«/», p. 2).") {
			t.Error(dump)
		}
	})
	t.Run("what is cited in an answer counts as what is cited in a paragraph", func(t *testing.T) {
		if f := found(findings, export.UnknownExhibit); len(f) != 1 || f[0].Section != "author" || f[0].Detail != "Annex 9" {
			t.Errorf("%+v", f)
		}
	})
	t.Run("an exhibit that nothing cites is reported; a translation goes with its original", func(t *testing.T) {
		f := found(findings, export.NotCited)
		if len(f) != 1 || f[0].Detail != "Annex 4" || f[0].Kind != "exhibit" || f[0].Record.IsZero() {
			t.Errorf("%+v", f)
		}
	})
	t.Run("nothing is said of it in a document that argues nothing", func(t *testing.T) {
		if _, _, findings := built(t, court(t, documents), nil); len(found(findings, export.NotCited)) > 0 {
			t.Error("it is")
		}
	})
}

func FuzzCitations(f *testing.F) {
	for _, s := range []string{"Ex. 2", "(Exs. 1 and 2–3)", "Приложение № 2Т к", "2-ilova", "Ex. Ex. 2 Ex."} {
		f.Add(s)
	}
	cite := citer(f, "en", "Ex.", "number")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.TrimSpace(strings.ReplaceAll(model.CleanText(s), "\n", " "))
		if s != "" {
			cite(t, s) // the words stay as they were typed
		}
	})
}
