package redact_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/docx"
	"guvoh/export/exporttest"
	"guvoh/export/html"
	"guvoh/export/leak"
	"guvoh/export/pdf"
	"guvoh/export/profile"
	"guvoh/export/redact"
	plain "guvoh/export/text"
	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/names"
)

var at = time.Date(2026, time.March, 5, 14, 5, 0, 0, time.UTC)

// build makes the document of a snapshot.
func build(t testing.TB, p *profile.Profile, snap *model.Snapshot) *doc.Document {
	lang := "en"
	if len(p.Languages) > 0 {
		lang = p.Languages[0]
	}
	d, _ := export.Build(export.Order{Profile: p, Snapshot: snap, Words: exporttest.Words(t, lang, snap.Schema), At: at, Redacted: true})
	return d
}

// scattered puts words into so many texts of a case, wherever chance wants.
func scattered(t testing.TB, snap *model.Snapshot, words []string, n int, dice *rand.Rand) *model.Snapshot {
	type place struct {
		record int
		field  model.Field
	}
	var records []model.Record
	var places []place
	for _, k := range snap.Schema.Kinds() {
		for _, r := range snap.OfKind(k.Name) {
			for _, f := range k.Fields {
				if (f.Type == model.Text || f.Type == model.Long) && r.Kind != "person_name" && f.Name != "sha256" && f.Name != "media_type" {
					places = append(places, place{len(records), f})
				}
			}
			records = append(records, r.Clone())
		}
	}
	var c model.Record
	for range n {
		p := places[dice.IntN(len(places))]
		old := records[p.record].Text(p.field.Name)
		records[p.record].Set(p.field.Name, model.TextValue(strings.TrimSpace(old+" "+words[dice.IntN(len(words))])))
	}
	for _, r := range records {
		if r.ID == snap.Case.ID {
			c = r
		}
	}
	return model.NewSnapshot(snap.Schema, c, records, snap.Open)
}

// sayings are the ways in which texts say the name of the invented man.
func sayings() []string {
	out := []string{
		"Гуломжона Каримовича Джураева", "Джураеву", "Джураевым Г. К.", "Г.К. Джураев", "JOʻRAYEV", "Joʻrayevning", "Gʻulomjonga", "G`ulomjon", "Dzhurayev’s",
		"Gulyamjan Juraev", "Dschurajew", "Djouraïev", "Д ж у р а е в", "Джу-\nраев", "Dzhu\u00ADrayev", "scan_dzhurayev_1.jpg", "#FreeGulomjon", "Жўраевни", "АА1234567",
		"AA 123-45-67", "Zebo Joʻrayeva", "Зебо Джураевой",
	}
	for _, w := range []string{"Joʻrayev", "Gʻulomjon", "Джураев"} {
		for _, f := range names.Forms(w) {
			r := []rune(f)
			out = append(out, strings.ToUpper(string(r[:1]))+string(r[1:]))
		}
	}
	return out
}

func scenario(t testing.TB) *model.Snapshot {
	t.Helper()
	b, err := os.ReadFile("../testdata/scenario.json")
	if err != nil {
		t.Fatal(err)
	}
	return exporttest.Read(t, b, modeltest.Open)[0]
}

