package bundle_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/export/bundle"
	"guvoh/export/pdf/pdftest"
	"guvoh/export/profile"
	"guvoh/model/vault/vaulttest/raced"
)

// A profile of the users' own is not of the program: a name in it is no word
// that stands in every document.
func TestANameInAProfileOfTheUsersOwnRefuses(t *testing.T) {
	raced.OneByOne(t)
	k, _, _ := court(t)
	for _, title := range []string{"Free Anvar Karimov", "Karimov"} {
		o := order(t, k.Snapshot(), "adv-brief")
		own := *o.Profile
		own.Shipped, own.ID, own.Sections = false, "own-brief", slices.Clone(own.Sections)
		own.Sections[0].Title = profile.Words{"en": title}
		o.Profile, o.Redact, o.Recipient = &own, true, "The public"
		var to files
		_, err := bundle.Make(context.Background(), o, to.create)
		var leaked *bundle.Leaked
		if !errors.As(err, &leaked) {
			t.Errorf("got %v", err)
		}
		for _, f := range to.of {
			if f.Len() > 0 {
				t.Error("what must not leave was written before it was searched")
			}
		}
	}
}

// The id of a record is the same in every document: whoever has two could put
// the names of one in place of the words of the other.
func TestNoIDOfARecordLeaves(t *testing.T) {
	raced.OneByOne(t)
	k, _, _ := court(t)
	const id = "00000000-0000-4000-8000-0000"
	for _, format := range profile.Formats {
		for _, redacted := range []bool{true, false} {
			o := order(t, k.Snapshot(), "int-full")
			o.Format, o.Redact, o.Recipient = format, redacted, "The public"
			r, to := make1(t, o)
			b := to.of[r.Files[0].Name].Bytes()
			if format == "pdf" {
				saysNothingOf(t, b, id)
			} else if strings.Contains(readable(t, format, b), id) {
				t.Errorf("%s, redacted: %t: an id stands in it", format, redacted)
			}
		}
	}
}

// What stays in the house of a person whom a court's document leaves out must
// not be attached to it, nor lie in it as it was received.
func TestAPassportOfWhoWithdrewIsNotEnclosed(t *testing.T) {
	raced.OneByOne(t)
	k, _, witness := court(t)
	k.Add("consent", `{"person": %s, "purpose": "name", "decision": "yes", "given": "1 May 2021", "withdrawn": "1 January 2026"}`, witness)
	passport := photo(t, 333)
	k.Add("identity_document", `{"person": %s, "kind": "passport", "evidence": %s}`, witness, k.Evidence("p.png", passport, `"kind": "document"`))
	for _, archive := range []bundle.Archive{bundle.ArchiveUsual, bundle.Archive3} {
		o := order(t, k.Snapshot(), "echr-bundle")
		o.Archive = archive
		r, to := make1(t, o)
		if r.Taken == nil {
			t.Fatal("nothing was taken out")
		}
		b := to.of[r.Files[0].Name].Bytes()
		path := filepath.Join(t.TempDir(), "made.pdf")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(pdftest.Tool(t, "pdfimages", "-list", path), " 333 "); n > 0 {
			t.Errorf("%q: a picture of the passport lies in it", archive)
		}
		if bytes.Contains(b, passport) {
			t.Errorf("%q: the file as received lies in it", archive)
		}
	}
}

// Somebody who withdrew and is named in nothing but an exhibit is in the
// document all the same.
func TestWhoWithdrewIsInNoExhibit(t *testing.T) {
	raced.OneByOne(t)
	k, _, _ := court(t)
	other := k.Person("Jamshid Tursunov", "witness")
	k.Add("consent", `{"person": %s, "purpose": "court", "decision": "yes", "given": "1 May 2021", "withdrawn": "1 January 2026"}`, other)
	k.Add("consent", `{"person": %s, "purpose": "name", "decision": "no"}`, other)
	k.Evidence("verdict.pdf", scan(t, "Jamshid Tursunov was heard", 2), `"kind": "court_document", "made": "9 May 2021"`)
	o := order(t, k.Snapshot(), "echr-bundle")
	r, to := make1(t, o)
	saysNothingOf(t, to.of[r.Files[0].Name].Bytes(), "Tursunov", "Jamshid")
}

func TestARedactedDocumentSaysNotWhenItWasMade(t *testing.T) {
	raced.OneByOne(t)
	k, _, _ := court(t)
	o := order(t, k.Snapshot(), "adv-brief")
	o.Redact, o.Format = true, "docx"
	r, to := make1(t, o)
	if strings.Contains(readable(t, "docx", to.of[r.Files[0].Name].Bytes()), "T14:05") {
		t.Error("it says the minute")
	}
}
