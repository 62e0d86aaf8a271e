package bundle_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/exporttest"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/vault/vaulttest/raced"
	"guvoh/model/worker"
)

var at = time.Date(2026, time.March, 5, 14, 5, 0, 0, time.UTC)

// TestMain lets the test program be the worker, as main does.
func TestMain(m *testing.M) {
	worker.Serve(exhibit.Job)
	os.Exit(m.Run())
}

// files collects what a dossier is made into.
type files struct {
	names []string
	of    map[string]*file
}

type file struct{ bytes.Buffer }

func (f *file) ReadAt(p []byte, off int64) (int, error) {
	return bytes.NewReader(f.Bytes()).ReadAt(p, off)
}

func (f *files) create(name string) (bundle.Target, error) {
	if f.of == nil {
		f.of = map[string]*file{}
	}
	f.names, f.of[name] = append(f.names, name), &file{}
	return f.of[name], nil
}

func find(t testing.TB, id string) *profile.Profile {
	t.Helper()
	p := profile.Find(exporttest.Profiles(t), id)
	if p == nil {
		t.Fatalf("no profile %s", id)
	}
	return p
}

// order asks for a dossier of a case.
func order(t testing.TB, s *model.Snapshot, id string) bundle.Order {
	t.Helper()
	reader := exhibit.New()
	t.Cleanup(reader.Close)
	return bundle.Order{
		Profile: find(t, id), Snapshot: s, Words: exporttest.Words(t, "en", s.Schema), At: at,
		Exhibits: bundle.NewExhibits(reader),
	}
}

func make1(t testing.TB, o bundle.Order) (*bundle.Result, *files) {
	t.Helper()
	var to files
	r, err := bundle.Make(context.Background(), o, to.create)
	if err != nil {
		t.Fatal(err)
	}
	return r, &to
}

