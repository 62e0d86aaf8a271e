package search_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/ui"
	"guvoh/model"
)

// BenchmarkKeystroke types names and words letter by letter into the search of a
// file, and reports how long a letter takes until the list is laid out: all of
// it, and the part that holds the window up, without the question to the file,
// which runs elsewhere. GUVOH_BENCH_CASES is how many cases there are.
func BenchmarkKeystroke(b *testing.B) {
	cases := 2000
	if n, err := strconv.Atoi(os.Getenv("GUVOH_BENCH_CASES")); err == nil {
		cases = n
	}
	bench := desktest.New(b, desktest.Look{})
	fill(bench, cases)
	for left := 1; left > 0; {
		var err error
		left, err = bench.DB.ReadIn(b.Context(), 10*time.Second)
		bench.Must(err)
	}
	bench.Show(screen, desk.Route{Screen: desk.ScreenSearch})
	bench.Settle()
	meter := &meter{}
	bench.Desk.Runner = meter
	line := desktest.Find[*ui.Entry](bench)[0]
	var whole, window []time.Duration
	for b.Loop() {
		for _, words := range []string{"Khamidkariev", "cellar several", "Юлдашев", "\"cold room\"", "beaten -brother"} {
			line.SetText("")
			for i := range []rune(words) {
				meter.away = 0
				start := time.Now()
				line.SetText(string([]rune(words)[:i+1]))
				took := time.Since(start)
				whole, window = append(whole, took), append(window, took-meter.away)
			}
		}
	}
	report := func(name string, all []time.Duration) {
		slices.Sort(all)
		b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, name+"-p50-ms")
		b.ReportMetric(float64(all[len(all)*95/100].Microseconds())/1000, name+"-p95-ms")
	}
	report("key", whole)
	report("window", window)
}

// meter runs work at once and notes how long it took.
type meter struct{ away time.Duration }

func (m *meter) Do(work, done func()) {
	start := time.Now()
	work()
	m.away += time.Since(start)
	if done != nil {
		done()
	}
}

func (m *meter) After(time.Duration, func()) func() { return func() {} }

// fill makes cases, each with a person under two spellings and a short interview.
func fill(bench *desktest.Bench, cases int) {
	families := [][2]string{
		{"Khamidkariev", "Хамидкариев"},
		{"Yuldashev", "Юлдашев"},
		{"Karimov", "Каримов"},
		{"Rakhimova", "Рахимова"},
		{"Tursunov", "Турсунов"},
		{"Avakian", "Авакян"},
		{"Saidov", "Саидов"},
		{"Petrosyan", "Петросян"},
	}
	said := []string{
		"We were held in a cellar for several days, and nobody knew where we were.",
		"There was a cold room without a window. My brother came every week.",
		"They were beaten until they signed what was put before them.",
		"Нас держали в подвале, и никто не знал, где мы находимся.",
	}
	const atOnce = 200
	var all []model.Record
	put := func(kind string, values map[string]model.Value) model.ID {
		r := model.NewRecord(kind)
		for f, v := range values {
			r.Set(f, v)
		}
		all = append(all, r)
		return r.ID
	}
	for i := range cases {
		f := families[i%len(families)]
		name := fmt.Sprintf("%s%c %c.", f[i%2], 'a'+rune(i%26), 'A'+rune(i/26%26))
		c := put("case", map[string]model.Value{"title": model.TextValue("The case of " + name), "reference": model.TextValue(strconv.Itoa(i))})
		p := put("person", nil)
		put("person_name", map[string]model.Value{"person": model.RefValue(p), "text": model.TextValue(name), "position": model.TextValue("a")})
		put("participant", map[string]model.Value{"case": model.RefValue(c), "person": model.RefValue(p), "position": model.TextValue("a")})
		v := put("interview", map[string]model.Value{"cases": model.RefsValue(c), "interviewee": model.RefValue(p)})
		for n, s := range said {
			put("block", map[string]model.Value{
				"interview": model.RefValue(v), "kind": model.TextValue("answer"), "original": model.TextValue(s), "position": model.TextValue(string(rune('a' + n))),
			})
		}
		if i%atOnce == atOnce-1 || i == cases-1 {
			bench.Put(all...)
			all = all[:0]
		}
	}
}
