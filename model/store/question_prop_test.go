package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

// dice makes records and questions by chance.
type dice struct {
	*rand.Rand
	schema  *model.Schema
	records []model.Record
}

var diceKinds = []string{
	"place", "organisation", "person", "person_name", "case", "participant", "event", "act", "involvement", "detention",
	"consent", "deadline", "source", "citation", "proceeding", "sentence", "step", "charge",
}

var diceWords = []string{
	"Mirsobir Khamidkariev", "Мирсобир Хамидкариев", "beaten in the cold room", "room", "Tashkent", "Тошкент", "the brother says so",
}

func pick[T any](d *dice, of []T) T { return of[d.IntN(len(of))] }

func (d *dice) day() string {
	return fmt.Sprintf("2014-%02d-%02d", 4+d.IntN(3), 1+d.IntN(28))
}

func (d *dice) date() model.Value {
	a, b := d.day(), d.day()
	date := model.Date{Earliest: min(a, b), Latest: max(a, b), Precision: model.PrecisionDay}
	switch d.IntN(8) {
	case 0:
		date.Latest = date.Earliest
	case 1:
		date = model.Date{Earliest: "2014-05-01", Latest: "2014-05-31", Precision: model.PrecisionMonth}
	case 2:
		date.Latest, date.Precision = "", model.PrecisionDay
	case 3:
		date.Earliest = ""
	case 4:
		date = model.Date{Precision: model.PrecisionUnknown, Words: "when the apricots were in bloom"}
	case 5:
		date.Precision = model.PrecisionSpan
	case 6:
		date = model.Date{Earliest: "2014-05-01", Latest: "2014-05-31", Precision: model.PrecisionMonth, Qualifier: model.QualifierAbout}
	}
	if date.Validate() != nil {
		return ""
	}
	return model.DateValue(date)
}

