package cli_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// Who stands in the sample, and what of theirs these tests change.
const (
	samplePerson = "01f6cadd-53a3-4a6a-9093-12618ad05a2b" // Mirsobir Khamidkariev
	sampleOther  = "17c15a7d-09ff-43a5-a98e-f6c5c1196844" // Artur Avakian
)

// apart gives a file and a copy of it in which somebody worked at another
// computer, by what each of them did.
func apart(t *testing.T, here1, there func(*store.Tx) error) (file, other string) {
	t.Helper()
	dir, file := sample(t)
	other = filepath.Join(dir, "colleague.guvoh")
	copyFile(t, file, other)
	for path, do := range map[string]func(*store.Tx) error{file: here1, other: there} {
		o := here(t)
		if o.Author = "Nodira"; path == other {
			o.Author, o.Device, o.DeviceSecret = "R. Colleague", "there", []byte(strings.Repeat("9", 32))
		}
		db, err := store.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		if do != nil {
			_, err = db.Do(t.Context(), "edit", do)
		}
		if shut := db.Close(); err != nil || shut != nil {
			t.Fatal(err, shut)
		}
	}
	return file, other
}

func id(t *testing.T, s string) model.ID {
	t.Helper()
	out, err := model.ParseID(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func says(t *testing.T, out string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(out, w) {
			t.Errorf("it does not say %q:\n%s", w, out)
		}
	}
}

func silent(t *testing.T, out string, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(out, w) {
			t.Errorf("it says %q:\n%s", w, out)
		}
	}
}

func occupation(t *testing.T, person, text string) func(*store.Tx) error {
	return func(tx *store.Tx) error { return tx.Set(id(t, person), "occupation", model.TextValue(text)) }
}

func TestAValueBesideTheOneThatIsShown(t *testing.T) {
	file, other := apart(t, occupation(t, samplePerson, "Film producer"), occupation(t, samplePerson, "Businessman"))
	mustSay(t, "merge", file, other)
	t.Run("is blamed on who wrote it", func(t *testing.T) {
		out := mustSay(t, "history", file, samplePerson, "--blame")
		says(t, out, "Occupation (2 values stand)", "Film producer", "Businessman", "Nodira", "R. Colleague (signed, key not compared)")
		var told struct {
			Blame     map[string]struct{ Value any }
			Conflicts map[string][]struct {
				Value  string
				Author struct{ Name string }
			}
		}
		if err := json.Unmarshal([]byte(mustSay(t, "history", file, samplePerson, "--blame", "--json")), &told); err != nil {
			t.Fatal(err)
		}
		of := told.Conflicts["occupation"]
		if len(told.Conflicts) != 1 || len(of) != 2 || told.Blame["occupation"].Value != of[0].Value || of[0].Author.Name == of[1].Author.Name {
			t.Errorf("%+v", told.Conflicts)
		}
	})
	t.Run("is shown with the record", func(t *testing.T) {
		a := run("show", file, samplePerson)
		says(t, a.out, "shown now: ", "also stands: ", "Film producer", "Businessman")
		says(t, a.err, "guvoh conflicts")
		says(t, mustSay(t, "show", file, samplePerson, "--json"), `"conflicts": {`, `"Film producer"`, `"Businessman"`)
		silent(t, mustSay(t, "show", file, sampleOther, "--json"), `"conflicts"`)
	})
}

func TestADeleteThatIsDisputed(t *testing.T) {
	file, other := apart(t, func(tx *store.Tx) error { return tx.Delete(id(t, samplePerson)) }, occupation(t, samplePerson, "Businessman"))
	mustSay(t, "merge", file, other)
	says(t, mustSay(t, "show", file, samplePerson), "One person deleted this, and another kept or changed it", "deleted", "there", "R. Colleague")
	var told struct {
		Deleted   bool
		Conflicts map[string][]struct{ Value any }
	}
	if err := json.Unmarshal([]byte(mustSay(t, "show", file, samplePerson, "--json")), &told); err != nil {
		t.Fatal(err)
	}
	of := told.Conflicts[journal.Liveness]
	if told.Deleted || len(of) != 2 || of[0].Value != true || of[1].Value != false {
		t.Errorf("%+v", told)
	}
	says(t, mustSay(t, "history", file, samplePerson, "--blame"), "Whether it is there (2 values stand)")
	t.Run("is decided by the change that stands against it", func(t *testing.T) {
		mustSay(t, "resolve", file, samplePerson, journal.Liveness, "--take", "2")
		says(t, mustSay(t, "conflicts", file), "Nowhere are there two values")
		silent(t, mustSay(t, "show", file, samplePerson), "deleted")
	})
}

func TestWhoWasDeletedAlongWithTheirNames(t *testing.T) {
	file, other := apart(t, nil, func(tx *store.Tx) error { return tx.Delete(id(t, samplePerson)) })
	says(t, mustSay(t, "merge", file, other, "--preview"), "deleted · Person · Mirsobir Khamidkariev [01f6cadd]")
	says(t, mustSay(t, "merge", file, other), "deleted · Person · Mirsobir Khamidkariev [01f6cadd]")
	says(t, mustSay(t, "merges", file, "1"), "deleted · Person · Mirsobir Khamidkariev [01f6cadd]")
	says(t, mustSay(t, "history", file, samplePerson), "Mirsobir Khamidkariev (deleted)")
	says(t, mustSay(t, "show", file, samplePerson), "Person: Mirsobir Khamidkariev (deleted)")
	says(t, mustSay(t, "show", file, "9a0e8f95-955c-49fd-bac3-f5f2ed7c5f37"), "Mirsobir Khamidkariev (deleted)")
}

