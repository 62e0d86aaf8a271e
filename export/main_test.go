package export_test

import (
	"os"
	"testing"
	"time"

	"guvoh/assets"
	"guvoh/export"
	"guvoh/export/exporttest"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/modeltest"
)

// at is the time of every export of these tests.
var at = time.Date(2026, time.March, 5, 14, 5, 0, 0, time.FixedZone("", 5*3600))

// words are the words of a language.
func words(t testing.TB, lang string, schema *model.Schema) *exporttest.Dictionary {
	t.Helper()
	return exporttest.Words(t, lang, schema)
}

func schema(t testing.TB) *model.Schema {
	t.Helper()
	return exporttest.Schema(t)
}

func intFull(t testing.TB) *profile.Profile {
	t.Helper()
	all, err := profile.Load(assets.Profiles)
	if err != nil {
		t.Fatal(err)
	}
	p := profile.Find(all, "int-full")
	if p == nil {
		t.Fatal("no profile int-full")
	}
	return p
}

// sampleCases reads the published cases as a store would give them.
func sampleCases(t *testing.T) []*model.Snapshot {
	t.Helper()
	return exporttest.Samples(t)
}

// invented reads a made-up case with an interview, an injury, a trial and
// sources that contradict each other.
func invented(t *testing.T) *model.Snapshot {
	t.Helper()
	b, err := os.ReadFile("testdata/scenario.json")
	if err != nil {
		t.Fatal(err)
	}
	return exporttest.Read(t, b, modeltest.Open)[0]
}

func fullCase(t *testing.T) *model.Snapshot {
	t.Helper()
	return modeltest.Snapshot(schema(t))
}

// order asks for the document of a case that nobody composed.
func order(p *profile.Profile, snap *model.Snapshot, w export.Words) export.Order {
	return export.Order{Profile: p, Snapshot: snap, Words: w, At: at}
}
