package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/account"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export/exhibit"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/worker"
)

func TestMain(m *testing.M) {
	worker.Serve(foreign.Job, exhibit.Job, exhibit.CalmJob) // as main does
	os.Exit(m.Run())
}

// named makes a record of somebody, or changes it.
func named(t *testing.T, db *store.DB, id model.ID, occupation string) {
	t.Helper()
	r := model.Record{ID: id, Kind: "person", Values: map[string]model.Value{"occupation": model.TextValue(occupation)}}
	if _, err := db.Do(context.Background(), "edit", func(tx *store.Tx) error { return tx.Put(r) }); err != nil {
		t.Fatal(err)
	}
}

// colleague is a copy of a file, locked as that is, in which somebody else
// worked; closed.
func colleague(t *testing.T, db *store.DB, id model.ID, occupation string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "colleague.guvoh")
	if err := db.CopyTo(path); err != nil {
		t.Fatal(err)
	}
	theirs, err := store.Open(path, store.Options{
		Secret: vaulttest.Passphrase, Schema: db.Schema(), Author: "R. Colleague", Device: "theirs", DeviceSecret: bytes.Repeat([]byte{9}, 32),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	named(t, theirs, id, occupation)
	return path
}

func english(t *testing.T) *tr.Printer {
	t.Helper()
	b, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	return b.Printer("en", s)
}

func TestMergingAColleaguesFile(t *testing.T) {
	ctx := context.Background()
	db := create(t)
	id := model.NewID()
	named(t, db, id, "Baker")
	path := colleague(t, db, id, "Teacher")
	kept := func() int {
		t.Helper()
		all, err := db.KeptCopies()
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	occupation := func() string {
		t.Helper()
		r, err := db.Get(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return r.Text("occupation")
	}
	open := func() *exchange.Guest {
		t.Helper()
		g, err := exchange.OpenGuest(ctx, db, path) // the key of the file opens every copy of it
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { g.Close() })
		return g
	}
	g := open()
	preview, err := exchange.Preview(ctx, db, g, store.Choice{})
	if err != nil || preview.Changed != 1 || preview.Way != "file" || occupation() != "Baker" || kept() != 0 {
		t.Fatalf("preview: %+v, %v, %d kept", preview, err, kept())
	}
	var steps int
	m, err := exchange.Merge(ctx, db, g, store.Choice{}, func(int, int) { steps++ })
	if err != nil || m.Changed != preview.Changed || m.Entries != preview.Entries || occupation() != "Teacher" {
		t.Fatalf("merge: %+v, %v", m, err)
	}
	if kept() != 1 || m.Kept == "" || steps == 0 {
		t.Errorf("%d kept, %q, %d steps", kept(), m.Kept, steps)
	}
	again, err := exchange.Merge(ctx, db, open(), store.Choice{}, nil)
	if err != nil || !again.Nothing() || again.Kept != "" || kept() != 1 {
		t.Errorf("again: %+v, %v, %d kept", again, err, kept())
	}
	back, err := exchange.Unmerge(ctx, db, m.Merge, nil, nil)
	if err != nil || occupation() != "Baker" || kept() != 2 || !strings.Contains(back.Kept, store.BeforeUndo) {
		t.Errorf("undo: %+v, %v, %d kept", back, err, kept())
	}
	if _, err := exchange.Unmerge(ctx, db, m.Merge, nil, nil); !errors.Is(err, store.ErrNotFound) || kept() != 2 {
		t.Errorf("undo twice: %v, %d kept", err, kept())
	}
	if held, err := db.HoldsBack(ctx); err != nil || !held {
		t.Errorf("it holds nothing back: %v", err)
	}
	left, err := exchange.Merge(ctx, db, open(), store.Choice{}, nil)
	if err != nil || left.Entries != 0 || left.Kept != "" || kept() != 2 {
		t.Errorf("after the undo: %+v, %v, %d kept", left, err, kept())
	}
	taken, err := exchange.Merge(ctx, db, open(), store.Choice{Again: true}, nil)
	if err != nil || occupation() != "Teacher" || taken.Kept == "" {
		t.Errorf("again: %+v, %v", taken, err)
	}
}

func TestOpeningAColleaguesFile(t *testing.T) {
	ctx := context.Background()
	db := create(t)
	dir := t.TempDir()
	say := english(t)
	other, err := store.Create(filepath.Join(dir, "other.guvoh"), store.Options{
		Secret: vault.Passphrase("umbrella granite pelican orbit velvet"), Cost: vaulttest.Cheap, Schema: db.Schema(),
	})
	if err != nil {
		t.Fatal(err)
	}
	other.Close()
	path := filepath.Join(dir, "other.guvoh")
	link := filepath.Join(dir, "link.guvoh")
	if err := os.Link(db.Path(), link); err != nil {
		t.Skip("this disk knows no links: ", err)
	}
	for name, c := range map[string]struct {
		path    string
		secrets []vault.Secret
		want    error
	}{
		"opens with one of several secrets": {path, []vault.Secret{nil, vaulttest.Passphrase, vault.Passphrase("umbrella granite pelican orbit velvet")}, nil},
		"fails without one":                 {path, []vault.Secret{vaulttest.Passphrase}, store.ErrWrongKey},
		"fails with none":                   {path, nil, store.ErrWrongKey},
		"refuses the file itself":           {db.Path(), nil, exchange.ErrItself},
		"refuses it by another name":        {link, nil, exchange.ErrItself},
		"refuses a folder":                  {dir, nil, exchange.ErrNoFile},
		"needs a file":                      {filepath.Join(dir, "gone"), nil, os.ErrNotExist},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := exchange.OpenGuest(ctx, db, c.path, c.secrets...)
			if !errors.Is(err, c.want) {
				t.Fatalf("%v", err)
			}
			if err == nil {
				g.Close()
				return
			}
			if sentence, ok := exchange.WhyNot(say, err); !ok || strings.Contains(sentence, "guest.") || !strings.Contains(sentence, c.path) {
				t.Errorf("it says %q", sentence)
			}
		})
	}
	t.Run("is not counted as a guess", func(t *testing.T) {
		o := store.Options{Secret: vault.Passphrase("umbrella granite pelican orbit velvet"), Schema: db.Schema()}
		again, err := store.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		if err := again.ChangeKeys(vault.SetWipeAfter(3)); err != nil {
			t.Fatal(err)
		}
		again.Close()
		for range 5 {
			if _, err := exchange.OpenGuest(ctx, db, path, vaulttest.Passphrase); !errors.Is(err, store.ErrWrongKey) {
				t.Fatal(err)
			}
		}
		if again, err = store.Open(path, o); err != nil {
			t.Fatalf("it does not open any more: %v", err)
		}
		again.Close()
	})
	t.Run("stops when it is told to", func(t *testing.T) {
		stopped, stop := context.WithCancel(ctx)
		stop()
		if _, err := exchange.OpenGuest(stopped, db, path); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestASnapshotForSomebodyOutside(t *testing.T) {
	ctx := context.Background()
	db := create(t)
	say := english(t)
	if err := exchange.Sample(ctx, db); err != nil {
		t.Fatal(err)
	}
	id, err := db.Find(ctx, "SAMPLE-1")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "outside.guvoh")
	r, err := exchange.Give(ctx, db, say, path, vault.NewPassphrase(string(vaulttest.Passphrase), ""), vaulttest.Cheap, exchange.Giving{
		Cases: []model.ID{id}, Outside: true, By: "The archive",
	})
	if err != nil || r.Cases != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	theirs, err := store.Open(path, store.Options{Secret: vaulttest.Passphrase, Schema: db.Schema(), Author: "Lawyer"})
	if err != nil {
		t.Fatal(err)
	}
	notes, err := theirs.Records(ctx, "note")
	if err != nil {
		t.Fatal(err)
	}
	if len(notes) == 0 || !strings.Contains(notes[len(notes)-1].Text("text"), "The archive") {
		t.Errorf("%d notes, and none says who made it", len(notes))
	}
	if _, err := theirs.Do(ctx, "edit", func(tx *store.Tx) error { return tx.Set(id, "title", model.TextValue("Better")) }); err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	g, err := exchange.OpenGuest(ctx, db, path, vaulttest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if o, ok, err := g.Snapshot(ctx); err != nil || !ok || o.By != "The archive" {
		t.Errorf("%+v, %v, %v", o, ok, err)
	}
	if _, err := exchange.Merge(ctx, db, g, store.Choice{}, nil); !errors.Is(err, store.ErrSnapshot) {
		t.Errorf("it merges: %v", err)
	}
	all, err := exchange.Proposals(ctx, db, g)
	if err != nil || len(all) != 1 || all[0].Record != id {
		t.Fatalf("%d proposals, %v", len(all), err)
	}
	if _, err := exchange.Accept(ctx, db, g, store.Acceptance{Whole: map[model.ID]bool{id: true}}); err != nil {
		t.Fatal(err)
	}
	if c, err := db.Get(ctx, id); err != nil || c.Text("title") != "Better" {
		t.Errorf("the title is %q, %v", c.Text("title"), err)
	}
}

func TestTheReportOfAMerge(t *testing.T) {
	ctx := context.Background()
	db := create(t)
	id := model.NewID()
	named(t, db, id, "Baker")
	path := colleague(t, db, id, "Teacher")
	named(t, db, id, "Driver")
	g, err := exchange.OpenGuest(ctx, db, path)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	m, err := exchange.Merge(ctx, db, g, store.Choice{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := account.Account{MergeReport: m.MergeReport, File: "colleague.guvoh", Kept: m.Kept}
	for _, lang := range []string{"en", "ru", "uz"} {
		say := english(t).In(lang)
		for _, kind := range []string{"txt", "json", "pdf"} {
			var b bytes.Buffer
			if err := exchange.WriteReport(ctx, db, say, &b, kind, a); err != nil {
				t.Fatalf("%s, %s: %v", lang, kind, err)
			}
			if kind == "pdf" {
				if !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
					t.Errorf("%s: no PDF", lang)
				}
				continue
			}
			for _, want := range []string{"Driver", "Teacher", "R. Colleague"} {
				if !strings.Contains(b.String(), want) {
					t.Errorf("%s, %s: %q is missing in\n%s", lang, kind, want, b.String())
				}
			}
			if kind == "txt" && (strings.Contains(b.String(), "account.") || strings.Contains(b.String(), "<no value>")) {
				t.Errorf("%s: words are missing in\n%s", lang, b.String())
			}
		}
	}
	if err := exchange.SaveReport(ctx, db, english(t), filepath.Join(t.TempDir(), "report.doc"), a); !errors.Is(err, exchange.ErrReportKind) {
		t.Error(err)
	}
	one, err := db.MergeByNumber(ctx, m.Merge)
	if err != nil {
		t.Fatal(err)
	}
	past, err := account.Past(ctx, db, one)
	if err != nil || len(past.Records) != 1 || len(past.Records[0].Fields) != 1 {
		t.Fatalf("%+v, %v", past, err)
	}
	f := past.Records[0].Fields[0]
	if len(f.Came) != 1 || f.Came[0].Value.Text() != "Teacher" || f.Before.Text() != "Baker" || f.Long {
		t.Errorf("%+v", f)
	}
	if _, err := db.Unmerge(ctx, m.Merge, nil); err != nil {
		t.Fatal(err)
	}
	if one, err = db.MergeByNumber(ctx, m.Merge); err != nil {
		t.Fatal(err)
	}
	if past, err = account.Past(ctx, db, one); err != nil || !past.Undone || len(past.Records) == 0 || !past.Records[0].Fields[0].Long {
		t.Errorf("of what was taken back: %+v, %v", past, err)
	}
}
