package today

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// oldBackup is after how long a backup is said to be old.
const oldBackup = 7 * 24 * time.Hour

// noteWhatElse says what else waits besides deadlines: an interview that was
// broken off, what came from colleagues, backups that are not made.
func (s *Screen) noteWhatElse() {
	if !s.in.IsZero() {
		return
	}
	db, now := s.d.DB, s.tools.Now()
	var news []model.ID
	var folder string
	var last time.Time
	var cases []int64
	var err error
	s.d.Runner.Do(func() {
		ctx := context.Background()
		if news, err = db.News(ctx); err != nil || db.ReadOnly() {
			return
		}
		if folder, err = db.BackupFolder(); err != nil {
			return
		}
		last, _ = db.LastBackup() // one that cannot be read was never made
		cases, err = db.CaseNumbers(ctx, store.CaseQuery{Sort: "updated"})
	}, func() {
		if s.gone {
			return
		}
		s.d.Fail(err)
		s.notes.Objects = nil
		if s.tools.Ongoing != nil {
			if o := s.tools.Ongoing(s.d); o != nil {
				s.notes.Add(o)
			}
		}
		if len(news) > 0 {
			s.notes.Add(s.note(ui.Accent, s.d.Words.N("today.news", len(news)), "today.see_news", func() { s.toNews(news) }))
		}
		if !db.ReadOnly() && len(cases) > 0 {
			s.backups(folder, last, now)
		}
		s.notes.Refresh()
		s.content.Refresh()
	})
}

func (s *Screen) backups(folder string, last, now time.Time) {
	say := func(text string) {
		s.notes.Add(s.note(ui.Warning, text, "today.see_backups", func() { s.d.Host.Go(desk.Route{Screen: desk.ScreenBackups}) }))
	}
	switch {
	case folder == "":
		say(s.d.Words.T("today.no_backups"))
	case last.IsZero():
		say(s.d.Words.T("today.no_backup_yet"))
	case now.Sub(last) > oldBackup:
		say(s.d.Words.N("today.old_backup", int(now.Sub(last)/(24*time.Hour)), tr.V{}))
	}
}

func (s *Screen) note(tone ui.Tone, text, button string, do func()) fyne.CanvasObject {
	return ui.NewBanner(tone, text, ui.NewButton(s.d.Words.T(button), nil, ui.Plain, do))
}

// toNews goes to the case to which something came, or to the list of cases when
// there are several: they are marked there.
func (s *Screen) toNews(news []model.ID) {
	if len(news) == 1 {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: news[0], Section: "overview", Record: news[0]})
		return
	}
	s.d.Host.Go(desk.Route{Screen: desk.ScreenCases})
}
