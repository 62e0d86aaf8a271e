package desk_test

import (
	"testing"
	"time"

	"guvoh/app/desk/desktest"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// slow is a runner whose work is done when the test says so.
type slow struct{ work, done []func() }

func (r *slow) Do(work, done func()) { r.work, r.done = append(r.work, work), append(r.done, done) }

func (r *slow) After(time.Duration, func()) func() { return func() {} }

// end does the i-th work, and what follows.
func (r *slow) end(i int) { r.work[i](); r.done[i]() }

func TestAPickerSearches(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	moscow := b.New1("case", map[string]model.Value{"reference": model.TextValue("2014/17"), "title": model.TextValue("The taxi in Moscow")})
	b.New1("case", map[string]model.Value{"title": model.TextValue("The house in Tashkent")})
	var r slow
	b.Desk.Runner = &r
	pick := func() func(string, func([]ui.Option)) {
		return b.Desk.Pick([]string{"case"}, 9, func(_ string, found []store.Hit) (all []ui.Option) {
			for _, h := range found {
				all = append(all, b.Desk.Named(h))
			}
			return all
		})
	}
	t.Run("away from the window, and shows what it found with the names", func(t *testing.T) {
		var got []ui.Option
		r = slow{}
		pick()("taxi", func(found []ui.Option) { got = found })
		if got != nil {
			t.Fatal("whoever types waited for it")
		}
		if r.end(0); len(got) != 1 || got[0].ID != moscow.ID.String() || got[0].Label == "" {
			t.Errorf("%d found", len(got))
		}
	})
	t.Run("for what was typed last only", func(t *testing.T) {
		shown := ""
		r = slow{}
		p := pick()
		p("t", func([]ui.Option) { shown += "t" })
		p("ta", func([]ui.Option) { shown += "ta" })
		r.end(1)
		if r.end(0); shown != "ta" {
			t.Errorf("shown for %q", shown)
		}
		if len(b.Said) != 0 || b.Window().Canvas().Overlays().Top() != nil {
			t.Error("what was given up is said to have failed")
		}
	})
	t.Run("and says nothing when the file was closed meanwhile", func(t *testing.T) {
		r = slow{}
		pick()("t", func([]ui.Option) { t.Error("something is shown of a file that is closed") })
		b.Must(b.DB.Close())
		if r.end(0); b.Window().Canvas().Overlays().Top() != nil {
			t.Error("a message stands over the lock")
		}
	})
}