// leaks gives the ids of the secrets that are found in a finished file.
func leaks(t testing.TB, res *redact.Result, name string, file []byte) []string {
	t.Helper()
	hits, err := leak.New(res.Secrets, res.Allowed).Search(t.Context(), name, file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range hits {
		if !h.Doubtful {
			out = append(out, h.Secret+" at "+h.Where)
		}
	}
	return out
}

func TestEveryProfileOfARedactedCase(t *testing.T) {
	snap := scattered(t, scenario(t), sayings(), 150, rand.New(rand.NewPCG(1, 2)))
	for _, p := range exporttest.Profiles(t) {
		t.Run(p.ID, func(t *testing.T) {
			lang := "en"
			if len(p.Languages) > 0 {
				lang = p.Languages[0]
			}
			out, res := apply(t, snap, redact.Plan{Hidden: redact.Persons(snap, nil), Outside: true, Lang: lang})
			var b bytes.Buffer
			if err := plain.Write(&b, build(t, &p, out)); err != nil {
				t.Fatal(err)
			}
			for _, found := range leaks(t, res, "dossier.txt", b.Bytes()) {
				t.Error(found)
			}
		})
	}
}

func TestEveryFormatOfARedactedCase(t *testing.T) {
	snap := scattered(t, scenario(t), sayings(), 150, rand.New(rand.NewPCG(3, 4)))
	p := profile.Find(exporttest.Profiles(t), "int-full")
	out, res := apply(t, snap, redact.Plan{Hidden: redact.Persons(snap, nil), Outside: true, Lang: "en"})
	write := map[string]func(io.Writer, *doc.Document) error{
		"pdf":  func(w io.Writer, d *doc.Document) error { _, err := pdf.Write(w, d, pdf.Options{}); return err },
		"docx": func(w io.Writer, d *doc.Document) error { return docx.Write(w, d, docx.Options{}) },
		"html": func(w io.Writer, d *doc.Document) error { return html.Write(w, d, html.Options{}) },
	}
	for format, write := range write {
		t.Run(format, func(t *testing.T) {
			var b bytes.Buffer
			if err := write(&b, build(t, p, out)); err != nil {
				t.Fatal(err)
			}
			for _, found := range leaks(t, res, "dossier."+format, b.Bytes()) {
				t.Error(found)
			}
		})
		t.Run(format+", and had nothing been taken out, everything would be found", func(t *testing.T) {
			var b bytes.Buffer
			if err := write(&b, build(t, p, snap)); err != nil {
				t.Fatal(err)
			}
			if n := len(leaks(t, res, "dossier."+format, b.Bytes())); n < 10 {
				t.Errorf("%d places", n)
			}
		})
	}
}

func TestTextsOfPeopleComposeADossier(t *testing.T) {
	c := exporttest.NewCase(t)
	id := man(c)
	dossier := c.Add("dossier", `{"title": "Dzhurayev v. Russia", "profile": "echr-annex", "applicants": [%s], "account": "Call Dzhurayev"}`, id)
	paragraph := c.Add("paragraph", `{"dossier": %s, "section": "facts", "heading": "Джураева задержали", "text": "On 14 March 2023 Gʻulomjon Joʻrayev was taken."}`, dossier)
	answer := c.Add("answer", `{"dossier": %s, "field": "a.name", "text": "Joʻrayev"}`, dossier)
	c.Add("exception", `{"dossier": %s, "code": "x", "reason": "Joʻrayev agreed"}`, dossier)
	out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Outside: true})
	for id, want := range map[model.ID]string{dossier: "[Name A] v. Russia", paragraph: "On 14 March 2023 [Name A] was taken.", answer: "[Name A]"} {
		r := get(t, out, id)
		if got := r.Text("text") + r.Text("title"); got != want {
			t.Error("another text: " + got)
		}
	}
	if len(out.OfKind("exception")) != 0 || get(t, out, dossier).Get("account") != "" {
		t.Error("what is for ourselves is there")
	}
}

func FuzzApply(f *testing.F) {
	f.Add(uint64(1), "Гуломжон Джураев", "He met Джураева.")
	f.Add(uint64(2), "Umid", "umid qilaman, Umidning")
	f.Add(uint64(3), "A. B. Ли", "\u00AD%D0%9B \xff")
	f.Add(uint64(4), "12 [Name A]", "[Name A] [time] AA 1234567")
	snap := scenario(f)
	p := profile.Find(exporttest.Profiles(f), "int-full")
	f.Fuzz(func(t *testing.T, seed uint64, name, text string) {
		text, name = model.CleanText(text), model.CleanText(name)
		if len(text) > 2000 || len(name) > 200 {
			return
		}
		dice := rand.New(rand.NewPCG(seed, 7))
		s := scattered(t, snap, append(sayings(), text, name), 40, dice)
		row := model.NewRecord("person_name")
		row.Set("person", model.RefValue(s.OfKind("person")[0].ID))
		row.Set("text", model.TextValue(name))
		var records []model.Record
		for _, k := range s.Schema.Kinds() {
			records = append(records, s.OfKind(k.Name)...)
		}
		s = model.NewSnapshot(s.Schema, s.Case, append(records, row), s.Open)
		out, res, err := redact.Apply(t.Context(), s, redact.Plan{Hidden: redact.Persons(s, nil), Outside: seed%2 == 0, Lang: "en", Words: english{}})
		if err != nil {
			t.Fatal(err)
		}
		search := leak.New(res.Secrets, res.Allowed)
		for where, v := range dump(out) {
			if strings.HasSuffix(where, " mode") || strings.HasSuffix(where, " kind") {
				continue // the id of a word, which is not printed
			}
			if leak.Refuses(search.Text("", v)) {
				t.Errorf("a secret is left in %s", where)
			}
		}
		var b bytes.Buffer
		if err := plain.Write(&b, build(t, p, out)); err != nil {
			t.Fatal(err)
		}
		for _, found := range leaks(t, res, "dossier.txt", b.Bytes()) {
			id, _, _ := strings.Cut(found, " ")
			i := slices.IndexFunc(res.Secrets, func(s leak.Secret) bool { return s.ID == id })
			if s := res.Secrets[i]; !strings.Contains(name, s.Text) { // a name that chance made may be a word of the profile
				t.Error(found)
			}
		}
	})
}
