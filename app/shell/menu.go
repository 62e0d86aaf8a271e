package shell

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
)

const (
	ctrl  = fyne.KeyModifierShortcutDefault
	shift = fyne.KeyModifierShift
	alt   = fyne.KeyModifierAlt
)

// item makes a command with its shortcut; no key means none. A shortcut needs
// Ctrl or Alt: the toolkit hands bare function keys to whoever has the
// keyboard and never looks for them in the menu.
func (s *Shell) item(key string, name fyne.KeyName, mod fyne.KeyModifier, f func()) *fyne.MenuItem {
	i := fyne.NewMenuItem(s.words.T(key), s.command(f))
	if name != "" {
		i.Shortcut = shortcut(name, mod)
	}
	return i
}

// shortcut names keys as the toolkit does when it looks for them in the menu:
// it calls Ctrl+Z by another name than all the rest.
func shortcut(name fyne.KeyName, mod fyne.KeyModifier) fyne.Shortcut {
	if name == fyne.KeyZ && mod == ctrl {
		return &fyne.ShortcutUndo{}
	}
	return &desktop.CustomShortcut{KeyName: name, Modifier: mod}
}

// always is item for what must be possible at any moment, also while a dialog
// or a large picture is up.
func (s *Shell) always(key string, name fyne.KeyName, mod fyne.KeyModifier, f func()) *fyne.MenuItem {
	i := s.item(key, name, mod, f)
	i.Action = f
	return i
}

// command is what a menu does. While a dialog waits for its answer a command
// does nothing, since what it shows would come up behind it; nor while long
// work holds the file, for which it would wait and the window with it.
func (s *Shell) command(f func()) func() {
	return func() {
		if !s.working && s.window.Canvas().Overlays().Top() == nil {
			f()
		}
	}
}

// unless greys a command out and takes its deed away: the toolkit runs the
// shortcut of a grey command all the same.
func unless(grey bool, i *fyne.MenuItem) *fyne.MenuItem {
	if i.Disabled = grey; grey {
		i.Action = nil
	}
	return i
}

// inFile greys a command out while no file is open.
func (s *Shell) inFile(i *fyne.MenuItem) *fyne.MenuItem {
	return unless(s.desk == nil, i)
}

// writing greys a command out while no file can be written.
func (s *Shell) writing(i *fyne.MenuItem) *fyne.MenuItem {
	return unless(s.desk == nil || s.desk.DB.ReadOnly(), i)
}

// inCase greys a command out while no case is shown.
func (s *Shell) inCase(i *fyne.MenuItem) *fyne.MenuItem {
	return unless(s.desk == nil || s.Place().Case.IsZero(), i)
}

// menu makes the main menu for the present language, file and place.
func (s *Shell) menu() {
	sep := fyne.NewMenuItemSeparator
	quit := s.item("action.quit", fyne.KeyQ, ctrl, s.Quit)
	quit.IsQuit, quit.Action = true, s.Quit // one can always leave
	file := fyne.NewMenu(s.words.T("menu.file"),
		s.item("action.new_file", fyne.KeyN, ctrl, s.askNewFile),
		s.item("action.open_file", fyne.KeyO, ctrl, s.askOpenFile),
		s.inFile(s.item("action.close_file", fyne.KeyW, ctrl, s.closeAndWelcome)),
		s.inFile(s.always("action.lock", fyne.KeyL, ctrl, s.Lock)), sep(),
		s.inFile(s.item("action.save_copy", fyne.KeyS, ctrl|shift, s.askCopy)),
		s.writing(s.item("action.import", "", 0, s.askImport)),
		s.inFile(s.item("action.export_data", "", 0, s.askData)),
		s.inFile(s.item("action.check", "", 0, s.check)),
		s.item("backup.menu", "", 0, s.AskRestore), sep(),
		unless(s.desk == nil && s.waiting == nil, s.always("action.wipe", fyne.KeyDelete, ctrl|shift, s.askWipe)), sep(),
		quit)
	edit := fyne.NewMenu(s.words.T("menu.edit"),
		s.writing(s.item("action.undo", fyne.KeyZ, ctrl, s.undo)),
		s.writing(s.item("action.redo", fyne.KeyZ, ctrl|shift, s.redo)), sep(),
		s.inFile(s.item("action.search", fyne.KeyF, ctrl, s.search)),
		s.inFile(s.item("nav.find", fyne.KeyF, ctrl|shift, func() { s.Go(desk.Route{Screen: desk.ScreenFind}) })),
		s.item("quick.menu", fyne.KeyK, ctrl, s.showQuick))
	cases := fyne.NewMenu(s.words.T("menu.case"),
		s.writing(s.item("action.new_case", fyne.KeyN, ctrl|shift, func() { s.desk.NewCase() })), sep(),
		s.inCase(s.item("action.add_files", fyne.KeyI, ctrl, s.AskFiles)),
		s.room(),
		s.inCase(s.item("timeline.title", "", 0, func() { s.Go(desk.Route{Screen: desk.ScreenTimeline, Case: s.Place().Case}) })),
		s.inCase(s.item("relations.title", "", 0, func() { s.Go(desk.Route{Screen: desk.ScreenRelations, Case: s.Place().Case}) })),
		s.inCase(s.item("grid.title", "", 0, func() { s.Go(desk.Route{Screen: desk.ScreenGrid, Case: s.Place().Case}) })), sep(),
		s.inCase(s.item("action.dossier", fyne.KeyE, ctrl, func() { s.Dossier(s.desk, s.Place().Case) })),
		s.inCase(s.item("lacking.menu", fyne.KeyM, ctrl|shift, func() {
			s.Go(desk.Route{Screen: desk.ScreenDossiers, Case: s.Place().Case, Section: desk.SectionMissing})
		})),
		s.inCase(s.item("colleagues.give_case", "", 0, s.giveCase)), sep(),
		s.writing(s.item("urgent.menu", fyne.KeyU, ctrl|shift, s.emergency)))
	menus := []*fyne.Menu{file, edit, cases}
	if s.absorbs() {
		menus = menus[:2] // nothing that leads away by a slip of the finger
	}
	if own := s.paneMenu(); own != nil {
		menus = append(menus, own)
	}
	if !s.absorbs() {
		menus = append(menus, s.goMenu())
	}
	s.window.SetMainMenu(fyne.NewMainMenu(append(menus, s.viewMenu(), s.helpMenu())...))
}

