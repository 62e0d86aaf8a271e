// Package interview shows an interview: who, when and where above the account,
// block by block, original and translation side by side; and around it the
// breaks, earlier interviews, referrals, consents and the reading back.
//
// Its one job is to show all that is known of an interview in one place; how
// its account is edited is package testimony's. Rules of the package: the head
// makes room for the account as soon as somebody types; what is around the
// account is shown on demand.
package interview

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/testimony"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// headFields are what one needs to see, or to fill in, before the first word.
var headFields = []string{"interviewee", "interviewers", "interpreter", "start", "end", "place", "languages", "mode", "present"}

// withoutTranslation remembers, until the program ends, that a person put the
// translations away. It belongs to the window's goroutine.
var withoutTranslation bool

// Pane is one interview.
type Pane struct {
	widget.BaseWidget
	d       *desk.Desk
	in      model.ID // the case it is shown in
	id      model.ID
	rec     model.Record
	account *testimony.Account
	several *contested

	title, summary, state *ui.Text
	heading               *fyne.Container // title and state
	tabs                  [2]*ui.Button
	tools                 *fyne.Container
	translation           *ui.Button
	details               *ui.Button
	head                  *recordform.Form // nil while folded up
	headBox               *fyne.Container
	find                  *finder
	around                *recordform.Form // nil until it is first shown
	passage               *recordform.Form // of the passage at hand, in a dialog; nil when closed
	consents              *consents
	page                  *fyne.Container
	pages                 [2]fyne.CanvasObject
	shown                 int
}

// New shows an interview.
func New(d *desk.Desk, caseID, record model.ID) desk.Pane {
	p := &Pane{d: d, in: caseID, id: record}
	p.ExtendBaseWidget(p)
	p.account = newAccount(p)
	p.several = newContested(p)
	p.build()
	p.load()
	p.account.Load()
	p.several.load()
	p.showPage(0)
	if !p.d.DB.ReadOnly() && p.rec.Ref("interviewee").IsZero() {
		p.unfold()
	}
	return p
}

func (p *Pane) build() {
	w := p.d.Words
	p.title = ui.NewHeading("")
	p.summary = ui.NewCaption("")
	p.state = ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true, Whole: true})
	p.heading = ui.NewRow(0, p.title, p.state)
	p.tabs = [2]*ui.Button{
		ui.NewButton("", theme.DocumentIcon(), ui.Plain, func() { p.showPage(0) }),
		ui.NewButton(w.T("interview.around"), theme.InfoIcon(), ui.Quiet, func() { p.showPage(1) }),
	}
	p.find = newFinder(p)
	p.translation = ui.NewButton(w.T("interview.translation"), nil, ui.Quiet, p.toggleTranslation)
	p.tools = ui.NewRow(-1, ui.NewButton(w.T("room.go_on"), theme.MediaPlayIcon(), ui.Quiet, p.toRoom), p.translation,
		ui.NewIconButton(theme.SearchIcon(), w.T("interview.find"), p.find.toggle),
		ui.NewIconButton(theme.MoreHorizontalIcon(), w.T("interview.passage"), p.askDetails))
	p.showTranslation()
	p.details = ui.NewButton(w.T("interview.head"), theme.MenuDropDownIcon(), ui.Link, p.toggleHead)
	p.headBox = ui.NewStack(0)
	p.page = &fyne.Container{Layout: fill{}}
	top := ui.NewStack(1, p.heading, ui.NewRow(0, p.summary, p.details), p.headBox, p.find.object, p.several.object)
	p.pages[0] = &fyne.Container{Layout: column{}, Objects: []fyne.CanvasObject{ui.NewInset(0, 1, top), p.account.List}}
}

// CreateRenderer lays the pages out under their names.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer {
	bar := ui.NewRow(0, ui.NewFlow(p.tabs[0], p.tabs[1]), p.tools)
	all := &fyne.Container{Layout: column{}, Objects: []fyne.CanvasObject{ui.NewInset(4, 2, bar), p.page}}
	return widget.NewSimpleRenderer(all)
}

// showPage shows the account, or what is around it.
func (p *Pane) showPage(i int) {
	p.account.Settle()
	if p.around != nil && i == 0 {
		p.around.Leave() // it hears the window's keys while it is shown
		p.around = nil
	}
	if i == 1 && p.around == nil {
		p.consents = newConsents(p)
		p.around = recordform.New(p.d, p.id, recordform.Options{Case: p.in, Without: []string{"block"}, Above: p.consents.object})
		p.pages[1] = p.around
	}
	p.shown = i
	for k, b := range p.tabs {
		b.SetStyle(map[bool]ui.ButtonStyle{true: ui.Plain, false: ui.Quiet}[k == i])
	}
	p.tools.Hidden = i != 0
	p.page.Objects = []fyne.CanvasObject{p.pages[i]}
	if i == 0 {
		p.page.Objects[0] = ui.NewInset(4, 0, p.pages[0])
	}
	p.relayout()
}

