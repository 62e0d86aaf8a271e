// Package app makes the window out of its parts.
//
// Its one job is to know every screen and give them to the shell; no other
// package does.
package app

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/ongoing"
	"guvoh/app/presence"
	"guvoh/app/preview"
	"guvoh/app/screen/backups"
	"guvoh/app/screen/casefile"
	"guvoh/app/screen/caselist"
	"guvoh/app/screen/colleagues"
	"guvoh/app/screen/composer"
	"guvoh/app/screen/conflicts"
	"guvoh/app/screen/dossier"
	"guvoh/app/screen/duplicates"
	"guvoh/app/screen/emergency"
	"guvoh/app/screen/event"
	"guvoh/app/screen/evidence"
	"guvoh/app/screen/find"
	"guvoh/app/screen/grid"
	"guvoh/app/screen/history"
	"guvoh/app/screen/interview"
	"guvoh/app/screen/interviewing"
	"guvoh/app/screen/keys"
	"guvoh/app/screen/patterns"
	"guvoh/app/screen/profiles"
	"guvoh/app/screen/records"
	"guvoh/app/screen/search"
	"guvoh/app/screen/statistics"
	"guvoh/app/screen/timeline"
	"guvoh/app/screen/today"
	"guvoh/app/screen/words"
	"guvoh/app/shell"
	"guvoh/app/task"
	"guvoh/app/teamwork"
	"guvoh/app/timelimits"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// Options are what the program is started with.
type Options struct {
	Version   string
	Languages []string // what the system speaks, most preferred first
	Settings  string   // where preferences are kept; "" keeps none
	Runner    task.Runner
	Clock     presence.Clock
	Restart   func(state []byte) error // replaces the process by a fresh one; nil locks in this one
}

// New makes the window with the welcome in it. It fails only on a fault of
// the program's own data.
func New(a fyne.App, o Options) (*shell.Shell, error) {
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		return nil, err
	}
	bundle, err := tr.New(assets.Locale)
	if err != nil {
		return nil, err
	}
	return shell.New(shell.Config{
		App: a, Bundle: bundle, Schema: schema, Runner: o.Runner, SettingsPath: o.Settings, Version: o.Version,
		Clock: o.Clock, Restart: o.Restart, IdentityPath: identityPath(o.Settings),
		Icon:     fyne.NewStaticResource("icon.png", assets.Icon),
		Screens:  screens(identityPath(o.Settings)),
		AddFiles: evidence.AddFiles, CasePlaces: casefile.Places, Ongoing: goingOn,
		Dossier: func(d *desk.Desk, c model.ID) { d.Host.Go(desk.Route{Screen: desk.ScreenDossiers, Case: c}) },
		Sample:  func(db *store.DB) error { return exchange.Sample(context.Background(), db) },
		Import: func(ctx context.Context, d *desk.Desk, path string) (int, error) {
			out, err := exchange.Import(ctx, d.DB, path)
			return out.Added + out.Changed, err
		},
		Data: func(ctx context.Context, d *desk.Desk, path string) (int, error) {
			s, err := exchange.WriteFile(ctx, d.DB, path)
			return s.Records, err
		},
	}, o.Languages...), nil
}

// identityPath is where the person's own key lies: beside the settings, as the
// command line keeps it.
func identityPath(settings string) string {
	if settings == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(settings), vault.IdentityName)
}

