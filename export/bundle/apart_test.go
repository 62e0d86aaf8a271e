package bundle_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/exporttest"
	"guvoh/export/pdf/pdftest"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/vault/vaulttest/raced"
)

// apart is the case of two persons of whom one said no, and the dossier that is
// composed for the other.
func apart(t *testing.T, refused ...string) (*modeltest.Apart, *model.Snapshot, model.ID) {
	t.Helper()
	a := modeltest.NewApart(exporttest.Schema(t))
	from := a.Snapshot(a.Case)
	var all []model.Record
	var dossier model.ID
	for _, k := range a.Schema.Kinds() {
		all = append(all, from.OfKind(k.Name)...)
	}
	for i, r := range all {
		if r.Kind == "dossier" && slices.Equal(r.Refs("applicants"), []model.ID{a.Other}) {
			dossier = r.ID
			all[i].Set("recipient", "") // the body
		}
	}
	for _, purpose := range purposes {
		for id, said := range map[model.ID]string{a.One: "no", a.Other: "yes", a.Lawyer: "yes"} {
			if id == a.One && !slices.Contains(refused, purpose) {
				continue
			}
			c := model.NewRecord("consent")
			c.Set("person", model.RefValue(id))
			c.Set("purpose", model.TextValue(purpose))
			c.Set("decision", model.TextValue(said))
			all = append(all, c)
		}
	}
	return a, model.NewSnapshot(a.Schema, from.Case, all, a.Open), dossier
}

var purposes = []string{"court", "name", "medical", "testimony", "pictures", "un", "publish", "media", "authorities"}

// rests looks for words of somebody who said no in a finished file, as its readers
// would: in its text, its metadata, its streams and the names of its parts.
func rests(t *testing.T, name, format string, b []byte) {
	t.Helper()
	words := []string{modeltest.OfOne, "Zyxonov", "Ruslan"}
	for _, w := range words {
		if strings.Contains(strings.ToLower(name), strings.ToLower(w)) {
			t.Error("the name of the file tells of them")
		}
	}
	if format == "pdf" {
		saysNothingOf(t, b, words...)
		return
	}
	for _, w := range words {
		if strings.Contains(readable(t, format, b), w) {
			t.Errorf("%s: a word of theirs stands in it", format)
		}
	}
}

func TestNoDossierHoldsWhatRestsOnSomebodyWhoSaidNo(t *testing.T) {
	raced.OneByOne(t)
	a, s, dossier := apart(t, purposes...)
	told := 0
	formats := []string{"pdf", "html", "docx", "txt"}
	if testing.Short() {
		formats = []string{"txt"}
	}
	for _, p := range exporttest.Profiles(t) {
		for _, format := range formats {
			t.Run(p.ID+" as "+format, func(t *testing.T) {
				o := order(t, s, p.ID)
				own := *o.Profile
				own.Consents = append(slices.Clone(own.Consents), profile.Consent{Purpose: "court", Of: "persons"})
				o.Profile, o.Dossier, o.Format = &own, dossier, format
				var to files
				r, err := bundle.Make(context.Background(), o, to.create)
				var refused *bundle.Refused
				if errors.As(err, &refused) { // what a body does not take is not made of anybody
					for _, f := range refused.Findings {
						if f.Severity == export.Stop && f.Person == a.One {
							t.Errorf("it is stopped by who is to be left out: %s", f.Code)
						}
					}
					t.Skip("the body stops it")
				}
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Contains(r.Hidden, a.One) {
					t.Fatal("who said no is not left out")
				}
				for _, f := range r.Files {
					rests(t, f.Name, format, to.of[f.Name].Bytes())
				}
				if format == "txt" && strings.Contains(to.of[r.Files[0].Name].String(), modeltest.OfOther) {
					told++
				}
			})
		}
	}
	if told < 3 {
		t.Errorf("only %d documents tell of the other", told)
	}
}

// The twin for the public names nobody, and yet those who said no are not in it under
// another name either.
func TestNoTwinTellsOfSomebodyWhoSaidNo(t *testing.T) {
	raced.OneByOne(t)
	_, s, dossier := apart(t, purposes...)
	for _, id := range []string{"echr-bundle", "un-srt", "adv-brief", "adv-ua"} {
		for _, format := range []string{"pdf", "docx", "txt"} {
			t.Run(id+" as "+format, func(t *testing.T) {
				o := order(t, s, id)
				o.Dossier, o.Format, o.Redact, o.Recipient = dossier, format, true, "The public"
				r, to := make1(t, o)
				for _, f := range r.Files {
					rests(t, f.Name, format, to.of[f.Name].Bytes())
				}
			})
		}
	}
}

// Nobody need have been asked for their name who said no to what a document is for.
func TestANoToWhatADocumentIsForLeavesOut(t *testing.T) {
	raced.OneByOne(t)
	for id, purpose := range map[string]string{"echr-bundle": "court", "un-srt": "un", "adv-brief": "publish"} {
		t.Run(id, func(t *testing.T) {
			_, s, dossier := apart(t, purpose)
			o := order(t, s, id)
			o.Dossier, o.Format = dossier, "txt"
			r, to := make1(t, o)
			rests(t, r.Files[0].Name, "txt", to.of[r.Files[0].Name].Bytes())
		})
	}
}

func TestAnArchiveHoldsNoFileOfSomebodyWhoSaidNo(t *testing.T) {
	raced.OneByOne(t)
	_, s, dossier := apart(t, purposes...)
	o := order(t, s, "int-full")
	own := *o.Profile
	own.Consents = append(slices.Clone(own.Consents), profile.Consent{Purpose: "court", Of: "persons"})
	o.Profile, o.Dossier, o.Archive = &own, dossier, bundle.Archive3
	r, to := make1(t, o)
	dir := t.TempDir()
	path := filepath.Join(dir, "made.pdf")
	if err := os.WriteFile(path, to.of[r.Files[0].Name].Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	list := pdftest.Tool(t, "qpdf", "--list-attachments", path)
	if strings.Contains(list, modeltest.OfOne) {
		t.Error("a file of theirs is enclosed")
	}
	rests(t, r.Files[0].Name, "pdf", to.of[r.Files[0].Name].Bytes())
}