// room leads into the room: to a new interview in the case that is shown, and
// else back to the one that was going on.
func (s *Shell) room() *fyne.MenuItem {
	if s.desk != nil && s.Ongoing != nil && s.Place().Case.IsZero() {
		if to, ok := s.Ongoing(s.desk); ok {
			return s.item("room.resume", fyne.KeyI, ctrl|shift, func() { s.Go(to) })
		}
	}
	return unless(s.desk != nil && s.desk.DB.ReadOnly(), s.inCase(s.item("room.begin", fyne.KeyI, ctrl|shift, func() {
		s.Go(desk.Route{Screen: desk.ScreenInterviewing, Case: s.Place().Case})
	})))
}

// paneMenu makes the menu of the pane that is shown; nil where it has none.
func (s *Shell) paneMenu() *fyne.Menu {
	c, ok := s.pane.(desk.Commander)
	if !ok {
		return nil
	}
	title, all := c.Commands()
	if len(all) == 0 {
		return nil
	}
	m := fyne.NewMenu(s.words.T(title))
	for _, one := range all {
		switch {
		case one.Key == "":
			m.Items = append(m.Items, fyne.NewMenuItemSeparator())
		case one.Writes:
			m.Items = append(m.Items, s.writing(s.item(one.Key, one.Name, one.Mod, one.Do)))
		default:
			m.Items = append(m.Items, s.item(one.Key, one.Name, one.Mod, one.Do))
		}
	}
	return m
}

func (s *Shell) goMenu() *fyne.Menu {
	with := func(mod fyne.KeyModifier, key string, name fyne.KeyName, r desk.Route) *fyne.MenuItem {
		return s.inFile(s.item(key, name, mod, func() { s.Go(r) }))
	}
	to := func(key string, name fyne.KeyName, r desk.Route) *fyne.MenuItem { return with(ctrl, key, name, r) }
	back := s.item("action.back", fyne.KeyLeft, alt, s.Back)
	back.Disabled = len(s.places) < 2
	return fyne.NewMenu(s.words.T("menu.go"), back, fyne.NewMenuItemSeparator(),
		to("nav.today", fyne.KeyD, desk.Route{Screen: desk.ScreenToday}),
		to("nav.cases", fyne.Key1, desk.Route{Screen: desk.ScreenCases}),
		to("nav.people", fyne.Key2, desk.Route{Screen: desk.ScreenRecords, Section: "person"}),
		with(ctrl|shift, "nav.duplicates", fyne.Key2, desk.Route{Screen: desk.ScreenDuplicates}),
		to("nav.organisations", fyne.Key3, desk.Route{Screen: desk.ScreenRecords, Section: "organisation"}),
		to("nav.places", fyne.Key4, desk.Route{Screen: desk.ScreenRecords, Section: "place"}),
		with(ctrl|shift, "nav.patterns", fyne.KeyP, desk.Route{Screen: desk.ScreenPatterns}),
		with(ctrl|shift, "nav.statistics", fyne.KeyG, desk.Route{Screen: desk.ScreenStatistics}),
		to("nav.history", fyne.Key5, desk.Route{Screen: desk.ScreenHistory}),
		to("nav.words", fyne.Key6, desk.Route{Screen: desk.ScreenWords}),
		to("nav.keys", fyne.Key7, desk.Route{Screen: desk.ScreenKeys}),
		to("nav.backups", fyne.Key8, desk.Route{Screen: desk.ScreenBackups}),
		to("nav.profiles", fyne.Key9, desk.Route{Screen: desk.ScreenProfiles}),
		to("nav.colleagues", fyne.Key0, desk.Route{Screen: desk.ScreenColleagues}))
}

