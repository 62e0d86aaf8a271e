package counting_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guvoh/app/counting"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export/exporttest"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

var at = time.Date(2026, time.May, 4, 10, 30, 0, 0, time.UTC)

// told is a file with six people to whom something happened, one of whom said no.
type told struct {
	*testing.T
	db  *store.DB
	say *tr.Printer
}

func (f *told) add(kind string, values map[string]model.Value) model.ID {
	f.Helper()
	r := model.NewRecord(kind)
	for name, v := range values {
		r.Set(name, v)
	}
	if _, err := f.db.Do(context.Background(), "create", func(tx *store.Tx) error { return tx.Put(r) }); err != nil {
		f.Fatal(err)
	}
	return r.ID
}

func tell(t *testing.T) *told {
	t.Helper()
	schema := exporttest.Schema(t)
	db, err := store.Create(filepath.Join(t.TempDir(), "test.guvoh"), store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	words, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	f := &told{t, db, words.Printer("en", schema)}
	text, ref := model.TextValue, model.RefValue
	in := f.add("case", map[string]model.Value{"title": text("Held in Jaslyk"), "status": text("open")})
	town := f.add("place", map[string]model.Value{"name": text("Qarshi"), "kind": text("city")})
	home := f.add("place", map[string]model.Value{"name": text("House of Karimov"), "kind": text("home"), "within": ref(town)})
	for i := range 6 {
		p := f.add("person", map[string]model.Value{"kind": text("individual"), "sex": text("female")})
		e := f.add("event", map[string]model.Value{"cases": model.RefsValue(in), "title": text("The raid"), "place": ref(home)})
		f.add("act", map[string]model.Value{"event": ref(e), "victim": ref(p), "type": text("torture")})
		if i == 0 {
			f.add("consent", map[string]model.Value{"person": ref(p), "purpose": text("publish"), "decision": text("no")})
		}
	}
	return f
}

// order asks for persons by place, of the cases that a question of somebody's keeps.
func (f *told) order(outside bool) counting.Order {
	return counting.Order{
		DB: f.db, Say: f.say, Of: store.CountPersons, By: []store.StatisticsBy{store.PerPlace}, At: at, Title: "Those around Karimov",
		Filter:  store.StatisticsFilter{Question: &question.Question{Of: "case", Where: question.Word{Field: "status", Words: []string{"open"}}}},
		Outside: outside, Purpose: "publish", Recipient: "A newspaper", Name: "numbers.csv",
	}
}

func (f *told) write(o counting.Order, format string) (out string, issue model.Record) {
	f.Helper()
	var b bytes.Buffer
	s, result, err := o.Write(context.Background(), &b, format)
	if err != nil {
		f.Fatal(err)
	}
	sum := sha256.Sum256(b.Bytes())
	if file := result.Files[0]; file.SHA256 != hex.EncodeToString(sum[:]) || file.Size != int64(b.Len()) || file.Name != o.Name {
		f.Errorf("%s: another file is remembered than was written", format)
	}
	if _, err := f.db.Do(context.Background(), "issue", func(tx *store.Tx) error { _, err := o.Issue(s, result).Into(tx); return err }); err != nil {
		f.Fatal(err)
	}
	all, err := f.db.Records(context.Background(), "issue")
	if err != nil || len(all) == 0 {
		f.Fatalf("%d issues: %v", len(all), err)
	}
	return b.String(), all[len(all)-1]
}

func TestNumbersThatStay(t *testing.T) {
	f := tell(t)
	out, _ := f.write(f.order(false), "csv")
	for _, words := range []string{`House of Karimov",6,0`, "Qarshi,6,0", "Counts are counts of records"} {
		if !strings.Contains(out, words) {
			t.Errorf("%q is not in it", words)
		}
	}
	in := f.order(false)
	s, err := in.Count(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if said := strings.Join(in.Input(s).Filters, "|"); !strings.Contains(said, "Those around Karimov") {
		t.Error("for ourselves the question is not named")
	}
}

func TestNumbersForOthers(t *testing.T) {
	f := tell(t)
	for _, format := range counting.Formats() {
		t.Run("are written as "+format+", twice alike", func(t *testing.T) {
			one, issue := f.write(f.order(true), format)
			two, _ := f.write(f.order(true), format)
			if one != two || one == "" {
				t.Error("the bytes differ")
			}
			if issue.Text("purpose") != "publish" || strings.Contains(issue.Text("account"), "Karimov") {
				t.Error("what is remembered has another purpose, or names somebody")
			}
			if format != "csv" {
				return
			}
			if !strings.Contains(one, "Qarshi,5,0") || strings.Contains(one, "Karimov") {
				t.Error("the town has not the five who allowed it, or somebody is named")
			}
		})
	}
	t.Run("leave out nobody who said no to something else", func(t *testing.T) {
		o := f.order(true)
		o.Purpose = "court"
		s, err := o.Count(context.Background())
		if err != nil || s.Total.Sure != 6 {
			t.Errorf("%v: %d are counted", err, s.Total.Sure)
		}
	})
	t.Run("never take the purpose of somebody's filter for ourselves", func(t *testing.T) {
		o := f.order(false)
		o.Filter.Purpose = "publish"
		if s, err := o.Count(context.Background()); err != nil || s.Total.Sure != 6 {
			t.Errorf("%v: %d are counted", err, s.Total.Sure)
		}
	})
}
