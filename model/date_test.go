package model_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"guvoh/model"
)

func date(t *testing.T, text string) model.Date {
	t.Helper()
	d, err := model.ParseDate(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return d
}

func TestDatesStandInOrder(t *testing.T) {
	order := []string{
		"before 1990", "the 1990s", "2012", "since 2012",
		"31 December 2013", "before 2014", "1 January 2014", "early January 2014", "January 2014",
		"early 2014", "2014", "2014–2015", "since 2014",
		"May 2014", "between May and July 2014",
		"9 June 2014, night", "9 June 2014", "about 9 June 2014", "9–10 June 2014",
		"9 June 2014, 02:00–03:00", "9 June 2014, dawn", "9 June 2014, morning", "9 June 2014, 09:30",
		"9 June 2014, noon", "9 June 2014, afternoon", "9 June 2014, 14:30", "9 June 2014, evening",
		"until 9 June 2014", "10 June 2014", "after 9 June 2014", "1 July 2014", "unknown", "",
	}
	dates := make([]model.Date, len(order))
	for i, text := range order {
		dates[i] = date(t, text)
	}
	for i := range dates {
		for j := range dates {
			if got, want := dates[i].Compare(dates[j]), cmp.Compare(i, j); got != want {
				t.Errorf("%q against %q: %d, want %d", order[i], order[j], got, want)
			}
		}
	}
}

func TestOrderFollowsTheBoundsAndTheKey(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 6000 {
		a, b := randomDate(r), randomDate(r)
		got := a.Compare(b)
		if got != -b.Compare(a) || got != strings.Compare(a.SortKey(), b.SortKey()) {
			t.Fatalf("%s and %s: order and key disagree", told(a), told(b))
		}
		if (got == 0) != (a == b) {
			t.Fatalf("%s and %s stand equal", told(a), told(b))
		}
		whole := a.Earliest != "" && a.Latest != "" && b.Earliest != "" && b.Latest != ""
		if whole && a.Earliest != b.Earliest && got != strings.Compare(a.Earliest, b.Earliest) {
			t.Fatalf("%s and %s: not by the earliest bound", told(a), told(b))
		}
		b.Words = "other words"
		a.Words = "words"
		if a.Compare(b) != got {
			t.Fatalf("words change the order of %s and %s", told(a), told(b))
		}
	}
}

func TestNoDateTurnsIntoTheFirstOfJanuary(t *testing.T) {
	for _, text := range []string{"2014", "2014 год", "2014-yil", "the 1990s", "2012–2014", "before 2014", "since 2014", "mid-2014", "between 2012 and 2014"} {
		d := date(t, text)
		if day, ok := d.Day(); ok {
			t.Errorf("%s has the day %s", text, day)
		}
		for _, lang := range dateLanguages {
			printed := strings.ToLower(d.In(lang))
			for _, month := range []string{"january", "январ", "yanvar", "janvier", "enero"} {
				if strings.Contains(printed, month) {
					t.Errorf("%s prints as %q", text, printed)
				}
			}
		}
	}
}

func TestDatesPrintInEveryLanguage(t *testing.T) {
	for text, want := range map[string][4]string{
		"about 9 June 2014, evening": {
			"about 9 June 2014, evening", "около 9 июня 2014 года, вечером",
			"2014-yil 9-iyun atrofida, kechqurun", "2014-йил 9-июнь атрофида, кечқурун",
		},
		"between August and November 2008": {
			"between August and November 2008", "между августом и ноябрём 2008 года",
			"2008-yil avgust va noyabr oraligʻida", "2008-йил август ва ноябрь оралиғида",
		},
		"before 2014": {"before 2014", "до 2014 года", "2014-yildan oldin", "2014-йилдан олдин"},
		"after 9 June 2014": {
			"after 9 June 2014", "после 9 июня 2014 года", "2014-yil 9-iyundan keyin", "2014-йил 9-июндан кейин",
		},
		"until June 2014": {
			"not later than June 2014", "не позднее июня 2014 года", "2014-yil iyundan kechikmay", "2014-йил июндан кечикмай",
		},
		"summer 2013": {"summer 2013", "лето 2013 года", "2013-yil yozi", "2013-йил ёзи"},
		"winter 2013-14": {
			"winter 2013–2014", "зима 2013–2014 годов", "2013–2014-yillar qishi", "2013–2014-йиллар қиши",
		},
		"the 1990s": {"the 1990s", "1990-е годы", "1990-yillar", "1990-йиллар"},
		"3 May to 10 June 2014": {
			"3 May – 10 June 2014", "3 мая – 10 июня 2014 года", "2014-yil 3-may – 10-iyun", "2014-йил 3-май – 10-июнь",
		},
		"about 2012–2014": {
			"roughly 2012–2014", "примерно 2012–2014 годы", "taxminan 2012-yil – 2014-yil", "тахминан 2012-йил – 2014-йил",
		},
		"14:30 on 9 June 2014 +05:00": {
			"9 June 2014, 14:30 (UTC+05:00)", "9 июня 2014 года, 14:30 (UTC+05:00)",
			"2014-yil 9-iyun, 14:30 (UTC+05:00)", "2014-йил 9-июнь, 14:30 (UTC+05:00)",
		},
		"unknown": {"date unknown", "дата неизвестна", "sana nomaʼlum", "сана номаълум"},
		"9 June 1914 old style": {
			"9 June 1914 (Julian calendar; 22 June 1914)", "9 июня 1914 года (юлианский календарь; 22 июня 1914 года)",
			"1914-yil 9-iyun (yulian taqvimi; 1914-yil 22-iyun)", "1914-йил 9-июнь (юлиан тақвими; 1914-йил 22-июнь)",
		},
		"": {},
	} {
		for i, lang := range dateLanguages[:4] {
			if got := date(t, text).In(lang); got != want[i] {
				t.Errorf("%q in %s is %q, want %q", text, lang, got, want[i])
			}
		}
	}
}

func TestLanguageTagsFindTheirTable(t *testing.T) {
	d := date(t, "June 2014")
	for tag, want := range map[string]string{
		"en-GB": "June 2014", "ru-RU": "июнь 2014 года", "uz-Latn-UZ": "2014-yil iyun",
		"uz-Cyrl-UZ": "2014-йил июнь", "fr-CH": "juin 2014", "es-419": "junio de 2014", "xx": "June 2014", "": "June 2014",
	} {
		if got := d.In(tag); got != want {
			t.Errorf("%q prints %q, want %q", tag, got, want)
		}
	}
}

func TestOtherCalendarsConvertExactly(t *testing.T) {
	for text, want := range map[string]string{
		"25 October 1917 (Julian calendar)": "1917-11-07",
		"4 October 1582 (Julian calendar)":  "1582-10-14",
		"29 February 1700 old style":        "1700-03-11",
		"1 Farvardin 1300":                  "1921-03-21",
		"22 Bahman 1357":                    "1979-02-11",
		"1 Farvardin 1403":                  "2024-03-20",
		"30 Esfand 1403":                    "2025-03-20",
		"1 Farvardin 1404":                  "2025-03-21",
		"1 хамаля 1178 года":                "1799-03-21",
	} {
		d := date(t, text)
		if day, ok := d.Day(); !ok || day != want {
			t.Errorf("%s is %s, want %s", text, told(d), want)
		}
		checkDate(t, d)
	}
}

func TestDatesOfOtherCalendarsReadBackTheSame(t *testing.T) {
	months := strings.Fields("Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand")
	r := rand.New(rand.NewPCG(3, 1))
	for range 30 {
		year := 1180 + r.IntN(310)
		month, next := months[r.IntN(12)], months[r.IntN(12)]
		day := string(rune('1' + r.IntN(9)))
		for _, text := range []string{
			day + " " + month + " %Y", month + " %Y", "%Y SH", "about " + month + " %Y", "before " + month + " %Y",
			"after %Y SH", "from " + month + " %Y to " + next + " %Z", "between %Y and %Z SH", day + " " + month + " %Y, 14:30",
			"early " + month + " %Y", "%Y0s SH",
		} {
			text = strings.NewReplacer("%Y0", iso(year, 1, 1)[:3]+"0", "%Y", iso(year, 1, 1)[:4], "%Z", iso(year+2, 1, 1)[:4]).Replace(text)
			checkDate(t, date(t, text))
		}
		julian := time.Date(1000+r.IntN(1990), 1, 1+r.IntN(365), 0, 0, 0, 0, time.UTC).Format("2 January 2006") + " old style"
		checkDate(t, date(t, julian))
		checkDate(t, date(t, "since "+julian))
		if t.Failed() {
			t.FailNow()
		}
	}
}

func TestDayIsGivenOnlyWhenItIsKnown(t *testing.T) {
	for text, want := range map[string]string{
		"9 June 2014": "2014-06-09", "9 June 2014, evening": "2014-06-09", "9 June 2014, 14:30": "2014-06-09",
		"9 June 2014, between 14:30 and 16:00": "2014-06-09",
		"about 9 June 2014":                    "", "June 2014": "", "after 9 June 2014": "", "9–10 June 2014": "", "unknown": "", "": "",
	} {
		day, ok := date(t, text).Day()
		if day != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", text, day, want)
		}
	}
}

