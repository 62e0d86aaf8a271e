package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/ui"
)

// welcome is what is seen while no file is open: three ways to begin, and the
// languages, since nobody should have to look for their own.
func (s *Shell) welcome() fyne.CanvasObject {
	mark := canvas.NewImageFromResource(s.Icon)
	mark.FillMode = canvas.ImageFillContain
	mark.SetMinSize(fyne.NewSquareSize(88))
	first := ui.NewButton(s.words.T("welcome.new"), theme.DocumentCreateIcon(), ui.Primary, s.askNewFile)
	open := ui.NewButton(s.words.T("welcome.open"), theme.FolderOpenIcon(), ui.Plain, s.askOpenFile)
	sample := ui.NewButton(s.words.T("welcome.sample"), theme.VisibilityIcon(), ui.Plain, s.askSample)
	restore := ui.NewButton(s.words.T("backup.welcome"), nil, ui.Link, s.AskRestore)

	languages := make([]fyne.CanvasObject, 0, 3)
	for _, l := range s.Bundle.Languages() {
		style := ui.Quiet
		if l.Tag == s.words.Lang() {
			style = ui.Plain
		}
		languages = append(languages, ui.NewButton(l.Name, nil, style, func() { s.SetLanguage(l.Tag) }))
	}
	way := func(b *ui.Button, key string) fyne.CanvasObject {
		return ui.NewStack(0.8, b, ui.NewCaption(s.words.T(key)))
	}
	column := ui.NewStack(3.2,
		container.NewCenter(mark),
		centred(s.words.T("welcome.title"), s.words.T("welcome.text")),
		way(first, "welcome.new_why"), way(open, "welcome.open_why"), way(sample, "welcome.sample_why"),
		container.NewCenter(restore),
		container.NewCenter(container.NewGridWithColumns(min(3, len(languages)), languages...)),
		ui.NewCaption(s.words.T("welcome.promise")))
	s.runLater(func() {
		if s.desk == nil && s.stand == nil { // or a file was opened at once
			ui.Focus(first)
		}
	})
	return ui.NewScroll(container.NewCenter(ui.NewColumn(460, column)))
}

func centred(title, text string) fyne.CanvasObject {
	return ui.NewStack(1, ui.NewText(title, ui.TextStyle{Size: theme.SizeNameHeadingText, Bold: true, Align: fyne.TextAlignCenter}),
		ui.NewText(text, ui.TextStyle{Color: ui.ColorSubtle, Align: fyne.TextAlignCenter}))
}

// frame puts a pane beside the way to the other places of the file. Within a
// case its own sections take that room, and so do those of a dossier.
func (s *Shell) frame(p desk.Pane) fyne.CanvasObject {
	place := s.Place()
	if s.absorbs() {
		return p
	}
	switch place.Screen {
	case desk.ScreenCase, desk.ScreenDossiers, desk.ScreenDossier, desk.ScreenTimeline, desk.ScreenRelations, desk.ScreenGrid, desk.ScreenBody:
		return p
	}
	item := func(id, key string, icon fyne.Resource) ui.NavItem {
		return ui.NavItem{ID: id, Label: s.words.T(key), Icon: icon}
	}
	items := []ui.NavItem{
		item(desk.ScreenToday, "nav.today", theme.CalendarIcon()),
		item(desk.ScreenCases, "nav.cases", theme.FolderIcon()),
		item("person", "nav.people", theme.AccountIcon()),
		item(desk.ScreenDuplicates, "nav.duplicates", theme.ContentCopyIcon()),
		item("organisation", "nav.organisations", ui.OrganisationIcon()),
		item("place", "nav.places", theme.HomeIcon()),
		item(desk.ScreenSearch, "action.search", theme.SearchIcon()),
		item(desk.ScreenFind, "nav.find", theme.QuestionIcon()),
		item(desk.ScreenPatterns, "nav.patterns", ui.PatternsIcon()),
		item(desk.ScreenStatistics, "nav.statistics", ui.StatisticsIcon()),
		item(desk.ScreenHistory, "nav.history", theme.HistoryIcon()),
		item(desk.ScreenWords, "nav.words", theme.ListIcon()),
		item(desk.ScreenProfiles, "nav.profiles", theme.DocumentIcon()),
		{ID: desk.ScreenColleagues, Label: s.words.T("nav.colleagues"), Icon: ui.ColleaguesIcon(), Count: s.waitingThere()},
		{ID: desk.ScreenKeys, Label: s.words.T("nav.keys"), Icon: ui.KeyIcon(), Count: s.toDo()},
		item(desk.ScreenBackups, "nav.backups", theme.StorageIcon()),
		item(desk.ScreenSettings, "action.settings", theme.SettingsIcon()),
	}
	nav := ui.NewSidebar(items, func(id string) {
		switch id {
		case "person", "organisation", "place":
			s.Go(desk.Route{Screen: desk.ScreenRecords, Section: id})
		default:
			s.Go(desk.Route{Screen: id})
		}
	})
	s.nav = nav
	if nav.SetSelected(place.Screen); place.Screen == desk.ScreenRecords {
		nav.SetSelected(place.Section)
	}
	return container.New(layout.NewBorderLayout(nil, nil, nav, nil), nav, p)
}
