package period_test

import (
	"net/url"
	"testing"

	"guvoh/app/period"
)

func TestPeriod(t *testing.T) {
	t.Run("means from the first day of one date to the last of the other", func(t *testing.T) {
		first, last := period.Period{From: "May 2014", To: "2015"}.Days()
		if first != "2014-05-01" || last != "2015-12-31" {
			t.Errorf("it is %s to %s", first, last)
		}
	})
	t.Run("has no end where nothing, or no date, was typed", func(t *testing.T) {
		if first, last := (period.Period{To: "whenever it was"}).Days(); first != "" || last != "" {
			t.Errorf("it is %q to %q", first, last)
		}
	})
	t.Run("comes back as it was typed", func(t *testing.T) {
		v, p := url.Values{}, period.Period{From: "5/2014", To: "no date"}
		p.Write(v)
		if got := period.Read(v); got != p {
			t.Errorf("it is %+v", got)
		}
		v = url.Values{}
		period.Period{}.Write(v)
		if len(v) != 0 {
			t.Error("nothing was typed, and something is written down")
		}
	})
}
