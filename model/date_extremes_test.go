package model_test

import (
	"testing"

	"guvoh/model"
)

func TestExtremes(t *testing.T) {
	for _, c := range []struct {
		name        string
		dates       []string
		first, last [2]string
	}{
		{"of one date are that date", []string{"June 2014"}, [2]string{"2014-06-01", "2014-06-30"}, [2]string{"2014-06-01", "2014-06-30"}},
		{"of a year and a month in it are both unsure", []string{"2014", "May 2014"}, [2]string{"2014-01-01", "2014-05-31"}, [2]string{"2014-05-01", "2014-12-31"}},
		{"of days are days", []string{"9 June 2014", "3 March 2015", "1 May 2015"}, [2]string{"2014-06-09", "2014-06-09"}, [2]string{"2015-05-01", "2015-05-01"}},
		{"stay open where a date is", []string{"before 2014", "May 2014"}, [2]string{"", "2013-12-31"}, [2]string{"2014-05-01", "2014-05-31"}},
		{"stay open at the other end, too", []string{"after 2014", "May 2014"}, [2]string{"2014-05-01", "2014-05-31"}, [2]string{"2015-01-01", ""}},
		{"of nothing are nothing", nil, [2]string{}, [2]string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var dates []model.Date
			for _, s := range c.dates {
				d, err := model.ParseDate(s)
				if err != nil {
					t.Fatal(err)
				}
				dates = append(dates, d)
			}
			first, last := model.Extremes(append(dates, model.Date{}))
			for i, d := range []model.Date{first, last} {
				want := [][2]string{c.first, c.last}[i]
				if got := [2]string{d.Earliest, d.Latest}; got != want {
					t.Errorf("%v, not %v", got, want)
				}
				if err := d.Validate(); err != nil {
					t.Error(err)
				}
				for _, lang := range []string{"en", "ru", "uz"} {
					if !d.IsZero() && d.In(lang) == "" {
						t.Errorf("nothing is said of it in %s", lang)
					}
				}
			}
		})
	}
}
