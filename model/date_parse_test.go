package model_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"guvoh/model"
)

// told writes a date on one line: bounds, precision, and what else it has.
func told(d model.Date) string {
	words := []string{d.Earliest, d.From, "..", d.Latest, d.Until, string(d.Precision), string(d.Qualifier), d.PartOfDay, d.Calendar, d.Zone}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}

func TestToldDatesAreUnderstood(t *testing.T) {
	for _, c := range toldDates {
		t.Run(c.text, func(t *testing.T) {
			d, err := model.ParseDate(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := told(d); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if want := strings.TrimSpace(c.text); d.Words != want {
				t.Errorf("kept the words %q, want %q", d.Words, want)
			}
			checkDate(t, d)
		})
	}
}

// checkDate holds what is true of every date that was read.
func checkDate(t *testing.T, d model.Date) {
	t.Helper()
	if err := d.Validate(); err != nil {
		t.Fatalf("%s does not validate: %v", told(d), err)
	}
	for _, lang := range dateLanguages {
		back, err := model.ParseDate(d.In(lang))
		if back.Words = d.Words; err != nil || back != d {
			t.Errorf("%s printed as %q is read as %s (%v)", told(d), d.In(lang), told(back), err)
		}
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var back model.Date
	if err := json.Unmarshal(data, &back); err != nil || back != d {
		t.Errorf("%s comes back as %s (%v)", data, told(back), err)
	}
}

func TestRefusedDatesSayWhy(t *testing.T) {
	for _, c := range refusedDates {
		t.Run(c.text, func(t *testing.T) {
			d, err := model.ParseDate(c.text)
			var got *model.DateError
			if !errors.As(err, &got) {
				t.Fatalf("read as %s (%v)", told(d), err)
			}
			if *got != c.want {
				t.Errorf("got %+v, want %+v", *got, c.want)
			}
			if !d.IsZero() {
				t.Errorf("a refused date holds %s", told(d))
			}
		})
	}
}

func TestEmptyTextIsNoDateAndNoError(t *testing.T) {
	for _, text := range []string{"", " ", "\n\t", "\x00"} {
		if d, err := model.ParseDate(text); err != nil || !d.IsZero() {
			t.Errorf("%q is read as %s (%v)", text, told(d), err)
		}
	}
}

func TestWhatIsNotUnderstoodCanBeKeptAsWords(t *testing.T) {
	d := model.Date{Precision: model.PrecisionUnknown, Words: "in the year of the great flood"}
	if err := d.Validate(); err != nil {
		t.Fatal(err)
	}
	if got := d.In("en"); got != "date unknown" {
		t.Errorf("prints %q", got)
	}
}

func TestReaderIsToldWhatWasDecided(t *testing.T) {
	for text, want := range map[string][]model.DateNote{
		"09/06/2014":                        {model.DateNoteDayFirst},
		"9-6-2014":                          {model.DateNoteDayFirst},
		"from 01/05/2014 to 03/06/2014":     {model.DateNoteDayFirst},
		"9.6.2014":                          nil,
		"25/06/2014":                        nil,
		"6/6/2014":                          nil,
		"2014-06-09":                        nil,
		"from 2008 to May 2010":             {model.DateNoteWidened},
		"before the evening of 9 June 2014": {model.DateNoteWidened},
		"3–10 May 2014":                     nil,
	} {
		_, notes, err := model.ReadDate(text)
		if err != nil || !slices.Equal(notes, want) {
			t.Errorf("%s: notes %v (%v), want %v", text, notes, err, want)
		}
	}
}

func TestErrorsNeverRepeatWhatWasSaid(t *testing.T) {
	_, err := model.ParseDate("the day they took Mirsobir")
	if err == nil || strings.Contains(err.Error(), "Mirsobir") {
		t.Errorf("got %v", err)
	}
}

func TestNoMixtureOfDateWordsBreaksTheReader(t *testing.T) {
	var words []string
	for _, c := range toldDates {
		words = append(words, strings.Fields(c.text)...)
	}
	r := rand.New(rand.NewPCG(1, 2))
	understood := 0
	for range 3000 {
		var mixed []string
		for range 1 + r.IntN(6) {
			mixed = append(mixed, words[r.IntN(len(words))])
		}
		d, err := model.ParseDate(strings.Join(mixed, " "))
		if err != nil {
			continue
		}
		understood++
		checkDate(t, d)
		if t.Failed() {
			t.Fatalf("after %q", mixed)
		}
	}
	if understood < 150 {
		t.Errorf("only %d mixtures were dates: the test tests little", understood)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, c := range toldDates {
		f.Add(c.text)
	}
	for _, c := range refusedDates {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := model.ParseDate(text)
		var refused *model.DateError
		switch {
		case err == nil:
			checkDate(t, d)
		case !errors.As(err, &refused):
			t.Fatalf("an error of another kind: %v", err)
		}
	})
}
