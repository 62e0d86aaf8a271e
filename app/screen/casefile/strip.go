package casefile

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/ongoing"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// strip says above a case what waits there: an interview that was going on, fields
// that hold several values,
// and what others' work brought since the case was last looked at.
type strip struct {
	d      *desk.Desk
	in     model.ID
	asked  int // the newest question to the file; older answers are dropped
	object *fyne.Container
	grew   func() // the strip came, went or has other words

	contested map[model.ID]bool // the records of which a field, or one of a row, holds several values
}

func newStrip(d *desk.Desk, in model.ID, grew func()) *strip {
	s := &strip{d: d, in: in, object: ui.NewStack(1), grew: grew}
	s.object.Hide()
	return s
}

// load asks away from the window: a case may be large.
func (s *strip) load() {
	s.asked++
	asked, db, in := s.asked, s.d.DB, s.in
	var conflicts []store.Conflict
	var news []store.Change
	var contested map[model.ID]bool
	var err error
	s.d.Runner.Do(func() {
		if conflicts, news, err = waiting(db, in); err == nil {
			contested, err = owners(db, conflicts)
		}
	}, func() {
		if asked == s.asked {
			s.d.Fail(err)
			s.contested = contested
			s.show(len(conflicts), news)
		}
	})
}

// owners gives the records that conflicts are in, and those whose rows they are.
func owners(db *store.DB, conflicts []store.Conflict) (map[model.ID]bool, error) {
	out := map[model.ID]bool{}
	for _, c := range conflicts {
		for id := c.Record; !id.IsZero() && !out[id]; {
			out[id] = true
			r, err := db.Get(context.Background(), id)
			if err != nil {
				return nil, err
			}
			id = model.ID{}
			if k := db.Schema().Kind(r.Kind); k != nil && k.Parent != "" {
				id = r.Ref(k.Parent)
			}
		}
	}
	return out, nil
}

func waiting(db *store.DB, in model.ID) (conflicts []store.Conflict, news []store.Change, err error) {
	ctx := context.Background()
	any, err := db.CountConflicts(ctx)
	if err != nil {
		return nil, nil, err
	}
	if any > 0 {
		if conflicts, err = db.ConflictsOfCase(ctx, in); err != nil {
			return nil, nil, err
		}
	}
	fresh, err := db.News(ctx)
	if err == nil && slices.Contains(fresh, in) {
		news, err = db.NewsOf(ctx, in)
	}
	return conflicts, news, err
}

func (s *strip) show(conflicts int, news []store.Change) {
	w := s.d.Words
	var objs []fyne.CanvasObject
	if going := ongoing.Banner(s.d, s.in); going != nil {
		objs = append(objs, going)
	}
	if conflicts > 0 {
		objs = append(objs, ui.NewBanner(ui.Warning, w.N("conflict.fields", conflicts),
			ui.NewButton(w.T("conflict.through"), theme.NavigateNextIcon(), ui.Plain, func() {
				s.d.Host.Go(desk.Route{Screen: desk.ScreenConflicts, Case: s.in})
			})))
	}
	if len(news) > 0 {
		acts := []fyne.CanvasObject{ui.NewButton(w.T("news.show"), theme.VisibilityIcon(), ui.Plain, func() {
			s.d.Host.Go(desk.Route{Screen: desk.ScreenHistory, Section: "news", Case: s.in})
		})}
		if !s.d.DB.ReadOnly() {
			acts = append(acts, ui.NewButton(w.T("news.seen"), nil, ui.Quiet, s.seen))
		}
		objs = append(objs, ui.NewBanner(ui.Accent, s.newsSentence(news), acts...))
	}
	if len(objs) == 0 && !s.object.Visible() {
		return
	}
	s.object.Objects = []fyne.CanvasObject{ui.NewInset(2.5, 1.5, ui.NewStack(1, objs...))}
	s.object.Hidden = len(objs) == 0
	s.object.Refresh()
	s.grew()
}

// newsSentence says who wrote what is new, since when, and how much it is.
func (s *strip) newsSentence(news []store.Change) string {
	w := s.d.Words
	var names []string
	var since time.Time
	for _, c := range news {
		if name := s.d.NameOf(c.By); !slices.Contains(names, name) {
			names = append(names, name)
		}
		if since.IsZero() || c.At.Before(since) {
			since = c.At
		}
	}
	data := tr.V{"Name": names[0], "Since": desk.Day(w, since), "Changes": w.N("news.changes", len(news))}
	if others := len(names) - 1; others > 0 {
		return w.N("news.from_others", others, data)
	}
	return w.T("news.from", data)
}

// seen says that the case was looked at.
func (s *strip) seen() {
	if err := s.d.DB.Looked(context.Background(), s.in); err != nil {
		s.d.Fail(err)
		return
	}
	s.load()
}
