package checklist_test

import (
	"testing"
	"testing/fstest"

	"guvoh/app/checklist"
	"guvoh/assets"
	"guvoh/export"
	"guvoh/model"
)

func lists(t *testing.T) (map[string]checklist.List, []checklist.List) {
	t.Helper()
	all, err := checklist.Load(assets.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]checklist.List{}
	for _, l := range all {
		by[l.ID] = l
	}
	return by, all
}

func schema(t *testing.T) *model.Schema {
	t.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLists(t *testing.T) {
	s := schema(t)
	_, all := lists(t)
	if len(all) < 3 {
		t.Fatalf("there are %d lists", len(all))
	}
	acts := s.Vocabulary("act_type")
	for _, l := range all {
		t.Run(l.ID+" asks only what records can answer, in the languages of the window", func(t *testing.T) {
			for _, a := range l.Acts {
				if _, ok := acts.Word(a); !ok {
					t.Errorf("no act is called %s", a)
				}
			}
			if l.Source == "" || l.AsOf == "" {
				t.Error("nobody knows where it is from")
			}
			seen := map[string]bool{}
			said := []checklist.Words{l.Title}
			for _, p := range l.Parts {
				said = append(said, p.Title)
				for _, i := range p.Items {
					said = append(said, i.Ask)
					if seen[i.ID] {
						t.Errorf("%s stands twice", i.ID)
					}
					seen[i.ID] = true
					if len(i.Paths) == 0 {
						t.Errorf("%s can never be answered", i.ID)
					}
					for _, path := range i.Paths {
						if err := export.CheckPath(path, s); err != nil {
							t.Errorf("%s: %v", i.ID, err)
						}
					}
				}
			}
			for _, w := range said {
				for _, lang := range []string{"en", "ru", "uz"} {
					if w[lang] == "" {
						t.Errorf("something is not said in %s", lang)
					}
				}
			}
		})
	}
}

// story is a case with a man who was arrested and his brother.
type story struct {
	c, man, brother, interview model.Record
	all                        []model.Record
}

func newStory() *story {
	s := &story{c: model.NewRecord("case"), man: model.NewRecord("person"), brother: model.NewRecord("person"), interview: model.NewRecord("interview")}
	s.interview.Set("cases", model.RefsValue(s.c.ID))
	s.interview.Set("interviewee", model.RefValue(s.man.ID))
	s.all = []model.Record{s.c, s.man, s.brother, s.interview}
	return s
}

func (s *story) add(kind string, values map[string]model.Value) model.Record {
	r := model.NewRecord(kind)
	for f, v := range values {
		r.Set(f, v)
	}
	s.all = append(s.all, r)
	return r
}

func (s *story) part(p model.Record, role string) {
	s.add("participant", map[string]model.Value{"case": model.RefValue(s.c.ID), "person": model.RefValue(p.ID), "role": model.TextValue(role)})
}

func (s *story) arrest(who model.Record) {
	d, _ := model.ParseDate("3 May 2014")
	s.add("event", map[string]model.Value{
		"cases": model.RefsValue(s.c.ID), "kind": model.TextValue("arrest"), "title": model.TextValue("Arrest"),
		"date": model.DateValue(d), "persons": model.RefsValue(who.ID),
	})
}

func (s *story) snapshot(t *testing.T) *model.Snapshot {
	return model.NewSnapshot(schema(t), s.c, s.all, nil)
}

func TestAnswers(t *testing.T) {
	by, all := lists(t)
	torture := by["torture"]
	t.Run("nothing is answered before anything is recorded", func(t *testing.T) {
		s := newStory()
		for id, done := range torture.Answered(s.snapshot(t), s.man.ID) {
			if done {
				t.Errorf("%s is", id)
			}
		}
	})
	t.Run("a fact answers what asks for it, and nothing else", func(t *testing.T) {
		s := newStory()
		s.part(s.man, "victim")
		s.arrest(s.man)
		done := torture.Answered(s.snapshot(t), s.man.ID)
		if !done["arrest_when"] || done["arrest_where"] || done["dates"] {
			t.Errorf("when: %v, where: %v, dates of custody: %v", done["arrest_when"], done["arrest_where"], done["dates"])
		}
	})
	t.Run("what is recorded of somebody else answers nothing", func(t *testing.T) {
		s := newStory()
		s.part(s.man, "victim")
		s.arrest(s.brother)
		if torture.Answered(s.snapshot(t), s.man.ID)["arrest_when"] {
			t.Error("the brother's arrest counts")
		}
	})
	t.Run("a word that says it is unknown answers nothing", func(t *testing.T) {
		s := newStory()
		s.man.Set("risk", model.TextValue("unknown"))
		s.all[1] = s.man
		if torture.Answered(s.snapshot(t), s.man.ID)["threat_now"] {
			t.Error("it does")
		}
	})
	t.Run("a relative is asked about the one to whom it was done", func(t *testing.T) {
		s := newStory()
		s.part(s.brother, "victim")
		s.part(s.man, "relative")
		if got := checklist.About(s.snapshot(t), s.interview); got != s.brother.ID {
			t.Error("about themselves")
		}
	})
	t.Run("who is interviewed is asked about themselves where nobody is known to have suffered", func(t *testing.T) {
		s := newStory()
		if got := checklist.About(s.snapshot(t), s.interview); got != s.man.ID {
			t.Error("about somebody else")
		}
	})
	t.Run("the list follows the acts that are recorded", func(t *testing.T) {
		s := newStory()
		if got := checklist.Suits(all, s.snapshot(t), "torture").ID; got != "torture" {
			t.Errorf("without acts it is %s", got)
		}
		s.add("act", map[string]model.Value{"type": model.TextValue("enforced_disappearance")})
		if got := checklist.Suits(all, s.snapshot(t), "torture").ID; got != "enforced_disappearance" {
			t.Errorf("it is %s", got)
		}
	})
	t.Run("a mark has the same id wherever it is made, and another for another item", func(t *testing.T) {
		i := model.NewID()
		a, b := checklist.MarkID(i, "torture", "what"), checklist.MarkID(i, "torture", "what")
		if a != b || a == checklist.MarkID(i, "torture", "methods") || a == checklist.MarkID(model.NewID(), "torture", "what") {
			t.Error("it has not")
		}
		if parsed, err := model.ParseID(a.String()); err != nil || parsed != a {
			t.Errorf("it is no id: %v", err)
		}
	})
}

func TestListsThatCannotBeTaken(t *testing.T) {
	for name, data := range map[string]string{
		"a word that nobody expects": `{"idd": "x"}`,
		"what is no path":            `{"id": "x", "parts": [{"items": [{"id": "a", "paths": ["A b"]}]}]}`,
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			if _, err := checklist.Load(fstest.MapFS{"x.json": {Data: []byte(data)}}); err == nil {
				t.Error("it was taken")
			}
		})
	}
}
