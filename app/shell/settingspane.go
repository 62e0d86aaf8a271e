package shell

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// settingsPane is where a person chooses language, look and size and says
// under which name they write.
type settingsPane struct {
	widget.BaseWidget
	view fyne.CanvasObject
}

// CreateRenderer shows the choices.
func (p *settingsPane) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(p.view)
}

// Changed has nothing to show again: settings are not records.
func (*settingsPane) Changed(store.Changes) {}

// Leave has nothing to put away: every choice took effect at once.
func (*settingsPane) Leave() {}

func (s *Shell) settingsPane(d *desk.Desk) desk.Pane {
	author := ui.NewEntry(s.words.T("settings.author_example"), nil)
	author.Load(d.DB.Author())
	author.OnCommit = func(name string) {
		if name != d.DB.Author() {
			s.sign(name)
		}
	}
	if d.DB.ReadOnly() {
		author.Disable()
	}
	var languages, lookNames, sizeNames []ui.Option
	for _, l := range s.Bundle.Languages() {
		languages = append(languages, ui.Option{ID: l.Tag, Label: l.Name})
	}
	for _, name := range []string{"light", "dark", "contrast"} {
		lookNames = append(lookNames, ui.Option{ID: name, Label: s.words.T("settings.theme." + name)})
	}
	for _, p := range sizes {
		label := s.words.T("settings.text_size.percent", tr.V{"Percent": p})
		sizeNames = append(sizeNames, ui.Option{ID: label, Label: label})
	}
	column := ui.NewStack(3,
		ui.NewText(s.words.T("action.settings"), ui.TextStyle{Size: theme.SizeNameHeadingText, Bold: true}),
		ui.NewField(s.words.T("settings.author"), author).SetHelp(s.words.T("settings.author_why")),
		s.choice("settings.language", languages, s.words.Lang(), s.SetLanguage),
		s.choice("settings.theme", lookNames, s.settings.Look, s.SetLook),
		s.choice("settings.text_size", sizeNames, s.words.T("settings.text_size.percent", tr.V{"Percent": s.settings.Size}),
			func(label string) {
				for i, o := range sizeNames {
					if o.ID == label {
						s.SetSize(sizes[i])
					}
				}
			}),
		ui.NewStack(0.8, s.lockChoice(), ui.NewCaption(s.words.T("settings.lock_why"))),
		ui.NewStack(0.8,
			ui.NewCheck(s.words.T("settings.file_in_title"), s.settings.FileInTitle, s.SetFileInTitle),
			ui.NewCaption(s.words.T("settings.file_in_title_why"))),
	)
	p := &settingsPane{view: ui.NewScroll(container.NewPadded(ui.NewColumn(560, ui.NewInset(3, 3, column))))}
	p.ExtendBaseWidget(p)
	return p
}

// lockChoice asks after how long without a person the window locks.
func (s *Shell) lockChoice() fyne.CanvasObject {
	var options []ui.Option
	for _, minutes := range lockChoices {
		options = append(options, ui.Option{ID: strconv.Itoa(minutes), Label: s.lockName(minutes)})
	}
	return s.choice("settings.lock", options, strconv.Itoa(s.settings.LockAfter), func(id string) {
		if minutes, err := strconv.Atoi(id); err == nil {
			s.SetLockAfter(minutes)
		}
	})
}

// choice is a row of buttons of which one is chosen: for few choices quicker
// to read and to reach than a list that opens.
func (s *Shell) choice(key string, options []ui.Option, now string, chosen func(string)) fyne.CanvasObject {
	row := ui.NewFlow()
	for _, o := range options {
		style := ui.Plain
		if o.ID == now {
			style = ui.Primary
		}
		row.Add(ui.NewButton(o.Label, nil, style, func() { s.runLater(func() { chosen(o.ID) }) }))
	}
	return ui.NewField(s.words.T(key), row)
}