// words gives a few words of a vocabulary, such as stand below one another.
func (d *dice) words(vocabulary string) []string {
	v := d.schema.Vocabulary(vocabulary)
	var out []string
	for range 1 + d.IntN(3) {
		if w := v.Words[d.IntN(min(len(v.Words), 12))].ID; !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func (d *dice) value(f model.Field) model.Value {
	switch f.Type {
	case model.Text, model.Long:
		return model.TextValue(pick(d, diceWords))
	case model.Texts:
		return model.ListValue(pick(d, diceWords), "tag")
	case model.Term:
		return model.TextValue(d.words(f.Vocabulary)[0])
	case model.Terms:
		return model.ListValue(d.words(f.Vocabulary)...)
	case model.Partial:
		return d.date()
	case model.Int:
		return model.IntValue(int64(d.IntN(5)))
	case model.Bool:
		return model.BoolValue(d.IntN(2) == 0)
	case model.Ref, model.Refs:
		var ids []model.ID
		for range 1 + d.IntN(2) {
			if r := pick(d, d.records); f.Accepts(r.Kind) && !slices.Contains(ids, r.ID) {
				ids = append(ids, r.ID)
			}
		}
		for tries := 0; len(ids) == 0 && tries < 60; tries++ {
			if r := pick(d, d.records); f.Accepts(r.Kind) {
				ids = append(ids, r.ID)
			}
		}
		if f.Type == model.Ref && len(ids) > 0 {
			return model.RefValue(ids[0])
		}
		return model.RefsValue(ids...)
	}
	return ""
}

// fill makes so many records, whose links point anywhere they may.
func (d *dice) fill(n int) {
	for i := range n {
		d.records = append(d.records, model.NewRecord(diceKinds[i%len(diceKinds)]))
	}
	for i := range d.records {
		r := &d.records[i]
		for _, f := range d.schema.Kind(r.Kind).Fields {
			tree := question.Below(r.Kind) == f.Name // no loops
			if f.Type == model.Position || f.NoteOf != "" || !f.Required && d.IntN(3) == 0 || tree && i < 2*len(diceKinds) {
				continue
			}
			v := d.value(f)
			if tree && slices.IndexFunc(d.records, func(x model.Record) bool { return x.ID == v.Ref() }) >= i {
				continue
			}
			r.Set(f.Name, v)
		}
	}
}

func (d *dice) condition(kind string, depth int) question.Condition {
	if depth > 0 {
		switch d.IntN(6) {
		case 0:
			return question.All{Of: d.conditions(kind, depth)}
		case 1:
			return question.Any{Of: d.conditions(kind, depth)}
		case 2:
			return question.Not{Of: d.condition(kind, depth-1)}
		case 3, 4:
			if l, ok := d.linked(kind, depth); ok {
				return l
			}
		}
	}
	if kind == "person" && d.IntN(3) == 0 {
		var states []model.ConsentState
		for _, s := range model.ConsentStates() {
			if d.IntN(3) == 0 {
				states = append(states, s)
			}
		}
		return question.Consent{Purpose: d.words("consent_purpose")[0], States: append(states, model.ConsentMissing)[:max(1, len(states))]}
	}
	return d.plain(kind)
}

func (d *dice) conditions(kind string, depth int) (out []question.Condition) {
	for range 1 + d.IntN(3) {
		out = append(out, d.condition(kind, depth-1))
	}
	return out
}

func (d *dice) linked(kind string, depth int) (question.Linked, bool) {
	var l question.Linked
	for range 1 + d.IntN(2) {
		steps := slices.DeleteFunc(question.Steps(d.schema, kind), func(s question.Step) bool { return !slices.Contains(diceKinds, s.Kind) })
		if len(steps) == 0 {
			return l, false
		}
		s := pick(d, steps)
		l.Path, kind = append(l.Path, s), s.Kind
	}
	if d.IntN(4) > 0 {
		l.Where = d.condition(kind, depth-1)
	}
	switch d.IntN(4) {
	case 0:
		most := d.IntN(3)
		l.AtMost = &most
	case 1:
		l.AtLeast = 1 + d.IntN(2)
	}
	return l, true
}

func (d *dice) between() question.Range {
	a, b := d.day(), d.day()
	r := question.Range{From: min(a, b), To: max(a, b)}
	switch d.IntN(5) {
	case 0:
		r.From = ""
	case 1:
		r.To = ""
	case 2:
		r = question.Range{From: "2014-05", To: "2014-05"}
	case 3:
		r = question.Range{From: "today-20", To: "today+10"}
	}
	return r
}

// plain asks for a field, whatever it holds.
func (d *dice) plain(kind string) question.Condition {
	f := pick(d, d.schema.Kind(kind).Fields)
	if d.IntN(6) == 0 {
		return question.Filled{Field: f.Name, Empty: d.IntN(2) == 0}
	}
	switch f.Type {
	case model.Text, model.Long, model.Texts:
		t := question.Text{Field: f.Name, Exact: d.IntN(2) == 0, Words: pick(d, []string{
			"room", `"cold room"`, "khamidqoriyev", "Хамидкариев", "tashkent | room", "room -cold", "mirs*",
		})}
		if !f.Custom && d.IntN(3) == 0 {
			t.Field = ""
		}
		return t
	case model.Term, model.Terms:
		return question.Word{Field: f.Name, Words: d.words(f.Vocabulary), Below: d.IntN(2) == 0}
	case model.Partial:
		for _, p := range [][2]string{{"from", "to"}, {"opened", "closed"}, {"given", "expires"}} {
			if _, has := d.schema.Kind(kind).Field(p[1]); has && f.Name == p[0] && d.IntN(3) > 0 {
				return question.During{From: p[0], To: p[1], How: pick(d, question.Hows), In: d.between()}
			}
		}
		return question.When{Field: f.Name, How: pick(d, question.Hows), In: d.between()}
	case model.Int:
		n := int64(d.IntN(4))
		return question.Number{Field: f.Name, From: &n}
	case model.Bool:
		return question.YesNo{Field: f.Name, Yes: d.IntN(2) == 0}
	case model.Ref, model.Refs:
		return question.Points{Field: f.Name, Records: []model.ID{pick(d, d.records).ID, pick(d, d.records).ID}, Below: d.IntN(2) == 0}
	}
	return question.Conflict{}
}

// customs adds a word and a field of each sort of the users' own.
func customs(t *testing.T, db *store.DB) {
	t.Helper()
	var all []model.Record
	for i, typ := range model.CustomTypes {
		r := record("field", "kind", []string{"person", "act"}[i%2], "type", string(typ), "label_en", "own")
		if typ == model.Term || typ == model.Terms {
			r.Set("vocabulary", text("act_method"))
		}
		all = append(all, r)
	}
	mustDo(t, db, "create", put(append(all, record("term", "vocabulary", "act_method", "label_en", "own \"word\", quoted"))...))
}

func TestAnswersAreThoseOfLookingAtEveryRecord(t *testing.T) {
	raced.OneByOne(t)
	seed := uint64(1)
	if s := os.Getenv("GUVOH_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		seed = n
	}
	files, questions := 3, 250
	if testing.Short() {
		files, questions = 2, 120
	}
	for range files {
		t.Run(fmt.Sprintf("file %d", seed), func(t *testing.T) { compareAnswers(t, seed, questions) })
		seed++
	}
}

func compareAnswers(t *testing.T, seed uint64, questions int) {
	o := options(t)
	o.Now = func() time.Time { return time.Date(2014, 5, 20, 12, 0, 0, 0, time.UTC) }
	db, err := store.Create(filepath.Join(t.TempDir(), "test.guvoh"), o)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	customs(t, db)
	d := &dice{Rand: rand.New(rand.NewPCG(seed, 7)), schema: db.Schema()}
	d.fill(160)
	mustDo(t, db, "create", put(d.records...))
	if _, err := db.ReadIn(ctx, time.Minute); err != nil {
		t.Fatal(err)
	}
	mustDo(t, db, "edit", func(tx *store.Tx) error { // what the index does not know yet
		for range 25 {
			r := pick(d, d.records)
			f := pick(d, d.schema.Kind(r.Kind).Fields)
			if question.Below(r.Kind) == f.Name || f.Type == model.Position || f.NoteOf != "" {
				continue
			}
			if err := tx.Set(r.ID, f.Name, d.value(f)); err != nil {
				return err
			}
		}
		return nil
	})
	mustDo(t, db, "delete", func(tx *store.Tx) error {
		for range 12 {
			if err := tx.Delete(pick(d, d.records).ID); err != nil {
				return err
			}
		}
		return nil
	})
	all := &byHand{schema: d.schema, records: map[model.ID]model.Record{}, today: "2014-05-20"}
	for _, r := range d.records {
		now, err := db.Get(ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		all.records[r.ID] = now
	}
	met := map[question.Answer]int{}
	for i := range questions {
		q := question.Question{Of: pick(d, diceKinds), Sure: d.IntN(4) == 0}
		q.Where = d.condition(q.Of, 3)
		if d.IntN(3) == 0 {
			q.Sort = []question.Order{{Column: question.Column{Field: pick(d, d.schema.Kind(q.Of).Fields).Name}, Descending: d.IntN(2) == 0}}
		}
		again, err := question.Parse(q.JSON())
		if err != nil || again.JSON() != q.JSON() {
			t.Fatalf("question %d does not come back from JSON: %v\n%s", i, err, q.JSON())
		}
		for _, a := range all.answers(q) {
			met[a]++
		}
		compareOne(t, db, all, q, i)
	}
	if met[question.Yes] < questions || met[question.Perhaps] < questions/20 {
		t.Errorf("the questions found next to nothing: %v", met)
	}
}

// compareOne asks all at once and by pages, whose SQL is another.
func compareOne(t *testing.T, db *store.DB, o *byHand, q question.Question, i int) {
	t.Helper()
	want := o.answers(q)
	for _, limit := range []int{0, 1000} {
		a, err := db.Answer(ctx, q, 0, limit)
		if err != nil {
			t.Fatalf("question %d: %v\n%s", i, err, q.JSON())
		}
		rows, err := db.AnswerRows(ctx, q, a.Numbers)
		if err != nil {
			t.Fatal(err)
		}
		got := map[model.ID]question.Answer{}
		for j, r := range rows {
			got[r.ID] = question.Yes
			if a.Perhaps[a.Numbers[j]] {
				got[r.ID] = question.Perhaps
			}
		}
		if len(rows) != len(got) {
			t.Errorf("question %d gives a record twice\n%s", i, q.JSON())
		}
		for id, r := range o.records {
			if r.Kind == q.Of && got[id] != want[id] {
				t.Errorf("question %d, limit %d: a %s is %d and should be %d\n%s", i, limit, r.Kind, got[id], want[id], q.JSON())
				return
			}
		}
	}
}
