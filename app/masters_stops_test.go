package app_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"text/template"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/ongoing"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// What the masters show: the published case of the sample, and the invented one,
// since no interview, letter or body of a court may be invented for people who
// live.
const (
	published = "24a86d30-81c2-4bef-b28a-9f589e8e4a7d"
	abduction = "d14a93f6-6007-4438-88e4-7c0a00100aae"
	invented  = "e57a0000-0000-4000-8000-000000000001"
	taken     = "e57a0000-0000-4000-8000-000000000024" // an event of it, which two people word differently
	dossier   = "e57a0000-0000-4000-8000-000000000200"
	held      = "e57a0000-0000-4000-8000-0000000f0002" // a question that is kept
	room      = "e57a0000-0000-4000-8000-000000000901" // an interview that goes on
)

// stop is a place of which there are masters.
type stop struct {
	name string
	at   desk.Route
	// says are words, by key, that stand on that screen and not on another.
	says []string
	// first goes on from at, or does something else where at is none.
	first func(g *guide)
}

func id(text string) model.ID {
	v, err := model.ParseID(text)
	if err != nil {
		panic(err) // of a constant
	}
	return v
}

// stops are the key screens, in the order in which they are met.
func stops() []stop {
	in, other := id(published), id(invented)
	return []stop{
		{name: "welcome", says: []string{"welcome.title", "welcome.sample"}, first: (*guide).close},
		{name: "unlock", says: []string{"unlock.passphrase", "unlock.by_words"}, first: (*guide).ask},
		{name: "today", at: desk.Route{Screen: desk.ScreenToday}, says: []string{"nav.today"}},
		{name: "cases", at: desk.Route{Screen: desk.ScreenCases}, says: []string{"nav.cases"}},
		{name: "case", at: desk.Route{Screen: desk.ScreenCase, Case: in, Section: "overview", Record: in}, says: []string{"casefile.section.overview"}},
		{name: "person", at: desk.Route{Screen: desk.ScreenCase, Case: in, Section: "people"}, says: []string{"casefile.section.people"}},
		{name: "event", at: desk.Route{Screen: desk.ScreenCase, Case: in, Section: "events", Record: id(abduction)}, says: []string{"kind.event.all"}},
		{name: "conflict", at: desk.Route{Screen: desk.ScreenCase, Case: other, Section: "events", Record: id(taken)}, says: []string{"kind.event.all"}},
		{name: "consent", at: desk.Route{Screen: desk.ScreenInterviewing, Case: other, Record: id(room)}, says: []string{"room.step.consent"}, first: inRoom("consent")},
		{name: "account", at: desk.Route{Screen: desk.ScreenInterviewing, Case: other, Record: id(room)}, says: []string{"room.step.account"}, first: inRoom("account")},
		{name: "bodymap", at: desk.Route{Screen: desk.ScreenBody, Case: in}, says: []string{"bodymap.title"}},
		{name: "timeline", at: desk.Route{Screen: desk.ScreenTimeline, Case: in}, says: []string{"timeline.title"}},
		{name: "relations", at: desk.Route{Screen: desk.ScreenRelations, Case: in}, says: []string{"relations.title"}},
		{name: "grid", at: desk.Route{Screen: desk.ScreenGrid, Case: in}, says: []string{"grid.title"}},
		{name: "statistics", at: desk.Route{Screen: desk.ScreenStatistics}, says: []string{"nav.statistics"}},
		{name: "search", at: desk.Route{Screen: desk.ScreenSearch, Words: "Khamidkariev"}, says: []string{"action.search"}},
		{name: "question", at: desk.Route{Screen: desk.ScreenFind, Record: id(held)}, says: []string{"nav.find"}},
		{name: "composer", at: desk.Route{Screen: desk.ScreenDossier, Case: other, Record: id(dossier), Section: "facts"}, says: []string{"compose.export"}},
		{name: "missing", at: desk.Route{Screen: desk.ScreenDossiers, Case: in, Section: desk.SectionMissing}, says: []string{"lacking.title"}},
		{name: "palette", at: desk.Route{Screen: desk.ScreenCase, Case: in, Section: "overview", Record: in}, says: []string{"quick.recent"}, first: command("quick.menu")},
		{name: "keys", at: desk.Route{Screen: desk.ScreenCase, Case: in, Section: "overview", Record: in}, says: []string{"quick.everywhere"}, first: command("action.shortcuts")},
	}
}

// inRoom has the interview go on in a part of it.
func inRoom(step string) func(*guide) {
	return func(g *guide) {
		g.Go(desk.Route{Screen: desk.ScreenToday}) // or leaving the room would note where it was
		p := ongoing.Place{Case: id(invented), Interview: id(room), Step: step, Minutes: 50, Language: "ru"}
		if err := p.Keep(g.Desk().DB); err != nil {
			g.t.Fatal(err)
		}
	}
}

// command gives a command of the menu, once the place is shown.
func command(key string) func(*guide) {
	return func(g *guide) { g.after = func() { g.command(key) } }
}

