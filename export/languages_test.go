package export_test

import (
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exporttest"
	"guvoh/export/profile"
	"guvoh/model/modeltest"
)

// The paragraphs of the composed case whose words a test puts into its language.
const citing, referring = "7f08de71-0ca4-48a8-b591-87b63762539d", "792e5066-9d07-4bb4-bdf9-b228a669f624"

// inLanguage makes the communication of the composed case in a language, with
// other words in these paragraphs.
func inLanguage(t *testing.T, lang string, texts map[string]string) (*doc.Document, []export.Finding) {
	t.Helper()
	var all []json.RawMessage
	for _, name := range []string{"testdata/scenario.json", "testdata/dossier.json"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var f struct {
			Records []map[string]any `json:"records"`
		}
		if err := json.Unmarshal(b, &f); err != nil {
			t.Fatal(err)
		}
		for _, r := range f.Records {
			if text := texts[r["id"].(string)]; text != "" {
				r["fields"].(map[string]any)["text"] = text
			}
			raw, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, raw)
		}
	}
	b, err := json.Marshal(map[string]any{"records": all})
	if err != nil {
		t.Fatal(err)
	}
	snap := exporttest.Read(t, b, func(s string) (io.ReadCloser, error) { return modeltest.Open(s) })[0]
	o := order(profile.Find(profiles(t), "un-tb"), snap, words(t, lang, snap.Schema))
	o.Dossier = snap.OfKind("dossier")[0].ID
	d, findings := export.Build(o)
	for _, err := range doc.Check(d) {
		t.Error(err)
	}
	return d, findings
}

func TestDocumentsInFrenchAndSpanish(t *testing.T) {
	for _, c := range []struct {
		lang, cites, refers string
		links               []string // what of the citing words leads to an exhibit
		says                []string // elsewhere in the document
	}{
		{
			"fr",
			"Les marques ont été photographiées (annexes 1 et 2T ; voir pièce jointe). L’annexe 2 au rapport de 2020 n’en dit rien.",
			"Veuillez vous reporter à l’annexe 2.",
			[]string{"annexes 1", "2T"},
			[]string{
				"14 mars 2023, le matin", "entre le 17 et le 24 mars 2023", "«\u00a0Oltita odam keldi.\u00a0»", "Annexe 2T", "L’a supervisé",
				"Cette source dit autre chose\u00a0: ", "1er décembre 2025",
			},
		},
		{
			"es",
			"Las marcas fueron fotografiadas (anexos 1 y 2T; véase el adjunto). El anexo 2 al informe de 2020 no lo menciona.",
			"Véase el anexo 2.",
			[]string{"anexos 1", "2T"},
			[]string{
				"14 de marzo de 2023, por la mañana", "entre el 17 y el 24 de marzo de 2023", "«Oltita odam keldi.»", "Anexo 2T", "lo supervisó",
				"Esta fuente dice otra cosa: ", "1 de diciembre de 2025",
			},
		},
	} {
		t.Run("a communication in "+c.lang, func(t *testing.T) {
			d, findings := inLanguage(t, c.lang, map[string]string{citing: c.cites, referring: c.refers})
			dump := doc.Dump(d)
			var line string
			for l := range strings.Lines(dump) {
				if strings.Contains(l, c.cites[:20]) {
					line = l
				}
			}
			for _, link := range c.links {
				if !strings.Contains(line, "»"+link+"«/»") {
					t.Errorf("%q leads nowhere in %q", link, line)
				}
			}
			if n := strings.Count(line, "«→"); n != len(c.links) {
				t.Errorf("%d links in %q", n, line)
			}
			for _, s := range c.says {
				if !strings.Contains(strings.ToLower(dump), strings.ToLower(s)) {
					t.Errorf("the document does not say %q", s)
				}
			}
			if d.Lang != c.lang {
				t.Errorf("the document is marked as %q", d.Lang)
			}
			if len(found(findings, export.OnlyReference)) != 1 {
				t.Errorf("a section that only refers to an annex is not reported: %v", findings)
			}
			_, findings = inLanguage(t, c.lang, map[string]string{referring: c.cites})
			if len(found(findings, export.OnlyReference)) != 0 {
				t.Error("a section that says something is taken for a mere reference")
			}
		})
	}
}
