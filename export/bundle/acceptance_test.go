package bundle_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/doc"
	"guvoh/export/exporttest"
	"guvoh/export/pdf"
	"guvoh/export/pdf/pdftest"
	"guvoh/model"
	"guvoh/model/vault/vaulttest/raced"
)

// scan is a PDF of so many pages, as a court would send it.
func scan(t testing.TB, title string, pages int) []byte {
	t.Helper()
	d := &doc.Document{Title: title, Lang: "en", Date: at}
	for i := range pages {
		d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Plain(fmt.Sprintf("%s, sheet %d", title, i+1))}, &doc.PageBreak{})
	}
	var b bytes.Buffer
	if _, err := pdf.Write(&b, d, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photo is a picture of so many pixels a side.
func photo(t testing.TB, side int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			m.Set(x, y, color.RGBA{uint8(x), uint8(y), uint8(x * y), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// court is a case with everything that a bundle is made of: an applicant who
// agrees, a witness, a decision, exhibits of several kinds.
func court(t testing.TB) (k *exporttest.Case, applicant, witness model.ID) {
	t.Helper()
	k = exporttest.NewCase(t)
	k.Set(k.ID, "countries", model.ListValue("ru"))
	applicant, witness = k.Person("Anvar Karimov", "applicant"), k.Person("Dilshod Rahimov", "witness")
	for _, purpose := range []string{"court", "name", "medical", "testimony", "pictures", "un", "publish", "media", "authorities"} {
		for _, id := range []model.ID{applicant, witness} {
			k.Add("consent", `{"person": %s, "purpose": "`+purpose+`", "decision": "yes"}`, id)
		}
	}
	decision := k.Evidence("decision.pdf", scan(t, "Decision of the city court", 3), `"kind": "court_document", "made": "3 May 2021", "languages": ["ru"]`)
	k.Evidence("scar.png", photo(t, 900), `"kind": "photograph", "made": "5 May 2021", "persons": [%s]`, applicant)
	k.Evidence("statement.pdf", scan(t, "Statement of Dilshod Rahimov", 2), `"kind": "statement", "made": "7 May 2021", "persons": [%s]`, witness)
	k.Evidence("call.mp3", []byte("ID3\x03\x00\x00\x00\x00\x00\x21 no sound"), `"kind": "audio", "made": "1 May 2021"`)
	e := k.Add("event", `{"title": "Arrest at the market", "kind": "arrest", "date": "1 May 2021", "account": "He was taken from the market, as Dilshod Rahimov saw.", "persons": [%s]}`, applicant)
	k.Add("act", `{"event": %s, "type": "torture", "victim": %s, "account": "He was beaten in room 3."}`, e, applicant)
	p := k.Add("proceeding", `{"kind": "extradition", "title": "Extradition case", "persons": [%s]}`, applicant)
	k.Add("step", `{"proceeding": %s, "kind": "decision", "date": "3 May 2021", "learned": "20 February 2026", "decision": %s}`, p, decision)
	k.Add("injury", `{"person": %s, "account": "A scar on the left arm"}`, applicant)
	return k, applicant, witness
}

// TestEveryProfileKeepsTheRules holds what each profile makes to those rules of
// bodies that can be measured on the file (DOSSIER-RULES, section 10).
func TestEveryProfileKeepsTheRules(t *testing.T) {
	raced.Slow(t) // draws hundreds of pages
	k, _, _ := court(t)
	s := k.Snapshot()
	for _, p := range exporttest.Profiles(t) {
		t.Run(p.ID, func(t *testing.T) {
			o := order(t, s, p.ID)
			preview, err := bundle.Draw(context.Background(), o)
			if err != nil {
				t.Fatal(err)
			}
			f, d := pdftest.Open(t, preview.PDF), preview.Document
			sides := 0.0
			if p.ID == "echr-annex" || p.ID == "echr-pleading" {
				sides = 35
			}
			for name, faults := range map[string][]string{
				"qpdf finds no fault":                        pdftest.Sound(f),
				"rules 1 and 20: each page says which it is": pdftest.Numbers(f, d),
				"rule 2: links lead to the page they name":   pdftest.Leads(f, d),
				"rule 3: the outline names all parts":        pdftest.Bookmarks(f, d),
				"rule 4: every letter can be searched":       pdftest.Searchable(f, d),
				"rule 5: nothing in the file does anything":  pdftest.Harmless(f, false),
				"rule 6: the paper has its size":             pdftest.Paper(f, d),
				"rule 7: the margins are wide enough":        pdftest.Sides(f, sides),
				"rule 9: paragraphs are numbered":            pdftest.Paragraphs(f, d),
				"rule 14: pictures are no finer than asked":  pdftest.Resolution(f, 300),
				"rule 15: the file opens as it should":       pdftest.Opens(f),
				"it claims what is true":                     pdftest.Claims(f),
			} {
				for _, fault := range faults {
					t.Errorf("%s: %s", name, fault)
				}
			}
			if export.Stopped(preview.Findings) {
				t.Errorf("stopped: %+v", preview.Findings)
			}
			if p.ID == "echr-r39" {
				t.Run("rule 16: its first page is what a registry looks for", func(t *testing.T) {
					first := pdftest.Tool(t, "pdftotext", "-l", "1", f.Path, "-")
					if !strings.Contains(first, "RULE 39 – URGENT") || !strings.Contains(first, "Person to contact") || !strings.Contains(first, "time of removal") {
						t.Errorf("it says\n%s", first)
					}
				})
			}
		})
	}
}

func TestEveryProfileMakesADossierOfThePublishedCases(t *testing.T) {
	raced.Slow(t) // draws hundreds of pages
	all := exporttest.Samples(t)
	for _, p := range exporttest.Profiles(t) {
		for _, s := range all {
			r, to := make1(t, order(t, s, p.ID))
			if export.Stopped(r.Findings) || len(to.names) != 1 || r.Pages < 1 {
				t.Errorf("%s: %d files, %d pages", p.ID, len(to.names), r.Pages)
			}
		}
	}
}

func TestPartsForAFax(t *testing.T) {
	raced.OneByOne(t)
	k, _, _ := court(t)
	k.Evidence("file.pdf", scan(t, "File of the migration service", 14), `"kind": "official_document", "made": "9 May 2021"`)
	o := order(t, k.Snapshot(), "echr-r39")
	o.Parts = true
	r, to := make1(t, o)
	if len(r.Files) < 3 || !strings.HasSuffix(to.names[1], "-2.pdf") {
		t.Fatalf("%d files: %q", len(r.Files), to.names)
	}
	next := 1
	for i, f := range r.Files {
		if f.First != next || f.Pages > 10 || i < len(r.Files)-1 && f.Pages < 10 {
			t.Errorf("%+v", f)
		}
		next += f.Pages
		said := pdftest.Tool(t, "pdftotext", "-l", "1", pdftest.Open(t, to.of[f.Name].Bytes()).Path, "-")
		if want := fmt.Sprintf("part %d of %d", i+1, len(r.Files)); !strings.Contains(strings.ToLower(said), want) {
			t.Errorf("%s does not say %q:\n%s", f.Name, want, said)
		}
	}
}

func TestAttachments(t *testing.T) {
	k, _, _ := court(t)
	o := order(t, k.Snapshot(), "echr-bundle")
	o.Archive = bundle.Archive3
	r, to := make1(t, o)
	f := pdftest.Open(t, to.of[r.Files[0].Name].Bytes())
	if listed := pdftest.Tool(t, "pdfdetach", "-list", f.Path); !strings.Contains(listed, "call.mp3") || !strings.Contains(listed, "scar.png") || strings.Contains(listed, "decision.pdf") {
		t.Errorf("it carries\n%s", listed)
	}
	if claim := r.Files[0].Claim; !strings.HasPrefix(string(claim), "PDF/A-3") {
		t.Errorf("it claims %q", claim)
	}
	t.Run("a redacted dossier carries none", func(t *testing.T) {
		o.Redact = true
		r, to := make1(t, o)
		f := pdftest.Open(t, to.of[r.Files[0].Name].Bytes())
		if listed := pdftest.Tool(t, "pdfdetach", "-list", f.Path); !strings.HasPrefix(listed, "0 ") {
			t.Errorf("it carries\n%s", listed)
		}
	})
	t.Run("nothing is claimed where nothing shall be", func(t *testing.T) {
		o.Redact, o.Archive = false, bundle.ArchiveNone
		if r, _ := make1(t, o); r.Files[0].Claim != pdf.Plain {
			t.Errorf("it claims %q", r.Files[0].Claim)
		}
	})
}
