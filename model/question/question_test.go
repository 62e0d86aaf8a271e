package question_test

import (
	"strings"
	"testing"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/question"
)

func schema(tb testing.TB) *model.Schema {
	tb.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func number(n int64) *int64 { return &n }

func one(n int) *int { return &n }

// every is a question with every condition, sort of column and path.
func every() question.Question {
	return question.Question{
		Of: "case", Sure: true,
		Where: question.All{Of: []question.Condition{
			question.Word{Field: "status", Words: []string{"open"}},
			question.Not{Of: question.Text{Field: "title", Words: `"cold room" <b>`, Exact: true}},
			question.Any{Of: []question.Condition{question.Conflict{}, question.News{}, question.Conflict{Field: "title"}}},
			question.Filled{Field: "summary", Empty: true},
			question.During{From: "opened", To: "closed", How: question.Overlaps, In: question.Range{From: "2014-05", To: "2014"}},
			question.Linked{Path: []question.Step{question.Rows("event", "cases"), question.Rows("act", "event")}, AtLeast: 2, Where: question.All{Of: []question.Condition{
				question.Word{Field: "methods", Words: []string{"beating"}, Below: true},
				question.Points{Field: "place", Records: []model.ID{{1}}, Below: true},
				question.NoSource(),
			}}},
			question.Linked{Path: []question.Step{question.Rows("participant", "case"), question.To("person", "person")}, Where: question.All{Of: []question.Condition{
				question.Consent{Purpose: "media", States: []model.ConsentState{model.ConsentMissing}},
				question.YesNo{Field: "clinician"},
				question.When{Field: "birth", How: question.Within, In: question.Range{To: "today-6570"}},
			}}},
			question.Linked{Path: []question.Step{question.Rows("proceeding", "cases"), question.Rows("sentence", "proceeding")}, AtMost: one(3), Where: question.Number{Field: "years", From: number(5)}},
			question.Linked{Path: []question.Step{question.Rows("deadline", "cases")}, Where: question.Overdue()},
		}},
		Columns: []question.Column{
			{},
			{Field: "opened"},
			{Path: []question.Step{question.Rows("event", "cases")}, Show: question.Count},
			{Path: []question.Step{question.Rows("participant", "case"), question.To("person", "person")}, Field: "birth", Show: question.First, Width: question.Narrow},
		},
		Sort: []question.Order{{Column: question.Column{Field: question.Updated}, Descending: true}},
	}
}

func TestJSON(t *testing.T) {
	text := every().JSON()
	t.Run("comes back as it was", func(t *testing.T) {
		q, err := question.Parse(text)
		if err != nil || q.JSON() != text {
			t.Errorf("%v\n%s\n%s", err, text, q.JSON())
		}
	})
	t.Run("of equal questions is equal however it was typed", func(t *testing.T) {
		q, err := question.Parse("{ \"where\": {\"is\": [\"open\"], \"field\": \"status\"},\n\"of\": \"case\" }")
		if err != nil || q.JSON() != `{"of":"case","where":{"field":"status","is":["open"]}}` {
			t.Errorf("%v %s", err, q.JSON())
		}
	})
	for name, text := range map[string]string{
		"a key of a newer program":            `{"of":"case","where":{"field":"status","is":["open"],"moon":"full"}}`,
		"a key of another condition":          `{"of":"case","where":{"field":"status","is":["open"],"exact":true}}`,
		"two conditions in one":               `{"of":"case","where":{"field":"status","is":["open"],"news":true}}`,
		"none":                                `{"of":"case","where":{}}`,
		"a condition that is said to be none": `{"of":"case","where":{"news":false}}`,
		"something behind it":                 `{"of":"case"} {}`,
		"no object":                           `[]`,
		"no id":                               `{"of":"case","where":{"field":"countries","points_at":["x"]}}`,
		"no step":                             `{"of":"case","where":{"linked":["x"]}}`,
		"too deep":                            `{"of":"case","where":` + strings.Repeat(`{"not":`, 40) + `{"news":true}` + strings.Repeat(`}`, 41),
		"too long":                            `{"of":"` + strings.Repeat("x", 70000) + `"}`,
	} {
		t.Run("with "+name+" is refused", func(t *testing.T) {
			if _, err := question.Parse(text); err != question.ErrNewer {
				t.Error(err)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(every().JSON())
	f.Add(`{"of":"case","where":{"not":{"any":[{"news":true},{"consent":"x"}]}}}`)
	s := schema(f)
	f.Fuzz(func(t *testing.T, text string) {
		q, err := question.Parse(text)
		if err != nil {
			return
		}
		again, err := question.Parse(q.JSON())
		if err != nil || again.JSON() != q.JSON() {
			t.Errorf("it does not come back: %v", err)
		}
		if len(q.Check(s)) == 0 {
			q.Describe(s)
		}
	})
}

func TestCheck(t *testing.T) {
	s := schema(t)
	if p := every().Check(s); len(p) > 0 {
		t.Fatalf("%+v", p)
	}
	of := func(c question.Condition) question.Question { return question.Question{Of: "case", Where: c} }
	linked := func(c question.Condition, path ...question.Step) question.Question {
		return of(question.Linked{Path: path, Where: c})
	}
	deadlines := question.Rows("deadline", "cases")
	for _, x := range []struct {
		name string
		q    question.Question
		want question.Fault
	}{
		{"no such kind", question.Question{Of: "moon"}, question.NoKind},
		{"no such field", of(question.Filled{Field: "moon"}), question.NoField},
		{"a text asked as a date", of(question.When{Field: "title", How: question.Within, In: question.Range{From: "2014"}}), question.WrongType},
		{"no such word", of(question.Word{Field: "status", Words: []string{"moon"}}), question.NoWord},
		{"no word at all", of(question.Word{Field: "status"}), question.NothingIn},
		{"only what must not occur", of(question.Text{Words: "-brother"}), question.NothingIn},
		{"no record", linked(question.Points{Field: "proceeding"}, deadlines), question.NothingIn},
		{"a range that ends before it begins", of(question.When{Field: "opened", How: question.Within, In: question.Range{From: "2015", To: "2014"}}), question.WrongRange},
		{"a range of no day", of(question.When{Field: "opened", How: question.Within, In: question.Range{From: "2015-02-30"}}), question.WrongRange},
		{"a range without ends", of(question.When{Field: "opened", How: question.Within}), question.NothingIn},
		{"no way to stand to it", of(question.When{Field: "opened", In: question.Range{From: "2015"}}), question.WrongRange},
		{"a path that no link goes", linked(nil, question.Rows("act", "cases")), question.NoPath},
		{"no path", linked(nil), question.NoPath},
		{"consent of a case", of(question.Consent{Purpose: "media", States: []model.ConsentState{"yes"}}), question.WrongType},
		{"no state of consent", linked(question.Consent{Purpose: "media", States: []model.ConsentState{"moon"}}, question.Rows("participant", "case"), question.To("person", "person")), question.WrongState},
		{"news of a deadline", linked(question.News{}, deadlines), question.WrongType},
		{"a count of itself", question.Question{Of: "case", Columns: []question.Column{{Show: question.Count}}}, question.WrongShow},
		{"a column of no field", question.Question{Of: "case", Columns: []question.Column{{Field: "moon"}}}, question.NoField},
		{"a sort by no path", question.Question{Of: "case", Sort: []question.Order{{Column: question.Column{Path: []question.Step{question.Rows("moon", "x")}}}}}, question.NoPath},
		{"more than a person asks", of(question.Any{Of: make([]question.Condition, 300)}), question.TooLarge},
	} {
		t.Run(x.name+" is told", func(t *testing.T) {
			p := x.q.Check(s)
			if len(p) == 0 || p[0].Code != x.want {
				t.Errorf("%+v", p)
			}
		})
	}
	t.Run("a fault says where it is", func(t *testing.T) {
		p := of(question.Any{Of: []question.Condition{question.News{}, question.Linked{Path: []question.Step{deadlines}, Where: question.Filled{Field: "moon"}}}}).Check(s)
		if len(p) != 1 || len(p[0].At) != 2 || p[0].At[0] != 1 || p[0].Kind != "deadline" || p[0].Field != "moon" || p[0].Part != "where" {
			t.Errorf("%+v", p)
		}
	})
	t.Run("from today to a day that will pass is a range", func(t *testing.T) {
		if p := of(question.When{Field: "closed", How: question.Within, In: question.Range{From: "today", To: "2014-01-01"}}).Check(s); len(p) > 0 {
			t.Errorf("%+v", p)
		}
	})
}

func TestRange(t *testing.T) {
	for _, x := range []struct {
		in          question.Range
		first, last string
		ok          bool
	}{
		{question.Range{From: "2014-02", To: "2016-02"}, "2014-02-01", "2016-02-29", true},
		{question.Range{From: "2014", To: "2014"}, "2014-01-01", "2014-12-31", true},
		{question.Range{From: "today", To: "today+14"}, "2014-05-20", "2014-06-03", true},
		{question.Range{To: "today-1"}, "", "2014-05-19", true},
		{question.Range{From: "today+0.5"}, "", "", false},
		{question.Range{From: "today+99999"}, "", "", false},
		{question.Range{From: "May"}, "", "", false},
		{question.Range{}, "", "", false},
	} {
		first, last, ok := x.in.Days("2014-05-20")
		if ok != x.ok || ok && (first != x.first || last != x.last) {
			t.Errorf("%+v: %s %s %v", x.in, first, last, ok)
		}
	}
}

func TestDescribe(t *testing.T) {
	s := schema(t)
	codes := func(ps []question.Part) string {
		var b strings.Builder
		var say func([]question.Part)
		say = func(ps []question.Part) {
			for i, p := range ps {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(p.Code)
				if len(p.Parts) > 0 {
					b.WriteByte('(')
					say(p.Parts)
					b.WriteByte(')')
				}
			}
		}
		say(ps)
		return b.String()
	}
	want := "is contains_not_exactly any(conflict news conflict) empty time_overlaps has_at_least(is_below points_below has_no) " +
		"has(consent no date_within) has_at_most(number_from) has(date_ends empty is_not)"
	if got := codes(every().Describe(s)); got != want {
		t.Errorf("%s\nand not\n%s", got, want)
	}
	not := question.Question{Of: "case", Where: question.Not{Of: question.Not{Of: question.Linked{Path: []question.Step{question.Rows("deadline", "cases")}}}}}
	if got := codes(not.Describe(s)); got != "has" {
		t.Error(got)
	}
}

func TestColumnsAsTheyAreTyped(t *testing.T) {
	for _, typed := range []string{"title", "", "participant.case/person>person", "event.cases/act.event/type", "#deadline.cases", "^participant.case/person>person/birth", "@updated"} {
		c, err := question.ParseColumn(typed)
		if err != nil || c.String() != typed {
			t.Errorf("%q: %v %q", typed, err, c.String())
		}
	}
	for _, typed := range []string{"a/b", "a/b.c", ".x", "x>"} {
		if c, err := question.ParseColumn(typed); err == nil {
			t.Errorf("%q is %+v", typed, c)
		}
	}
}

func TestEveryStepThatIsOfferedLeadsSomewhere(t *testing.T) {
	s := schema(t)
	for _, k := range s.Kinds() {
		steps := question.Steps(s, k.Name)
		if len(steps) == 0 {
			continue
		}
		for _, step := range steps {
			if to := question.Kind(s, k.Name, []question.Step{step}); to != step.Kind {
				t.Errorf("%s by %s leads to %q", k.Name, step, to)
			}
		}
	}
}
