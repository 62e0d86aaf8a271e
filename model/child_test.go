package model_test

import (
	"testing"

	"guvoh/model"
)

func TestWhoWasAChild(t *testing.T) {
	for _, c := range []struct {
		name, born, at string
		want           bool
	}{
		{"the day before the fourteenth birthday", "9 June 2000", "8 June 2014", true},
		{"on the fourteenth birthday no more", "9 June 2000", "9 June 2014", false},
		{"by years, where they leave no doubt", "2000", "2013", true},
		{"not where only the later half of the year would", "2000", "2014", false},
		{"about a year", "about 2000", "about 2008", true},
		{"a birth that is not known tells nothing", "", "2008", false},
		{"nor does a time that is not known", "2000", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var born, at model.Date
			for words, d := range map[string]*model.Date{c.born: &born, c.at: &at} {
				if words == "" {
					continue
				}
				var err error
				if *d, err = model.ParseDate(words); err != nil {
					t.Fatal(err)
				}
			}
			if got := model.WasChild(born, at); got != c.want {
				t.Errorf("%t", got)
			}
		})
	}
}
