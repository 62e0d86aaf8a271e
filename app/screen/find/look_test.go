package find_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/find"
	"guvoh/model"
	"guvoh/model/question"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return find.New(d, r) }

var here = desk.Route{Screen: desk.ScreenFind}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		b.Sample()
		b.Show(screen, here)
		b.Shot("find-" + name + "-start")
		for _, q := range find.ReadyQuestions() {
			b.Show(screen, desk.Route{Screen: desk.ScreenFind, Words: q.JSON(), Section: "0," + q.ID})
			b.Shot("find-" + name + "-" + q.ID)
		}
	})
}

// TestLookOfDialogs shows what is asked: a condition, the columns, the export.
func TestLookOfDialogs(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		b.Sample()
		w := b.Desk.Words
		torture := question.Word{Field: "type", Words: []string{"torture"}, Below: true}
		path := []question.Step{question.Rows("event", "cases"), question.Rows("act", "event")}
		b.New1("saved_search", map[string]model.Value{
			"title": model.TextValue(w.T("find.ready.tortured_at")), "question": model.TextValue(question.Question{
				Of: "case", Where: question.Linked{Path: path, Where: torture},
			}.JSON()),
		})
		b.Show(screen, here)
		b.Shot("find-" + name + "-kept")
		b.Show(screen, find.Route(question.Question{Of: "case", Where: question.All{Of: []question.Condition{
			question.Filled{Field: "summary"},
			question.Linked{Path: path, Where: question.All{Of: []question.Condition{
				torture, question.Word{Field: "methods", Words: []string{"head_down", "beating"}, Below: true},
			}}},
			question.Any{Of: []question.Condition{
				question.When{Field: "opened", How: question.Overlaps, In: question.Range{From: "today-30", To: "today"}},
				question.Filled{Field: "opened", Empty: true},
			}},
		}}}))
		b.Shot("find-" + name + "-whole")
		b.Press(fyne.KeyReturn)
		b.Shot("find-" + name + "-editing")
		b.Press(fyne.KeyEscape, fyne.KeyInsert)
		b.Shot("find-" + name + "-what")
		b.Press(fyne.KeyEscape, fyne.KeyEscape)
		test.Tap(desktest.Button(b, w.T("find.columns")))
		b.Shot("find-" + name + "-columns")
		b.Press(fyne.KeyEscape)
		test.Tap(desktest.Button(b, w.T("find.export")))
		b.Shot("find-" + name + "-export")
	})
}