// masterFile makes the file that the masters show, with ids and moments that are
// always the same.
func masterFile(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "cases.guvoh")
	db := open(t, path, "Office 2", store.Create)
	ctx := context.Background()
	must(t, exchange.Sample(ctx, db))
	for _, name := range []string{"../uitest/testdata/interview.json", "../uitest/testdata/removal.json", "../uitest/testdata/dossier.json", "../uitest/testdata/find.json", "testdata/masters.json"} {
		_, err := exchange.Import(ctx, db, filled(t, dir, name))
		must(t, err)
	}
	alleged(t, db)
	must(t, db.Close())

	data, err := os.ReadFile(path)
	must(t, err)
	for db = differ(t, dir, path, data); text(t, db, id(taken), "title") != ours; db = differ(t, dir, path, data) {
		must(t, db.Close()) // which value is shown follows from ids that are drawn anew in each file
	}
	must(t, db.SetAuthor("Office 2"))
	if left, err := db.ReadIn(ctx, time.Hour); err != nil || left > 0 { // or a search would tell of it
		t.Fatalf("%d records are not ready for searching: %v", left, err)
	}
	must(t, db.Close())
	return path
}

// ours is what stands at the event that two people word differently.
const ours = "Taken away from the bazaar by two men"

// differ has two people write the title of an event apart, from the file as data
// has it, and brings both together.
func differ(t *testing.T, dir, path string, data []byte) *store.DB {
	t.Helper()
	theirs := filepath.Join(dir, "theirs.guvoh")
	must(t, os.WriteFile(path, data, 0o600))
	must(t, os.WriteFile(theirs, data, 0o600))
	other := open(t, theirs, "Dilbar", store.Open)
	set(t, other, id(taken), "title", "Taken from the bazaar to the police")
	db := open(t, path, "Office 2", store.Open)
	set(t, db, id(taken), "title", ours)
	_, err := db.Merge(context.Background(), other, store.Choice{Way: "file"})
	must(t, err)
	must(t, other.Close())
	return db
}

func text(t *testing.T, db *store.DB, r model.ID, field string) string {
	t.Helper()
	rec, err := db.Get(context.Background(), r)
	must(t, err)
	return rec.Text(field)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, path, author string, how func(string, store.Options) (*store.DB, error)) *store.DB {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	must(t, err)
	secret := sha256.Sum256([]byte(author))
	db, err := how(path, store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema, Author: author, DeviceSecret: secret[:]})
	must(t, err)
	return db
}

func set(t *testing.T, db *store.DB, r model.ID, field, text string) {
	t.Helper()
	_, err := db.Do(context.Background(), "edit", func(tx *store.Tx) error { return tx.Set(r, field, model.TextValue(text)) })
	must(t, err)
}

// alleged says of the facts of the published case on which articles they bear.
func alleged(t *testing.T, db *store.DB) {
	t.Helper()
	_, err := db.Do(context.Background(), "import", func(tx *store.Tx) error {
		for i, article := range []string{"echr_3", "echr_5", "echr_13"} {
			c := model.NewRecord("complaint")
			c.ID = id(fmt.Sprintf("e57a0000-0000-4000-8000-00000000095%d", i))
			c.Set("cases", model.RefsValue(id(published)))
			c.Set("article", model.TextValue(article))
			c.Set("position", model.TextValue(string(rune('a'+i))))
			if err := tx.Put(c); err != nil {
				return err
			}
			b := model.NewBearing(c.ID, id(abduction))
			b.Set("bearing", model.TextValue([]string{"supports", "supports", "needed"}[i]))
			if err := tx.Put(b); err != nil {
				return err
			}
		}
		return nil
	})
	must(t, err)
}

// filled fills the days of a document in, counted from the day of the masters.
func filled(t *testing.T, dir, name string) string {
	t.Helper()
	today := time.Now()
	sum := func(name string) string { s := sha256.Sum256([]byte(name)); return hex.EncodeToString(s[:]) }
	words := template.FuncMap{
		"day":    func(from int) string { return today.AddDate(0, 0, from).Format("2 January 2006") },
		"size":   func(name string) int { return len(name) },
		"base64": func(name string) string { return base64.StdEncoding.EncodeToString([]byte(name)) },
		"sha256": sum,
	}
	text, err := template.New(filepath.Base(name)).Funcs(words).ParseFiles(name)
	must(t, err)
	var b bytes.Buffer
	must(t, text.Execute(&b, nil))
	to := filepath.Join(dir, filepath.Base(name))
	must(t, os.WriteFile(to, b.Bytes(), 0o600))
	return to
}

// rawKey is how a key of words looks where nobody has written them.
var rawKey = regexp.MustCompile(`^[a-z_]+(\.[a-z_]+)+$|\{\{|<no value>`)

// shown gives every text that the window shows.
func shown(c fyne.Canvas) []string {
	var out []string
	for _, root := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		for _, o := range test.LaidOutObjects(root) {
			switch o := o.(type) {
			case *canvas.Text:
				if o.Visible() && o.Text != "" {
					out = append(out, o.Text)
				}
			case *ui.Text:
				if o.Visible() && o.Text() != "" {
					out = append(out, o.Text())
				}
			}
		}
	}
	return out
}
