package bundle_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/exporttest"
	"guvoh/export/pdf/pdftest"
	"guvoh/model"
	"guvoh/model/vault/vaulttest/raced"
)

// saysNothingOf looks for words in a file as others would: in its text, in its
// metadata and in its streams.
func saysNothingOf(t *testing.T, b []byte, words ...string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	open := filepath.Join(t.TempDir(), "open.pdf")
	pdftest.Tool(t, "qpdf", "--qdf", "--object-streams=disable", path, open)
	streams, err := os.ReadFile(open)
	if err != nil {
		t.Fatal(err)
	}
	for where, text := range map[string]string{
		"text":     pdftest.Tool(t, "pdftotext", path, "-"),
		"metadata": pdftest.Tool(t, "pdfinfo", path) + pdftest.Tool(t, "pdfinfo", "-meta", path),
		"streams":  string(streams),
		"bytes":    string(b),
	} {
		for _, w := range words {
			if strings.Contains(strings.ToLower(text), strings.ToLower(w)) {
				t.Errorf("a name stands in the %s", where)
			}
		}
	}
}

// readable gives what stands in a file that is no PDF.
func readable(t *testing.T, format string, b []byte) string {
	t.Helper()
	if format != "docx" {
		return string(b)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all += string(part)
	}
	return all
}

func TestWhoWithdrewIsAbsent(t *testing.T) {
	raced.OneByOne(t)
	begin := func(t *testing.T) (*exporttest.Case, bundle.Order) {
		k, _, witness := court(t)
		k.Add("consent", `{"person": %s, "purpose": "name", "decision": "yes", "given": "1 May 2021", "withdrawn": "1 January 2026"}`, witness)
		k.Add("person_name", `{"person": %s, "text": "Дилшод Рахимов", "family": "Рахимов"}`, witness)
		k.Add("note", `{"text": "Рахимова видели у рынка; Rahimov’s brother knows."}`)
		return k, order(t, k.Snapshot(), "echr-bundle")
	}
	t.Run("from text, metadata and streams, and the gate says so", func(t *testing.T) {
		_, o := begin(t)
		r, to := make1(t, o)
		if len(r.Hidden) != 1 || !has(r.Findings, export.HiddenWithdrawn) || r.Taken == nil || len(r.Taken.Withheld) == 0 {
			t.Errorf("hidden %v, findings %+v", r.Hidden, r.Findings)
		}
		saysNothingOf(t, to.of[r.Files[0].Name].Bytes(), "Rahimov", "Рахимов", "Dilshod", "Дилшод")
		if f := r.Files[0]; strings.Contains(f.Name, "T-1") {
			t.Errorf("the file is called %q", f.Name)
		}
	})
	t.Run("and from every other kind of file, where others would read it", func(t *testing.T) {
		for _, format := range []string{"docx", "html", "txt"} {
			k, _, _ := court(t)
			withdrawn, o := begin(t)
			for _, c := range []struct {
				k    *exporttest.Case
				says bool
			}{{k, true}, {withdrawn, false}} {
				o.Snapshot, o.Format = c.k.Snapshot(), format
				o.Profile = find(t, "adv-brief")
				o.Profile.Consents = find(t, "echr-bundle").Consents
				r, to := make1(t, o)
				if got := strings.Contains(readable(t, format, to.of[r.Files[0].Name].Bytes()), "Dilshod"); got != c.says {
					t.Errorf("%s: the name is said: %t, want %t", format, got, c.says)
				}
			}
		}
	})
	t.Run("while the others stay as they are", func(t *testing.T) {
		_, o := begin(t)
		o.Profile = find(t, "echr-annex")
		r, to := make1(t, o)
		path := filepath.Join(t.TempDir(), "made.pdf")
		if err := os.WriteFile(path, to.of[r.Files[0].Name].Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if text := pdftest.Tool(t, "pdftotext", path, "-"); !strings.Contains(text, "Anvar Karimov") {
			t.Error("the applicant is gone, too")
		}
	})
}

func TestRedacted(t *testing.T) {
	raced.OneByOne(t)
	k, _, _ := court(t)
	s := k.Snapshot()
	for _, id := range []string{"adv-brief", "adv-ua", "un-srt", "int-full"} {
		t.Run(id+" says no name, and the file says nothing of the case", func(t *testing.T) {
			o := order(t, s, id)
			o.Redact, o.Recipient = true, "The public"
			r, to := make1(t, o)
			f := r.Files[0]
			saysNothingOf(t, to.of[f.Name].Bytes(), "Karimov", "Anvar", "Rahimov", "Dilshod")
			if f.Name != id+"-2026-03-05.pdf" {
				t.Errorf("it is called %q", f.Name)
			}
			if len(r.Taken.Tokens) < 2 || len(r.Taken.Withheld) == 0 {
				t.Errorf("tokens %d, withheld %d", len(r.Taken.Tokens), len(r.Taken.Withheld))
			}
		})
	}
	t.Run("people are called the same in everything that one reader gets, and otherwise for another", func(t *testing.T) {
		o := order(t, s, "adv-brief")
		o.Redact, o.Recipient = true, "The public"
		first, _ := make1(t, o)
		called := map[model.ID]string{}
		for _, tok := range first.Taken.Tokens {
			k.Add("pseudonym", `{"about": %s, "recipient": "The public", "text": "`+tok.Text+`"}`, tok.About)
			called[tok.About] = tok.Text
		}
		o.Snapshot = k.Snapshot()
		again, _ := make1(t, o)
		if len(again.Taken.Tokens) != 0 {
			t.Errorf("%d new tokens for the same reader", len(again.Taken.Tokens))
		}
		o.Recipient = "Another"
		if other, _ := make1(t, o); len(other.Taken.Tokens) != len(first.Taken.Tokens) {
			t.Errorf("%d tokens for another reader", len(other.Taken.Tokens))
		}
	})
	t.Run("a name of the file that says too much refuses it", func(t *testing.T) {
		o := order(t, s, "adv-brief")
		o.Redact, o.Name = true, "Karimov-brief"
		var to files
		_, err := bundle.Make(context.Background(), o, to.create)
		var leaked *bundle.Leaked
		if !errors.As(err, &leaked) || len(leaked.Hits) == 0 {
			t.Fatalf("got %v", err)
		}
		if strings.Contains(err.Error(), "Karimov") {
			t.Error("the error says the name")
		}
	})
	t.Run("the same order gives the same bytes", func(t *testing.T) {
		o := order(t, s, "adv-brief")
		o.Redact = true
		r, a := make1(t, o)
		_, b := make1(t, o)
		if !bytes.Equal(a.of[r.Files[0].Name].Bytes(), b.of[r.Files[0].Name].Bytes()) {
			t.Error("the bytes differ")
		}
	})
	t.Run("a redacted PDF says neither who made it nor on which day", func(t *testing.T) {
		o := order(t, s, "adv-brief")
		o.Redact = true
		r, to := make1(t, o)
		path := filepath.Join(t.TempDir(), "made.pdf")
		if err := os.WriteFile(path, to.of[r.Files[0].Name].Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if info := pdftest.Tool(t, "pdfinfo", path); strings.Contains(info, "Guvoh") || strings.Contains(info, "Mar  5") {
			t.Errorf("it says\n%s", info)
		}
	})
}