func screens(identity string) map[string]func(*desk.Desk, desk.Route) desk.Pane {
	details := map[string]casefile.Detail{
		"event":     event.New,
		"interview": interview.New,
		"evidence":  evidence.New,
	}
	return map[string]func(*desk.Desk, desk.Route) desk.Pane{
		desk.ScreenCases: func(d *desk.Desk, r desk.Route) desk.Pane { return caselist.New(d, r) },
		desk.ScreenBody:  onTheBody,
		desk.ScreenCase: func(d *desk.Desk, r desk.Route) desk.Pane {
			return casefile.New(d, r, details, injuriesDrawn(), relationsDrawn(), casefile.WithAdd("evidence", askFiles), casefile.WithBegin("interview", "room.begin", beginInterview),
				casefile.WithAbove("deadlines", func(d *desk.Desk, c model.ID, grown func()) casefile.Above {
					return timelimits.New(d, c, time.Now, grown)
				}))
		},
		desk.ScreenTimeline:     timeline.New,
		desk.ScreenRelations:    whoToWhom,
		desk.ScreenInterviewing: func(d *desk.Desk, r desk.Route) desk.Pane { return interviewing.New(d, r) },
		desk.ScreenDossiers:     func(d *desk.Desk, r desk.Route) desk.Pane { return composer.NewChooser(d, r, composing()) },
		desk.ScreenDossier:      func(d *desk.Desk, r desk.Route) desk.Pane { return composer.New(d, r, composing()) },
		desk.ScreenProfiles:     func(d *desk.Desk, r desk.Route) desk.Pane { return profiles.New(d, r) },
		desk.ScreenRecords:      func(d *desk.Desk, r desk.Route) desk.Pane { return records.New(d, r) },
		desk.ScreenConflicts:    func(d *desk.Desk, r desk.Route) desk.Pane { return conflicts.New(d, r) },
		desk.ScreenDuplicates:   func(d *desk.Desk, r desk.Route) desk.Pane { return duplicates.New(d, r) },
		desk.ScreenHistory:      func(d *desk.Desk, r desk.Route) desk.Pane { return history.New(d, r) },
		desk.ScreenPatterns:     func(d *desk.Desk, r desk.Route) desk.Pane { return patterns.New(d, r) },
		desk.ScreenStatistics:   func(d *desk.Desk, r desk.Route) desk.Pane { return statistics.New(d, r) },
		desk.ScreenWords:        func(d *desk.Desk, r desk.Route) desk.Pane { return words.New(d, r) },
		desk.ScreenToday:        func(d *desk.Desk, r desk.Route) desk.Pane { return today.New(d, r, today.Tools{Ongoing: wasGoingOn}) },
		desk.ScreenEmergency: func(d *desk.Desk, r desk.Route) desk.Pane {
			return emergency.New(d, r, emergency.Tools{Export: composing().Export})
		},
		desk.ScreenGrid:   func(d *desk.Desk, r desk.Route) desk.Pane { return grid.New(d, r) },
		desk.ScreenFind:   func(d *desk.Desk, r desk.Route) desk.Pane { return find.New(d, r) },
		desk.ScreenSearch: func(d *desk.Desk, r desk.Route) desk.Pane { return search.New(d, r) },
		desk.ScreenKeys: func(d *desk.Desk, r desk.Route) desk.Pane {
			w := d.Host.(window)
			return keys.New(d, r, keys.Tools{IdentityPath: identity, Open: w.Open, Wipe: w.AskWipe})
		},
		desk.ScreenColleagues: func(d *desk.Desk, r desk.Route) desk.Pane {
			return colleagues.New(d, r, colleagues.Tools{IdentityPath: identity, Team: d.Host.(window).Team()})
		},
		desk.ScreenBackups: func(d *desk.Desk, r desk.Route) desk.Pane {
			w := d.Host.(window)
			return backups.New(d, r, backups.Tools{Restore: w.Restore, AskRestore: w.AskRestore})
		},
	}
}

// composing is what other screens do for those on which a dossier is composed.
func composing() composer.Tools {
	return composer.Tools{
		Export: func(d *desk.Desk, caseID, dossierID model.ID, profileID string) {
			if dossierID.IsZero() {
				dossier.ShowAs(d, caseID, profileID)
			} else {
				dossier.Issue(d, dossierID)
			}
		},
		Pages: func(d *desk.Desk, jump func(model.ID), drawn func()) composer.Pages {
			p := preview.New(d)
			p.OnDrawn = drawn
			p.OnAnchor = func(anchor string) {
				if id, err := model.ParseID(strings.TrimPrefix(anchor, "r-")); err == nil {
					jump(id)
				}
			}
			return p
		},
	}
}

// window is what the shell does with whole files, for the screens of keys,
// of backups and of colleagues.
type window interface {
	Open(path string)
	AskWipe()
	AskRestore()
	Restore(backup string)
	Team() *teamwork.Work
}

// beginInterview opens the room in which a new interview is held.
func beginInterview(d *desk.Desk, c model.ID) {
	d.Host.Go(desk.Route{Screen: desk.ScreenInterviewing, Case: c})
}

// goingOn tells where an interview was broken off.
func goingOn(d *desk.Desk) (to desk.Route, ok bool) {
	p, ok, err := ongoing.Of(d.DB)
	d.Fail(err)
	return p.Route(), ok
}

// wasGoingOn leads back to an interview that was broken off.
func wasGoingOn(d *desk.Desk) fyne.CanvasObject { return ongoing.Banner(d, model.ID{}) }

// askFiles has the window ask which files become evidence: a record of
// evidence without its bytes is not where anybody means to begin.
func askFiles(d *desk.Desk, _ model.ID) {
	if h, ok := d.Host.(interface{ AskFiles() }); ok {
		h.AskFiles()
	}
}