func TestJSONHasOneForm(t *testing.T) {
	for text, want := range map[string]string{
		"": `{}`,
		"about 9 June 2014, evening": `{"earliest":"2014-06-09","latest":"2014-06-09","precision":"partofday",` +
			`"qualifier":"about","part_of_day":"evening","words":"about 9 June 2014, evening"}`,
		"9 June 2014 14:30 Asia/Tashkent": `{"earliest":"2014-06-09","latest":"2014-06-09","from":"14:30","until":"14:30",` +
			`"precision":"time","zone":"Asia/Tashkent","words":"9 June 2014 14:30 Asia/Tashkent"}`,
		"before 2014": `{"latest":"2013-12-31","precision":"year","qualifier":"before","words":"before 2014"}`,
		"1435 AH":     `{"precision":"unknown","calendar":"hijri","words":"1435 AH"}`,
	} {
		if got, err := date(t, text).MarshalJSON(); err != nil || string(got) != want {
			t.Errorf("%q is %s (%v), want %s", text, got, err, want)
		}
	}
	d := model.Date{Precision: model.PrecisionUnknown, Words: "<then> & \"there\""}
	if got, _ := d.MarshalJSON(); string(got) != `{"precision":"unknown","words":"<then> & \"there\""}` {
		t.Errorf("escapes what need not be: %s", got)
	}
}