func TestMake(t *testing.T) {
	s := exporttest.Samples(t)[0]
	t.Run("says of each file what it is", func(t *testing.T) {
		r, to := make1(t, order(t, s, "int-full"))
		if len(r.Files) != 1 || len(to.names) != 1 {
			t.Fatalf("%d files", len(r.Files))
		}
		f := r.Files[0]
		b := to.of[f.Name].Bytes()
		sum := sha256.Sum256(b)
		if f.SHA256 != hex.EncodeToString(sum[:]) || f.Size != int64(len(b)) || f.First != 1 || f.Pages != r.Pages || r.Title == "" {
			t.Errorf("%+v of %d bytes, %d pages", f, len(b), r.Pages)
		}
		if f.Name != "SAMPLE-1-int-full-2026-03-05.pdf" {
			t.Errorf("it is called %q", f.Name)
		}
	})
	t.Run("gives the same bytes for the same order", func(t *testing.T) {
		o := order(t, s, "echr-annex")
		r, a := make1(t, o)
		_, b := make1(t, o)
		if !bytes.Equal(a.of[r.Files[0].Name].Bytes(), b.of[r.Files[0].Name].Bytes()) {
			t.Error("the bytes differ")
		}
	})
	t.Run("takes the name that it is given", func(t *testing.T) {
		o := order(t, s, "int-full")
		o.Name = "mine"
		if r, _ := make1(t, o); r.Files[0].Name != "mine.pdf" {
			t.Errorf("it is called %q", r.Files[0].Name)
		}
	})
	t.Run("cuts volumes as the order says, else the dossier, else the profile", func(t *testing.T) {
		o := order(t, s, "int-full")
		whole, _ := make1(t, o)
		o.Volumes.Pages = 4
		r, to := make1(t, o)
		if len(r.Files) < 2 || r.Pages < whole.Pages || to.names[0] != "SAMPLE-1-int-full-2026-03-05-1.pdf" {
			t.Fatalf("%d files, %d pages, %q", len(r.Files), r.Pages, to.names)
		}
		for _, f := range r.Files {
			if f.Pages > 4 {
				t.Errorf("%d pages in %s", f.Pages, f.Name)
			}
		}
		if !has(r.Findings, export.ManyVolumes) {
			t.Error("nobody is told of the volumes")
		}
	})
	t.Run("is ended by its context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		o := order(t, s, "int-full")
		o.Progress = func(step bundle.Step, done, total int) {
			if step == bundle.StepPrint {
				cancel()
			}
		}
		var to files
		if _, err := bundle.Make(ctx, o, to.create); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("fails as the file does", func(t *testing.T) {
		full := errors.New("no room")
		if _, err := bundle.Make(context.Background(), order(t, s, "int-full"), func(string) (bundle.Target, error) { return nil, full }); !errors.Is(err, full) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("tells how far it is, step by step, and comes to an end of each", func(t *testing.T) {
		o := order(t, s, "echr-bundle")
		last, ended := "", map[bundle.Step]bool{}
		o.Progress = func(step bundle.Step, done, total int) {
			if done > total {
				t.Errorf("%s: %d of %d", step, done, total)
			}
			last = string(step)
			ended[step] = done == total
		}
		make1(t, o)
		for _, step := range []bundle.Step{bundle.StepExhibits, bundle.StepPrint} {
			if !ended[step] {
				t.Errorf("%s did not end", step)
			}
		}
		if last != string(bundle.StepPrint) {
			t.Errorf("it ends with %s", last)
		}
	})
}

func has(all []export.Finding, code export.Code) bool {
	for _, f := range all {
		if f.Code == code {
			return true
		}
	}
	return false
}

func TestWhatStops(t *testing.T) {
	begin := func(t *testing.T) (*exporttest.Case, model.ID) {
		k := exporttest.NewCase(t)
		return k, k.Person("Anvar Karimov", "victim")
	}
	refused := func(t *testing.T, o bundle.Order) []export.Finding {
		t.Helper()
		var to files
		_, err := bundle.Make(context.Background(), o, to.create)
		var r *bundle.Refused
		if !errors.As(err, &r) {
			t.Fatalf("got %v", err)
		}
		if strings.Contains(err.Error(), "Karimov") {
			t.Error("the error names somebody")
		}
		return r.Findings
	}
	t.Run("an applicant who said no stops, and nothing is begun", func(t *testing.T) {
		k, who := begin(t)
		k.Add("consent", `{"person": %s, "purpose": "court", "decision": "no"}`, who)
		o := order(t, k.Snapshot(), "echr-annex")
		if !has(refused(t, o), export.ConsentRefused) {
			t.Error("it is not said why")
		}
		var to files
		_, _ = bundle.Make(context.Background(), o, to.create)
		if len(to.names) != 0 {
			t.Errorf("begun: %q", to.names)
		}
	})
	t.Run("a character that no face has stops what goes out, and names itself and its place", func(t *testing.T) {
		k, _ := begin(t)
		e := k.Add("event", `{"title": "At the inn 日本", "date": "May 2015"}`)
		found := refused(t, order(t, k.Snapshot(), "echr-annex"))
		for _, f := range found {
			if f.Code == export.NoLetter && strings.Contains(f.Detail, "U+65E5") && (f.Record == e || f.Record.IsZero()) {
				return
			}
		}
		t.Errorf("found %+v", found)
	})
	t.Run("of what stays in the house it is only said", func(t *testing.T) {
		k, _ := begin(t)
		k.Add("event", `{"title": "At the inn 日本"}`)
		r, _ := make1(t, order(t, k.Snapshot(), "int-full"))
		if !has(r.Findings, export.NoLetter) || export.Stopped(r.Findings) {
			t.Errorf("found %+v", r.Findings)
		}
	})
	t.Run("a strict order stops at a warning, unless it was passed over", func(t *testing.T) {
		k, _ := begin(t)
		o := order(t, k.Snapshot(), "int-custody")
		o.Profile.Consents = []profile.Consent{{Purpose: "court", Of: "applicants"}}
		o.Strict = true
		if !has(refused(t, o), export.ConsentMissing) {
			t.Error("it is not said why")
		}
	})
	t.Run("what is too long is said, and stops where the body takes nothing longer", func(t *testing.T) {
		k, _ := begin(t)
		for range 60 {
			k.Add("event", `{"title": "A day", "account": "`+strings.Repeat("He was held and nobody was told where he was. ", 30)+`"}`)
		}
		s := k.Snapshot()
		o := order(t, s, "echr-annex")
		r, _ := make1(t, o)
		over := false
		for _, f := range r.Findings {
			over = over || f.Code == export.OverPages && f.Count > 20 && f.Max == 20
		}
		if !over {
			t.Error("over 20 pages, and nobody says so")
		}
		o.Profile.Limits[0].Stop = true
		if !has(refused(t, o), export.OverPages) {
			t.Error("it is not said why")
		}
	})
}

func TestAProfileThatNamesOnlyThoseWhoAgreed(t *testing.T) {
	raced.OneByOne(t)
	name := func(t *testing.T, consent, identity string) (said string, r *bundle.Result) {
		k := exporttest.NewCase(t)
		who := k.Person("Anvar Karimov", "victim")
		if consent != "" {
			k.Add("consent", `{"person": %s, "purpose": "name", `+consent+`}`, who)
		}
		k.Add("event", `{"title": "Arrest", "date": "May 2015", "account": "Anvar Karimov was taken away.", "persons": [%s]}`, who)
		o := order(t, k.Snapshot(), "adv-brief")
		o.Format, o.Identity = "txt", identity
		r, to := make1(t, o)
		return to.of[to.names[0]].String(), r
	}
	for how, c := range map[string]struct{ consent, identity string }{
		"without a consent":               {"", ""},
		"with one that ran out":           {`"decision": "yes", "expires": "2020"`, ""},
		"with a no":                       {`"decision": "no"`, ""},
		"where initials were asked for":   {"", "initials"},
		"where the consent was withdrawn": {`"decision": "yes", "withdrawn": "2021"`, ""},
	} {
		t.Run(how+" calls a person otherwise, and a word in place of the name is to be kept", func(t *testing.T) {
			said, r := name(t, c.consent, c.identity)
			if strings.Contains(said, "Karimov") || !strings.Contains(said, "was taken away") {
				t.Error("the name is there, or what was told of the person is not")
			}
			if kept := r.Taken != nil && (len(r.Taken.Tokens) > 0 || c.identity != ""); !has(r.Findings, export.HiddenUnasked) || !kept || len(r.Hidden) != 1 {
				t.Error("it is not said, or not to be kept")
			}
		})
	}
	t.Run("with a consent names the person", func(t *testing.T) {
		if said, r := name(t, `"decision": "yes"`, ""); !strings.Contains(said, "Karimov") || r.Taken != nil {
			t.Error("the name is not there")
		}
	})
	t.Run("names everybody where that was chosen, and warns", func(t *testing.T) {
		if said, r := name(t, "", "full"); !strings.Contains(said, "Karimov") || !has(r.Findings, export.ConsentMissing) {
			t.Error("the name or the warning is not there")
		}
	})
}

func TestSealed(t *testing.T) {
	o := order(t, exporttest.Samples(t)[0], "int-full")
	o.Seal = "correct horse battery staple"
	r, to := make1(t, o)
	b := to.of[r.Files[0].Name].Bytes()
	if !r.Files[0].Sealed || !bytes.Contains(b, []byte("/Encrypt")) || bytes.Contains(b, []byte("Khamidkariev")) || r.Files[0].Size != int64(len(b)) {
		t.Errorf("%+v", r.Files[0])
	}
}

func TestOtherKindsOfFile(t *testing.T) {
	for format, begins := range map[string]string{"docx": "PK\x03\x04", "html": "<!DOCTYPE html", "txt": ""} {
		o := order(t, exporttest.Samples(t)[0], "adv-brief")
		o.Format = format
		r, to := make1(t, o)
		f := r.Files[0]
		if b := to.of[f.Name].String(); !strings.HasSuffix(f.Name, "."+format) || !strings.HasPrefix(strings.ToLower(b), strings.ToLower(begins)) || len(b) < 500 || f.Pages != 0 {
			t.Errorf("%+v begins %.20q", f, b)
		}
	}
}

func TestDraw(t *testing.T) {
	s := exporttest.Samples(t)[0]
	o := order(t, s, "int-full")
	p, err := bundle.Draw(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(p.PDF, []byte("%PDF-")) || p.Pages < 3 || p.Starts["s-persons"] < 2 || p.Starts["r-"+s.Case.ID.String()] > p.Pages {
		t.Errorf("%d bytes, %d pages, %v", len(p.PDF), p.Pages, p.Starts)
	}
	t.Run("is the same as what is made", func(t *testing.T) {
		r, to := make1(t, o)
		if !bytes.Equal(p.PDF, to.of[r.Files[0].Name].Bytes()) {
			t.Error("the preview is another file")
		}
	})
	t.Run("is drawn of what is stopped, too", func(t *testing.T) {
		k := exporttest.NewCase(t)
		who := k.Person("Anvar Karimov", "victim")
		k.Add("consent", `{"person": %s, "purpose": "court", "decision": "no"}`, who)
		p, err := bundle.Draw(context.Background(), order(t, k.Snapshot(), "echr-annex"))
		if err != nil || !export.Stopped(p.Findings) || len(p.PDF) == 0 {
			t.Errorf("%v", err)
		}
	})
}

func TestName(t *testing.T) {
	p := &profile.Profile{ID: "adv-ua"}
	for ref, want := range map[string]string{
		"UZ 2014/7":               "UZ-2014-7-adv-ua-2026-03-05",
		"../../etc/passwd":        "etc-passwd-adv-ua-2026-03-05",
		"":                        "dossier-adv-ua-2026-03-05",
		"Дело № 5":                "Дело---5-adv-ua-2026-03-05",
		strings.Repeat("x", 1000): strings.Repeat("x", 60) + "-adv-ua-2026-03-05",
	} {
		c := model.NewRecord("case")
		c.Set("reference", model.TextValue(ref))
		if got := bundle.Name(c, p, at, false); got != want {
			t.Errorf("%.20q is called %q", ref, got)
		}
		if got := bundle.Name(c, p, at, true); got != "adv-ua-2026-03-05" {
			t.Errorf("redacted, %.20q is called %q", ref, got)
		}
	}
}

func BenchmarkLook(b *testing.B) {
	s := exporttest.Samples(b)[2]
	o := bundle.Order{Profile: find(b, "echr-form-helper"), Snapshot: s, Words: exporttest.Words(b, "en", s.Schema), At: at}
	for b.Loop() {
		bundle.Look(o)
	}
}

var _ io.ReaderAt = (*file)(nil)

func TestExhibits(t *testing.T) {
	k := exporttest.NewCase(t)
	text := k.Evidence("letter.txt", []byte("Dear colleague, he was seen in the yard on Sunday."), `"kind": "letter"`)
	broken := k.Evidence("broken.bin", []byte("\x00\x01\x02\xff\xfe nothing that anybody knows"), `"kind": "court_document"`)
	gone := k.Add("evidence", `{"title": "Gone", "sha256": "`+strings.Repeat("ab", 32)+`", "size": 10}`)
	s := k.Snapshot()
	o := order(t, s, "echr-bundle")
	p, err := bundle.Draw(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	at := map[model.ID]export.Code{}
	for _, f := range p.Findings {
		if f.Code == export.Undrawable || f.Code == export.NoBytes {
			at[f.Record] = f.Code
		}
	}
	t.Run("what cannot be printed, and what is not there, is said", func(t *testing.T) {
		if at[broken] != export.Undrawable || at[gone] != export.NoBytes || at[text] != "" {
			t.Errorf("%v", at)
		}
	})
	t.Run("what is written in a file is printed", func(t *testing.T) {
		found := false
		p.Document.Walk(func(b doc.Block, _ int) {
			doc.Texts(b, func(x doc.Text) { found = found || strings.Contains(x.String(), "he was seen in the yard") })
		})
		if !found {
			t.Error("the letter is not printed")
		}
	})
	t.Run("each file is looked at once", func(t *testing.T) {
		opened := 0
		counting := model.NewSnapshot(s.Schema, s.Case, s.OfKind("evidence"), func(sha string) (io.ReadCloser, error) {
			opened++
			return s.Open(sha)
		})
		o.Snapshot = counting
		if _, err := bundle.Draw(context.Background(), o); err != nil {
			t.Fatal(err)
		}
		if opened > 1 { // the one that is gone
			t.Errorf("opened %d times", opened)
		}
	})
	t.Run("without a reader nothing is opened", func(t *testing.T) {
		o := o
		o.Exhibits = nil
		if d := bundle.Look(o); d.Document == nil || has(d.Findings, export.NoBytes) {
			t.Errorf("%+v", d.Findings)
		}
	})
}