func TestWhereARowStandsIsNoWord(t *testing.T) {
	name := model.NewRecord("person_name")
	name.Set("person", model.RefValue(id(t, samplePerson)))
	name.Set("text", model.TextValue("Mirsobir aka"))
	name.Set("position", model.TextValue("q"))
	file, other := apart(t, nil, func(tx *store.Tx) error {
		for _, r := range []string{"9f78d157-8520-474f-8014-725c02261070"} {
			if err := tx.Set(id(t, r), "position", model.TextValue("t")); err != nil {
				return err
			}
		}
		return tx.Put(name)
	})
	for _, args := range [][]string{{"merge", file, other, "--preview"}, {"merge", file, other}, {"merges", file, "1"}} {
		out := mustSay(t, args...)
		says(t, out, "Mirsobir aka", "- Field: Order\n", "Then: moved\n")
		silent(t, out, "Then: q", "Then: t\n", "Then: place")
	}
	out := mustSay(t, "history", file, samplePerson[:8])
	silent(t, out, " q\n")
	says(t, mustSay(t, "history", file, "9f78d157"), "Order", "moved")
}

func TestTwoAnswersAboutOnePair(t *testing.T) {
	dir, file := sample(t)
	other := edited(t, dir, file)
	mustSay(t, "same", file, samplePerson, sampleOther, "same", "--note", "one village", "--author", "Nodira")
	mustSay(t, "same", other, sampleOther, samplePerson, "not_same", "--author", "R. Colleague")
	mustSay(t, "merge", file, other)
	mustSay(t, "merge", other, file)
	for _, f := range []string{file, other} {
		out := mustSay(t, "conflicts", f)
		says(t, out, "Same person or not (judgement)", "Same person – ", "Not the same person – ")
		if strings.Count(out, "(judgement)") != 1 {
			t.Errorf("it is more than one record:\n%s", out)
		}
	}
	var told struct {
		Conflicts []struct{ Record, Kind string }
	}
	if err := json.Unmarshal([]byte(mustSay(t, "conflicts", file, "--json")), &told); err != nil || len(told.Conflicts) != 1 || told.Conflicts[0].Kind != "judgement" {
		t.Fatalf("%+v, %v", told, err)
	}
	mustSay(t, "resolve", file, told.Conflicts[0].Record, "judgement", "--value", `"unsure"`)
	mustSay(t, "merge", other, file)
	for _, f := range []string{file, other} {
		says(t, mustSay(t, "conflicts", f), "Nowhere are there two values")
		says(t, mustSay(t, "show", f, told.Conflicts[0].Record), "Unsure")
	}
}

func TestThePlaceOfSomebodyWhoWasLeftOut(t *testing.T) {
	person, name, row := model.NewRecord("person"), model.NewRecord("person_name"), model.NewRecord("participant")
	name.Set("person", model.RefValue(person.ID))
	name.Set("text", model.TextValue("Somebody by name"))
	row.Set("case", model.RefValue(id(t, sampleCase)))
	row.Set("person", model.RefValue(person.ID))
	row.Set("role", model.TextValue("witness"))
	file, other := apart(t, nil, func(tx *store.Tx) error {
		for _, r := range []model.Record{person, name, row} {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	for _, args := range [][]string{
		{"merge", file, other, "--preview", "--leave-out", person.ID.String()}, {"merge", file, other, "--leave-out", person.ID.String()}, {"merges", file, "1"},
	} {
		out := mustSay(t, args...)
		says(t, out, "· (not in this file) · Witness [")
		silent(t, out, "·  [", "Somebody by name")
	}
	says(t, mustSay(t, "show", file, row.ID.String()), "(not in this file) · Witness")
}

func TestWhatBothRecordedAlike(t *testing.T) {
	file, other := apart(t, occupation(t, samplePerson, "Film producer"), occupation(t, samplePerson, "Film producer"))
	for _, args := range [][]string{{"merge", file, other, "--preview"}, {"merge", file, other}} {
		a := run(args...)
		says(t, a.out, "What came says what stands here already.", "Entries of the history: 1")
		silent(t, a.out, "Changed records", "Film producer")
		if preview := len(args) == 4; preview == strings.Contains(a.err, "--undo") {
			t.Errorf("of a way back it says %q", a.err)
		}
	}
	says(t, mustSay(t, "news", file), "Nothing")
}

func TestNoAccountSaysAgainWhatWasRemovedForGood(t *testing.T) {
	file, other := apart(t, nil, nil)
	mustSay(t, "purge", file, samplePerson, "occupation", "--reason", "consent withdrawn", "--yes")
	for _, args := range [][]string{{"merge", other, file}, {"merges", other, "1"}, {"merges", other, "1", "--json"}} {
		out := mustSay(t, args...)
		says(t, out, "consent withdrawn")
		silent(t, out, "Film producer and businessman")
	}
}