func TestJSONOfWrongFormIsRefused(t *testing.T) {
	for data, field := range map[string]string{
		`[]`: "date", `"2014"`: "date", `{"earliest":2014}`: "date", `{"precision":null}`: "precision",
		`{"Precision":"unknown"}`:                           "Precision",
		`{"colour":"red"}`:                                  "colour",
		`{"words":"x"}`:                                     "precision",
		`{"earliest":"2014-02-31","precision":"day"}`:       "earliest",
		`{"earliest":"2014","precision":"year"}`:            "earliest",
		`{"precision":"year"}`:                              "earliest",
		`{"precision":"unknown","latest":"2014-01-01"}`:     "latest",
		`{"precision":"unknown","calendar":"martian"}`:      "calendar",
		`{"precision":"unknown","qualifier":"about"}`:       "qualifier",
		`{"precision":"fortnight","earliest":"2014-01-01"}`: "precision",
	} {
		var d model.Date
		err := json.Unmarshal([]byte(data), &d)
		var got *model.DateError
		if !errors.As(err, &got) || got.Kind != model.DateBadField || got.Field != field || !d.IsZero() {
			t.Errorf("%s: %v, want the field %s", data, err, field)
		}
	}
}

// TestEveryFieldIsHeldAgainstTheOthers changes one field of a good date at a
// time to a value that some other date may have.
func TestEveryFieldIsHeldAgainstTheOthers(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	fields := reflect.TypeFor[model.Date]().NumField()
	refused := 0
	for range 6000 {
		a, b := randomDate(r), randomDate(r)
		field := r.IntN(fields)
		reflect.ValueOf(&a).Elem().Field(field).Set(reflect.ValueOf(b).Field(field))
		if a.Validate() != nil {
			refused++
			if got := a.In("en"); got != "" {
				t.Fatalf("%s is wrong and prints %q", told(a), got)
			}
			continue
		}
		back, err := model.ParseDate(a.In("en"))
		if back.Words = ""; err != nil || back != a {
			t.Fatalf("%s is held valid and prints %q", told(a), a.In("en"))
		}
	}
	if refused < 1500 {
		t.Errorf("only %d mixtures were refused", refused)
	}
}