func (s *Shell) viewMenu() *fyne.Menu {
	language := fyne.NewMenuItem(s.words.T("settings.language"), nil)
	language.ChildMenu = fyne.NewMenu("")
	for _, l := range s.Bundle.Languages() {
		i := fyne.NewMenuItem(l.Name, s.command(func() { s.SetLanguage(l.Tag) }))
		i.Checked = l.Tag == s.words.Lang()
		language.ChildMenu.Items = append(language.ChildMenu.Items, i)
	}
	look := fyne.NewMenuItem(s.words.T("settings.theme"), nil)
	look.ChildMenu = fyne.NewMenu("")
	for _, name := range []string{"light", "dark", "contrast"} {
		i := fyne.NewMenuItem(s.words.T("settings.theme."+name), s.command(func() { s.SetLook(name) }))
		i.Checked = name == s.settings.Look
		look.ChildMenu.Items = append(look.ChildMenu.Items, i)
	}
	size := fyne.NewMenuItem(s.words.T("settings.text_size"), nil)
	size.ChildMenu = fyne.NewMenu("")
	for _, percent := range sizes {
		i := fyne.NewMenuItem(s.words.T("settings.text_size.percent", tr.V{"Percent": percent}), s.command(func() { s.SetSize(percent) }))
		i.Checked = percent == s.settings.Size
		size.ChildMenu.Items = append(size.ChildMenu.Items, i)
	}
	return fyne.NewMenu(s.words.T("menu.view"), language, look, size, fyne.NewMenuItemSeparator(),
		s.sized("action.larger", fyne.KeyEqual, 1), s.sized("action.smaller", fyne.KeyMinus, -1),
		s.item("action.full_screen", fyne.KeyF11, ctrl, func() { s.window.SetFullScreen(!s.window.FullScreen()) }))
}

// sized makes the command for larger or smaller letters. A picture or a page
// over the whole window has the same keys, which come here first.
func (s *Shell) sized(key string, name fyne.KeyName, by int) *fyne.MenuItem {
	i := s.item(key, name, ctrl, func() { s.step(by) })
	letters := i.Action
	i.Action = func() {
		if !ui.Zoom(s.window.Canvas(), by) {
			letters()
		}
	}
	return i
}

func (s *Shell) helpMenu() *fyne.Menu {
	return fyne.NewMenu(s.words.T("menu.help"),
		s.item("action.shortcuts", fyne.KeyF1, ctrl, s.showShortcuts),
		s.item("action.about", "", 0, s.showAbout))
}

// SetLanguage changes the language at once, everywhere.
func (s *Shell) SetLanguage(tag string) {
	s.settings.Language = tag
	s.keepSettings()
	s.speak()
}

// SetLook changes the colours: "light", "dark" or "contrast".
func (s *Shell) SetLook(name string) {
	s.settings.Look = name
	s.keepSettings()
	s.speak()
}

// SetSize changes the size of text, in percent.
func (s *Shell) SetSize(percent int) {
	s.settings.Size = percent
	s.settings = s.settings.sane()
	s.keepSettings()
	s.speak()
}

func (s *Shell) step(by int) {
	at := 0
	for i, p := range sizes {
		if p <= s.settings.Size {
			at = i
		}
	}
	s.SetSize(sizes[min(max(at+by, 0), len(sizes)-1)])
}

// undo takes back the last keystrokes while somebody types, and the last
// action otherwise.
func (s *Shell) undo() { s.takeBack(&fyne.ShortcutUndo{}, (*desk.Desk).Undo) }

func (s *Shell) redo() { s.takeBack(&fyne.ShortcutRedo{}, (*desk.Desk).Redo) }

// search looks through the file, or through the pages that have the keyboard;
// where the file is searched already it leads to the line for that.
func (s *Shell) search() {
	for _, at := range []any{s.window.Canvas().Focused(), s.pane} {
		if pages, ok := at.(interface{ Find() }); ok {
			pages.Find()
			return
		}
	}
	s.Go(desk.Route{Screen: desk.ScreenSearch})
}

func (s *Shell) takeBack(typed fyne.Shortcut, action func(*desk.Desk)) {
	if s.desk == nil {
		return
	}
	focused := s.window.Canvas().Focused()
	line, _ := focused.(*ui.Entry)
	loose := line != nil && line.OnCommit == nil // what is searched for stands in no record
	if f, ok := focused.(fyne.Shortcutable); ok && (loose || s.desk.Saver.Dirty()) {
		f.TypedShortcut(typed)
		return
	}
	action(s.desk)
}

// refreshUndo names in the menu what undo and redo would take back.
func (s *Shell) refreshUndo() {
	m := s.window.MainMenu()
	if m == nil || s.desk == nil || len(m.Items) < 2 {
		return
	}
	ctx := context.Background()
	name := func(key, verb string) string {
		if verb == "" {
			return s.words.T(key)
		}
		return fmt.Sprintf("%s: %s", s.words.T(key), s.words.T("verb."+verb))
	}
	m.Items[1].Items[0].Label = name("action.undo", s.desk.DB.CanUndo(ctx))
	m.Items[1].Items[1].Label = name("action.redo", s.desk.DB.CanRedo(ctx))
	m.Refresh()
}