// load reads the interview and says what it is.
func (p *Pane) load() {
	r, ok := p.d.Get(p.id)
	if !ok {
		p.showPage(1) // the form says that it was deleted and offers it back
		return
	}
	p.rec = r
	p.title.SetText(p.d.Title(r))
	p.summary.SetText(p.said())
	p.say("state.saved")
	if p.d.DB.ReadOnly() {
		p.say("form.read_only")
	}
}

// said is the head in a line: what is known of who, when and where.
func (p *Pane) said() string {
	var parts []string
	title := p.d.Title(p.rec)
	for _, f := range []string{"start", "place", "interviewers", "interpreter", "languages", "mode"} {
		s := p.d.Show(p.rec, f)
		if s == "" || strings.Contains(title, s) {
			continue
		}
		if f == "interpreter" {
			s = p.d.Words.T("interview.interpreted_by", map[string]any{"Name": s})
		}
		parts = append(parts, s)
	}
	if len(parts) == 0 {
		return p.d.Words.T("interview.nothing_known")
	}
	return strings.Join(parts, " · ")
}

// say shows whether what was typed is on the disk.
func (p *Pane) say(key string) {
	if s := p.d.Words.T(key); p.state.Text() != s {
		p.state.SetText(s)
		p.heading.Refresh() // its words need another width
	}
}

// count shows how many passages there are.
func (p *Pane) count(n int) {
	p.tabs[0].SetLabel(p.d.Words.T("interview.account", map[string]any{"Count": p.d.Words.Number(n)}))
}

func (p *Pane) toggleHead() {
	if p.head == nil {
		p.unfold()
		p.head.Focus()
		return
	}
	p.foldHead()
}

// foldHead gives the room of the head to the account.
func (p *Pane) foldHead() {
	if p.head == nil {
		return
	}
	p.d.Saver.Commit()
	p.head = nil
	p.headBox.Objects = nil
	p.details.SetIcon(theme.MenuDropDownIcon())
	p.relayout()
}

// unfold shows the fields of the head above the account.
func (p *Pane) unfold() {
	p.head = recordform.New(p.d, p.id, recordform.Options{Case: p.in, Bare: true, Only: headFields})
	form := ui.NewScroll(ui.NewInset(1, 1.5, p.head.Body()))
	p.headBox.Objects = []fyne.CanvasObject{&fyne.Container{Layout: &capped{p: p, inner: p.head.Body()}, Objects: []fyne.CanvasObject{form}}}
	p.details.SetIcon(theme.MenuDropUpIcon())
	p.relayout()
}

func (p *Pane) toggleTranslation() {
	withoutTranslation = !withoutTranslation
	p.showTranslation()
}

func (p *Pane) showTranslation() {
	p.account.List.ShowTranslation(!withoutTranslation)
	icon := theme.CheckButtonCheckedIcon()
	if withoutTranslation {
		icon = theme.CheckButtonIcon()
	}
	p.translation.SetIcon(icon)
}

// toRoom goes on with the interview in the room in which it is held.
func (p *Pane) toRoom() {
	p.account.Settle()
	p.d.Host.Go(desk.Route{Screen: desk.ScreenInterviewing, Case: p.in, Record: p.id})
}

// Focus gives the keyboard to where work goes on: the head of a new interview,
// the end of one that is under way, the beginning of one that has ended.
func (p *Pane) Focus() {
	if p.head != nil && p.rec.Ref("interviewee").IsZero() {
		p.head.Focus()
		return
	}
	if p.rec.Get("end") != "" {
		p.account.Focus(0)
		return
	}
	p.account.Focus(len(p.account.Rows()) - 1)
}

// Changed shows what an action wrote.
func (p *Pane) Changed(c store.Changes) {
	if p.head != nil {
		p.head.Changed(c)
	}
	if p.around != nil {
		p.around.Changed(c)
		p.consents.changed(c)
	}
	if p.passage != nil {
		p.passage.Changed(c)
	}
	p.account.Changed(c)
	p.several.changed(c)
	for _, kind := range c.Records {
		switch kind {
		case "interview", "person", "person_name", "place", "organisation":
			p.load()
			p.relayout()
			return
		}
	}
	if !p.d.Saver.Dirty() {
		p.say("state.saved")
	}
}

// Leave commits what is being typed.
func (p *Pane) Leave() {
	p.account.Settle()
	if p.around != nil {
		p.around.Leave()
	}
}

// relayout gives the parts their room after one of them came, went or grew.
func (p *Pane) relayout() {
	if s := p.Size(); s.Width > 0 {
		p.Resize(s.SubtractWidthHeight(0, 1))
		p.Resize(s)
	}
	p.Refresh()
}
