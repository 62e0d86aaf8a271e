package redact_test

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"guvoh/export/leak"
	"guvoh/export/redact"
	"guvoh/model"
	"guvoh/model/names"
)

// english are words of a document in English whose tokens take cases, so that a
// test sees them.
type english struct{}

func (english) Token(sort redact.TokenSort, n int) string {
	if sort == redact.TokenPerson {
		return "[Name " + redact.Letters(n) + "]"
	}
	return fmt.Sprintf("[%s%s %d]", strings.ToUpper(string(sort[:1])), string(sort[1:]), n+1)
}

func (english) InCase(token string, c names.Case) string {
	return strings.TrimSuffix(token, "]") + [...]string{"", "|gen", "|dat", "|acc", "|ins", "|pre", "|obl"}[c] + "]"
}

func (english) Mark(m redact.Mark) string { return "[" + string(m) + "]" }

// apply takes the secrets out of a case and proves by every value that none is
// left, whatever the test is about.
func apply(t *testing.T, snap *model.Snapshot, plan redact.Plan) (*model.Snapshot, *redact.Result) {
	t.Helper()
	if plan.Words == nil {
		plan.Words = english{}
	}
	before := dump(snap)
	out, res, err := redact.Apply(t.Context(), snap, plan)
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(before, dump(snap)) {
		t.Error("the original was changed")
	}
	clean(t, out, res)
	return out, res
}

// clean proves that no value of a snapshot holds a secret. What it says on
// failure are ids and names of fields.
func clean(t *testing.T, out *model.Snapshot, res *redact.Result) {
	t.Helper()
	search := leak.New(res.Secrets, res.Allowed)
	for where, v := range dump(out) {
		if leak.Refuses(search.Text("", v)) {
			t.Errorf("a secret is left in %s", where)
		}
	}
	for _, k := range out.Schema.Kinds() {
		for _, f := range k.Fields {
			for _, s := range f.Labels {
				if leak.Refuses(search.Text("", s)) {
					t.Errorf("a secret is left in the words for %s.%s", k.Name, f.Name)
				}
			}
		}
	}
	for _, v := range out.Schema.Vocabularies() {
		for _, w := range out.Schema.Vocabulary(v).Words {
			for _, s := range w.Label {
				if w.Custom && leak.Refuses(search.Text("", s)) {
					t.Errorf("a secret is left in a word of %s", v)
				}
			}
		}
	}
	for _, e := range out.OfKind("evidence") {
		if sum := e.Text("sha256"); sum != "" {
			hits, err := search.Search(t.Context(), e.Text("file_name"), bytesOf(t, out, sum))
			if err != nil || leak.Refuses(hits) {
				t.Errorf("a secret is left in the file of evidence %s (%v)", e.ID, err)
			}
		}
	}
}

// silent proves that what is said of the work holds no secret.
func silent(t *testing.T, res *redact.Result) {
	t.Helper()
	if said := fmt.Sprint(res.Withheld, res.Warnings); leak.Refuses(leak.New(res.Secrets, res.Allowed).Text("", said)) {
		t.Error("what is said of the work holds a secret")
	}
}

// dump gives every value as words, by its record and field.
func dump(s *model.Snapshot) map[string]string {
	out := map[string]string{}
	for _, k := range s.Schema.Kinds() {
		for _, r := range s.OfKind(k.Name) {
			for f, v := range r.Values {
				text := string(v)
				if d := v.Date(); !d.IsZero() {
					text = d.In("en") + " " + d.Words
				} else if t := v.Text(); t != "" {
					text = t
				} else if l := v.List(); len(l) > 0 {
					text = strings.Join(l, "\n")
				}
				out[k.Name+" "+r.ID.String()+" "+f] = text
			}
		}
	}
	return out
}

func bytesOf(t *testing.T, s *model.Snapshot, sum string) []byte {
	t.Helper()
	f, err := s.Open(sum)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func get(t *testing.T, s *model.Snapshot, id model.ID) model.Record {
	t.Helper()
	r, ok := s.Get(id)
	if !ok {
		t.Fatalf("record %s is gone", id)
	}
	return r
}

func hide(ids ...model.ID) map[model.ID]redact.Hide {
	out := map[model.ID]redact.Hide{}
	for _, id := range ids {
		out[id] = redact.Hide{Why: redact.Chosen}
	}
	return out
}

func warned(res *redact.Result, code redact.WarningCode) []redact.Warning {
	var out []redact.Warning
	for _, w := range res.Warnings {
		if w.Code == code {
			out = append(out, w)
		}
	}
	return out
}

func withheld(res *redact.Result, id model.ID, field string) redact.Reason {
	i := slices.IndexFunc(res.Withheld, func(e redact.Entry) bool { return e.Record == id && e.Field == field })
	if i < 0 {
		return ""
	}
	return res.Withheld[i].Reason
}