func TestWrongDatesNameTheField(t *testing.T) {
	day := model.Date{Earliest: "2014-06-09", Latest: "2014-06-09", Precision: model.PrecisionDay}
	for name, c := range map[string]struct {
		change func(*model.Date)
		field  string
	}{
		"a year that is only a day":        {func(d *model.Date) { d.Precision = model.PrecisionYear }, "latest"},
		"a clock time with a day":          {func(d *model.Date) { d.From = "14:30" }, "from"},
		"a time without a clock":           {func(d *model.Date) { d.Precision = model.PrecisionTime }, "from"},
		"a time with only its end":         {func(d *model.Date) { d.Precision, d.Until = model.PrecisionTime, "14:30" }, "from"},
		"an hour that does not exist":      {func(d *model.Date) { d.From = "25:00" }, "from"},
		"a zone without a clock":           {func(d *model.Date) { d.Zone = "+05:00" }, "zone"},
		"a part of day with precision day": {func(d *model.Date) { d.PartOfDay = "evening" }, "part_of_day"},
		"a part of day nobody knows":       {func(d *model.Date) { d.PartOfDay = "teatime" }, "part_of_day"},
		"part of day without one":          {func(d *model.Date) { d.Precision = model.PrecisionPartOfDay }, "part_of_day"},
		"before with an earliest day":      {func(d *model.Date) { d.Qualifier = model.QualifierBefore }, "qualifier"},
		"an unknown qualifier":             {func(d *model.Date) { d.Qualifier = "maybe" }, "qualifier"},
		"a span of one day":                {func(d *model.Date) { d.Precision = model.PrecisionSpan }, "precision"},
		"a span with one end":              {func(d *model.Date) { d.Precision, d.Latest = model.PrecisionSpan, "" }, "latest"},
		"a calendar that does not convert": {func(d *model.Date) { d.Calendar = model.CalendarHijri }, "calendar"},
		"broken bytes in the words":        {func(d *model.Date) { d.Words = "\xff" }, "words"},
		"an impossible day":                {func(d *model.Date) { d.Latest = "2015-02-29" }, "latest"},
	} {
		t.Run(name, func(t *testing.T) {
			d := day
			c.change(&d)
			var got *model.DateError
			if err := d.Validate(); !errors.As(err, &got) || got.Field != c.field {
				t.Errorf("%v, want the field %s", err, c.field)
			}
		})
	}
	inverted := day
	inverted.Latest = "2014-06-08"
	var got *model.DateError
	if err := inverted.Validate(); !errors.As(err, &got) || got.Kind != model.DateInverted {
		t.Errorf("an inverted range: %v", err)
	}
}
