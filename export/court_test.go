package export_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/assets"
	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exporttest"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/modeltest"
)

// composed reads the invented case with a dossier that was made of it.
func composed(t testing.TB) (*model.Snapshot, model.ID) {
	t.Helper()
	type file struct {
		Records []json.RawMessage `json:"records"`
	}
	var all file
	for _, name := range []string{"scenario.json", "dossier.json"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		var f file
		if err := json.Unmarshal(b, &f); err != nil {
			t.Fatal(err)
		}
		all.Records = append(all.Records, f.Records...)
	}
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	snap := exporttest.Read(t, b, func(s string) (io.ReadCloser, error) { return modeltest.Open(s) })[0]
	return snap, snap.OfKind("dossier")[0].ID
}

func profiles(t *testing.T) []profile.Profile {
	t.Helper()
	all, err := profile.Load(assets.Profiles)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestRenderProfiles prints a composed case by every profile. With GUVOH_RENDER
// set to a folder the documents stay there, to be looked at.
func TestRenderProfiles(t *testing.T) {
	dir := os.Getenv("GUVOH_RENDER")
	if dir == "" {
		dir = t.TempDir()
	}
	snap, dossier := composed(t)
	for _, p := range profiles(t) {
		for _, lang := range []string{"en", "ru"} {
			t.Run(p.ID+" is printed in "+lang, func(t *testing.T) {
				o := order(&p, snap, words(t, lang, snap.Schema))
				o.Dossier = dossier
				o.Enclosed = map[string]export.Enclosure{}
				d, _ := export.Build(o)
				for _, err := range doc.Check(d) {
					t.Error(err)
				}
				if os.Getenv("GUVOH_DUMP") != "" {
					os.WriteFile(filepath.Join(dir, p.ID+"-"+lang+".txt"), []byte(doc.Dump(d)), 0o600)
				}
				toPDF(t, filepath.Join(dir, p.ID+"-"+lang+".pdf"), d)
			})
		}
	}
}

// TestGoldenFilings holds what key documents say of the composed case.
func TestGoldenFilings(t *testing.T) {
	snap, dossier := composed(t)
	all := profiles(t)
	for _, f := range []struct{ id, lang string }{
		{"un-tb", "en"}, {"echr-r39", "ru"}, {"uk-ftt-bundle", "en"}, {"un-wgad", "fr"}, {"un-srt", "es"}, {"int-custody", "uz"},
	} {
		t.Run(f.id+" in "+f.lang+" says what it said when last looked at", func(t *testing.T) {
			o := order(profile.Find(all, f.id), snap, words(t, f.lang, snap.Schema))
			o.Dossier, o.Enclosed = dossier, map[string]export.Enclosure{}
			d, findings := export.Build(o)
			var b strings.Builder
			b.WriteString(doc.Dump(d))
			for _, x := range findings {
				fmt.Fprintf(&b, "finding %s %s.%s %s\n", x.Code, x.Section, x.Field, x.Detail)
			}
			held(t, f.id+"-"+f.lang, b.String())
		})
	}
}
