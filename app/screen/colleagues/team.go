package colleagues

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ask"
	"guvoh/app/desk"
	"guvoh/app/teamwork"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
	"guvoh/model/team"
)

// teamPane is the team folder: who is in it, what came, what is still on its
// way.
type teamPane struct {
	frame
	off   func()
	in    bool // this device was in a team when the menu was made
	page  *fyne.Container
	now   *ui.Button
	state *ui.ActionRow
}

func newTeam(d *desk.Desk, t Tools) *teamPane {
	p := &teamPane{frame: frame{Tools: t, d: d, body: container.NewStack()}, page: ui.NewStack(4)}
	p.show(ui.NewScroll(ui.NewAtMost(700, ui.NewInset(4, 4, p.page))))
	p.ExtendBaseWidget(p)
	p.fill(true)
	if t.Team != nil {
		p.off = t.Team.OnState(func() { p.fill(false) })
	}
	return p
}

// Leave hears nothing of the team any more.
func (p *teamPane) Leave() {
	p.frame.Leave()
	if p.off != nil {
		p.off()
	}
}

// Commands gives the menu what can be done with the team.
func (p *teamPane) Commands() (string, []desk.Command) {
	if p.Team == nil || !p.Team.State().In {
		return "", nil
	}
	return "nav.colleagues", []desk.Command{{Key: "teamwork.now", Name: fyne.KeyR, Mod: fyne.KeyModifierShortcutDefault, Do: p.Team.Now}}
}

// fill shows how things stand. What has the keyboard keeps it where it is still
// there.
func (p *teamPane) fill(begin bool) {
	if p.gone {
		return
	}
	had := p.hadKeyboard()
	var s teamwork.State
	if p.Team != nil {
		s = p.Team.State()
	}
	parts := []fyne.CanvasObject{ui.NewStack(1, ui.NewHeading(p.t("colleagues.team")), ui.NewCaption(p.t("teamwork.lead")))}
	switch {
	case p.d.DB.ReadOnly():
		parts = append(parts, ui.NewBanner(ui.Neutral, p.t("colleagues.read_only")))
	case !s.In:
		parts = append(parts, p.outside(s))
	default:
		parts = append(parts, p.standing(s))
		if s.Status.Standing == team.In {
			parts = append(parts, p.waiting(s), p.members(s))
		}
		parts = append(parts, p.onItsWay(s), p.leaving(s))
	}
	if s.In != p.in { // the menu can do other things now
		p.in = s.In
		p.menuChanged()
	}
	p.page.Objects = slices.DeleteFunc(parts, func(o fyne.CanvasObject) bool { return o == nil })
	p.page.Refresh()
	p.body.Refresh()
	p.keepKeyboard(had, begin)
}

// hadKeyboard names the button of the page that has the keyboard.
func (p *teamPane) hadKeyboard() string {
	if b, ok := p.d.Host.Window().Canvas().Focused().(*ui.Button); ok && b.Visible() {
		for _, one := range buttonsIn(p.page) {
			if one == b {
				return b.Label()
			}
		}
	}
	return ""
}

// keepKeyboard gives the keyboard to the button of that name, or, at the
// beginning, to the first that can be pressed.
func (p *teamPane) keepKeyboard(name string, begin bool) {
	switch {
	case begin && p.now != nil:
		name = p.now.Label()
	case name == "" && !begin:
		return
	}
	for _, b := range buttonsIn(p.page) {
		if !b.Disabled() && (name == "" || b.Label() == name) {
			p.d.Runner.Do(func() {}, func() { ui.Focus(b) })
			return
		}
	}
}

// buttonsIn finds the buttons of a page, in the order of Tab.
func buttonsIn(o fyne.CanvasObject) (all []*ui.Button) {
	switch v := o.(type) {
	case *ui.Button:
		return []*ui.Button{v}
	case *fyne.Container:
		for _, in := range v.Objects {
			all = append(all, buttonsIn(in)...)
		}
	case interface{ Acts() []fyne.CanvasObject }:
		for _, in := range v.Acts() {
			all = append(all, buttonsIn(in)...)
		}
	}
	return all
}

// outside offers to begin a team or to join one.
func (p *teamPane) outside(s teamwork.State) fyne.CanvasObject {
	found := ui.NewButton(p.t("teamwork.found_do"), nil, ui.Primary, func() { p.askFolder("teamwork.found", "teamwork.found_where", "teamwork.found_do", p.Team.Found) })
	join := ui.NewButton(p.t("teamwork.join_do"), nil, ui.Plain, func() { p.askFolder("teamwork.join", "teamwork.join_where", "teamwork.join_do", p.Team.Join) })
	rows := ui.NewStack(2)
	if s.Err != nil {
		rows.Add(ui.NewBanner(ui.Problem, teamSentence(p.d.Words, s.Err)))
	}
	if p.Team == nil {
		found.Disable()
		join.Disable()
	}
	rows.Add(ui.NewText(p.t("teamwork.what"), ui.TextStyle{}))
	rows.Add(ui.NewActionRow(theme.FolderNewIcon(), p.t("teamwork.found"), p.t("teamwork.found_why"), found).Boxed())
	rows.Add(ui.NewActionRow(theme.LoginIcon(), p.t("teamwork.join"), p.t("teamwork.join_why"), join).Boxed())
	rows.Add(ui.NewCaption(p.t("teamwork.knows")))
	return rows
}

// askFolder asks for the folder and begins there.
func (p *teamPane) askFolder(title, text, yes string, begin func(string, func(error))) {
	ui.AskPath(p.d.Host.Window(), ui.PathSpec{
		Title: p.t(title), Text: p.t(text), Yes: p.t(yes), Folder: true, Path: desk.Home() + string(filepath.Separator),
		Check: func(path string) string {
			switch {
			case !filepath.IsAbs(path):
				return p.t("file.whole_path")
			case !desk.IsFolder(path):
				return p.t("backup.folder_missing")
			case same(path, filepath.Dir(p.d.DB.Path())):
				return p.t("teamwork.folder_same")
			}
			return ""
		},
		Then: func(path string) {
			if p.d.Saver.Commit() {
				begin(filepath.Clean(path), p.said)
			}
		},
	})
}

// said says what went wrong, if anything did, and shows how things stand.
func (p *teamPane) said(err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		ui.Message(p.d.Host.Window().Canvas(), p.t("problem.title"), teamSentence(p.d.Words, err))
	}
	p.fill(false)
}

// Line says in one line how the team folder stands.
func Line(w *tr.Printer, s teamwork.State) string {
	switch {
	case !s.In:
		return w.T("teamwork.none")
	case s.Working:
		return w.T("teamwork.working")
	case s.Err != nil:
		return teamSentence(w, s.Err)
	case s.Paused:
		return w.T("teamwork.paused")
	case s.Status.Standing == team.Waiting:
		return w.T("teamwork.waiting_in")
	case s.Status.Standing == team.Invited:
		return w.T("teamwork.invited")
	case s.Status.Standing == team.Left:
		return w.T("teamwork.left")
	case s.Status.At.IsZero():
		return w.T("teamwork.not_yet")
	case removed(s.Status):
		return w.T("teamwork.removed")
	}
	return w.T("teamwork.last", tr.V{"When": moment(w, s.Status.At)})
}

// removed tells whether this computer is no longer in the team, as far as the
// folder shows.
func removed(s team.Status) bool {
	return slices.ContainsFunc(s.Problems, func(p team.Problem) bool { return p.Code == team.Removed })
}

// moment says an hour of today, or a day and an hour.
func moment(w *tr.Printer, at time.Time) string {
	if now := time.Now(); at.Local().Format(time.DateOnly) == now.Local().Format(time.DateOnly) {
		return at.Local().Format("15:04")
	}
	return desk.Moment(w, at)
}

// standing says how this device stands to the team, and what it can do.
func (p *teamPane) standing(s teamwork.State) fyne.CanvasObject {
	w := p.d.Words
	p.now = ui.NewButton(p.t("teamwork.now"), theme.ViewRefreshIcon(), ui.Primary, p.Team.Now)
	key := "teamwork.pause"
	if s.Paused {
		key = "teamwork.go_on"
	}
	pause := ui.NewButton(p.t(key), nil, ui.Plain, func() { p.Team.Pause(!s.Paused) })
	rows := ui.NewStack(1.6)
	p.state = ui.NewActionRow(theme.FolderIcon(), s.Folder, Line(w, s)+"\n"+published(w, s), pause, p.now).Boxed()
	rows.Add(p.state)
	if errors.Is(s.Err, team.ErrFolder) {
		rows.Add(ui.NewBanner(ui.Neutral, p.t("teamwork.folder_gone"), ui.NewButton(p.t("teamwork.moved"), nil, ui.Plain, p.askMoved)))
	}
	if s.Purged.Merge > 0 {
		look := ui.NewButton(p.t("teamwork.purged_look"), nil, ui.Plain, func() {
			p.Team.SeePurges()
			p.d.Host.Go(desk.Route{Screen: desk.ScreenColleagues, Section: Merges, Words: strconv.FormatInt(s.Purged.Merge, 10)})
		})
		rows.Add(ui.NewBanner(ui.Warning, w.N("teamwork.purged", s.Purged.Records), look))
	}
	for _, problem := range s.Status.Problems {
		rows.Add(ui.NewBanner(problemTone(problem.Code), p.problem(s, problem)))
	}
	switch s.Status.Standing {
	case team.Waiting:
		rows.Add(ui.NewStack(1.4, ui.NewSection(p.t("teamwork.own_print"), p.t("teamwork.own_print_why")), printOf(s.Status.Self)))
	case team.Invited:
		for _, c := range s.Status.Inviters {
			do := ui.NewButton(p.t("teamwork.believe"), nil, ui.Primary, func() { p.askAccept(c) })
			rows.Add(ui.NewActionRow(theme.QuestionIcon(), p.t("teamwork.inviter"), p.t("teamwork.inviter_why"), do).Boxed())
		}
		rows.Add(ui.NewStack(1.4, ui.NewSection(p.t("teamwork.own_print"), p.t("teamwork.own_print_why")), printOf(s.Status.Self)))
	}
	return rows
}

// published says how far this device's own part is. What was written before the
// file was opened this time has no time of its own: a pass that found nothing
// left to write says then that all of it lies there.
func published(w *tr.Printer, s teamwork.State) string {
	switch pub := s.Status.Published; {
	case s.Working && s.Step.Total > 0:
		return w.T("teamwork.step."+s.Step.What, tr.V{"Done": w.Number(s.Step.Done), "Total": w.Number(s.Step.Total)})
	case pub.Left > 0:
		return w.N("teamwork.to_write", pub.Left)
	case pub.At.IsZero() && looked(s.Status):
		return w.T("teamwork.all_written", tr.V{"When": moment(w, s.Status.At)})
	case pub.At.IsZero():
		return w.T("teamwork.nothing_written")
	default:
		return w.T("teamwork.all_written", tr.V{"When": moment(w, pub.At)})
	}
}

// looked tells whether a pass could have written what the folder lacks.
func looked(s team.Status) bool {
	return s.Standing == team.In && !s.At.IsZero() && !slices.ContainsFunc(s.Problems, func(p team.Problem) bool {
		return p.Code == team.ReadOnly || p.Code == team.Full
	})
}

func problemTone(c team.Code) ui.Tone {
	switch c {
	case team.Forged, team.Fork, team.Quarantined, team.Split, team.AfterRemoval:
		return ui.Problem
	case team.Unfinished, team.UnknownEpoch, team.Removed:
		return ui.Neutral
	}
	return ui.Warning
}

func (p *teamPane) problem(s teamwork.State, one team.Problem) string {
	name := p.t("trust.nameless")
	for _, m := range s.Status.Members {
		if m.ID == one.Member && m.Name != "" {
			name = m.Name
		}
	}
	return p.d.Words.T("teamwork.problem."+strings.ReplaceAll(string(one.Code), "-", "_"), tr.V{"Name": name, "When": desk.Day(p.d.Words, one.Since)})
}

// waiting lists who wants to be let in.
func (p *teamPane) waiting(s teamwork.State) fyne.CanvasObject {
	if len(s.Status.Waiting) == 0 {
		return nil
	}
	rows := ui.NewStack(1.2, ui.NewSection(p.t("teamwork.want_in"), p.t("teamwork.want_in_why")))
	for _, c := range s.Status.Waiting {
		do := ui.NewButton(p.t("teamwork.let_in"), nil, ui.Plain, func() { p.askAdmit(c) })
		rows.Add(ui.NewActionRow(theme.QuestionIcon(), p.t("teamwork.somebody"), strings.Join(spell(c).Digits, " "), do).Boxed())
	}
	return rows
}

// members lists who is in the team, this device first.
func (p *teamPane) members(s teamwork.State) fyne.CanvasObject {
	rows := ui.NewStack(1.2, ui.NewSection(p.t("teamwork.members"), ""))
	for _, m := range s.Status.Members {
		mark := p.d.Trust(m.Trust)
		name := p.d.NameOf(store.Author{Name: m.Name})
		var acts []fyne.CanvasObject
		text := p.t("teamwork.member_own")
		if m.ID == s.Status.Self.ID {
			if name = p.d.DB.Author(); name == "" {
				name = p.t("teamwork.you")
			}
			mark.Words = p.t("teamwork.you")
		} else {
			acts = []fyne.CanvasObject{ui.NewButton(p.t("teamwork.remove"), nil, ui.Quiet, func() { p.askRemove(m) })}
			text = p.about(s, m)
		}
		rows.Add(ui.NewActionRow(mark.Icon, name, text, acts...).Mark(mark.Badge()).Boxed())
	}
	if len(s.Status.Members) < 2 {
		rows.Add(ui.NewCaption(p.t("teamwork.alone")))
	}
	return rows
}

// about says what came from a member, and what is still on its way.
func (p *teamPane) about(s teamwork.State, m team.Member) string {
	w := p.d.Words
	lines := []string{p.t("teamwork.nothing_came")}
	if !m.Last.IsZero() {
		lines[0] = w.T("teamwork.came_until", tr.V{"When": desk.Moment(w, m.Last)})
	}
	if !m.Read.IsZero() {
		lines = append(lines, w.T("teamwork.read", tr.V{"When": desk.Moment(w, m.Read)}))
	}
	if m.Unread > 0 && !removed(s.Status) { // of which none will ever be read then
		lines = append(lines, w.N("teamwork.unread", m.Unread))
	}
	return strings.Join(lines, "\n")
}

// onItsWay says what is known to exist and has not come.
func (p *teamPane) onItsWay(s teamwork.State) fyne.CanvasObject {
	w := p.d.Words
	if len(s.Status.Awaited) == 0 {
		return nil
	}
	rows := ui.NewStack(1, ui.NewSection(p.t("teamwork.on_its_way"), p.t("teamwork.on_its_way_why")))
	for i, a := range s.Status.Awaited {
		if i == 8 {
			break
		}
		name := a.Author
		if name == "" {
			name = p.t("trust.nameless")
		}
		rows.Add(ui.NewText(w.N("colleagues.gap", a.Entries, tr.V{"Name": name, "When": desk.Day(w, a.Since)}), ui.TextStyle{}))
	}
	return rows
}

func (p *teamPane) leaving(teamwork.State) fyne.CanvasObject {
	leave := ui.NewButton(p.t("teamwork.leave"), nil, ui.Plain, p.askLeave)
	return ui.NewActionRow(theme.LogoutIcon(), p.t("teamwork.leave_title"), p.t("teamwork.leave_why"), leave)
}

// askMoved asks where the folder lies now.
func (p *teamPane) askMoved() {
	p.askFolder("teamwork.moved", "teamwork.moved_where", "action.ok", func(path string, done func(error)) {
		p.Team.Do(func(_ context.Context, t *team.Team) error { return t.SetFolder(path) }, done)
	})
}

// askAdmit has the fingerprint of somebody compared before they are let in.
func (p *teamPane) askAdmit(c team.Card) {
	name := ui.NewEntry(p.t("keys.whose_example"), nil)
	field := ui.NewField(p.t("keys.whose"), name)
	p.compare("teamwork.let_in_title", "teamwork.let_in_text", "teamwork.let_in", c, field, func() bool {
		if strings.TrimSpace(name.Text) == "" {
			field.SetError(p.t("teamwork.name_first"))
			ui.Focus(name)
			return false
		}
		return true
	}, func(ctx context.Context, t *team.Team) error { return t.Admit(ctx, c.ID, strings.TrimSpace(name.Text)) })
}

// askAccept has the fingerprint of whoever let this device in compared.
func (p *teamPane) askAccept(c team.Card) {
	p.compare("teamwork.believe_title", "teamwork.believe_text", "teamwork.believe", c, nil, func() bool { return true },
		func(ctx context.Context, t *team.Team) error { return t.Accept(ctx, c.ID) })
}

func (p *teamPane) compare(title, text, yes string, c team.Card, more fyne.CanvasObject, ready func() bool, deed teamwork.Deed) {
	done := ui.NewCheck(p.t("keys.compared"), false, nil)
	need := ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: theme.ColorNameError})
	done.OnChanged = func(bool) { need.SetText("") }
	body := ui.NewStack(2.4, ui.NewText(p.t(text), ui.TextStyle{}), printOf(c))
	var first fyne.Focusable = done
	if more != nil {
		body.Add(more)
		if f, ok := more.(*ui.Field); ok {
			first, _ = f.Input().(fyne.Focusable)
		}
	}
	body.Add(ui.NewStack(0.6, done, need))
	ask.Show(p.d, ask.Spec{
		Title: p.t(title), Body: body, First: first, Yes: p.t(yes), Gone: func() bool { return p.gone },
		Submit: func(f *ask.Form) {
			switch {
			case !ready():
			case !done.Checked():
				need.SetText(p.t("keys.compare_first"))
			default:
				f.Close()
				p.Team.Do(deed, p.said)
			}
		},
	})
}

// askRemove asks whether a member shall be shut out, and says what that reaches.
func (p *teamPane) askRemove(m team.Member) {
	p.grave(p.d.Words.T("teamwork.remove_title", tr.V{"Name": m.Name}), "teamwork.remove_text", "teamwork.remove", func() {
		p.Team.Do(func(ctx context.Context, t *team.Team) error { return t.Remove(ctx, m.ID) }, p.said)
	})
}

func (p *teamPane) askLeave() {
	p.grave(p.t("teamwork.leave_title"), "teamwork.leave_text", "teamwork.leave", func() { p.Team.Leave(p.said) })
}

func (p *teamPane) grave(title, text, yes string, do func()) {
	f := ask.Show(p.d, ask.Spec{
		Title: title, Body: ui.NewText(p.t(text), ui.TextStyle{}), Yes: p.t(yes), Gone: func() bool { return p.gone },
		Submit: func(f *ask.Form) { f.Close(); do() },
	})
	f.Grave()
}

// teamSentence says why something with the team folder did not work.
func teamSentence(w *tr.Printer, err error) string {
	for _, one := range []struct {
		err error
		key string
	}{
		{team.ErrFolder, "teamwork.err.folder"},
		{team.ErrTaken, "teamwork.err.taken"},
		{team.ErrEmpty, "teamwork.err.empty"},
		{team.ErrInTeam, "teamwork.err.in_team"},
		{team.ErrNoDevice, "teamwork.err.no_device"},
		{team.ErrNotWaits, "teamwork.err.not_waits"},
		{team.ErrNotMember, "teamwork.err.not_member"},
		{team.ErrNotIn, "teamwork.err.not_in"},
		{team.ErrOneself, "teamwork.err.oneself"},
		{team.ErrNoTeam, "teamwork.none"},
		{store.ErrFull, "teamwork.err.full"},
	} {
		if errors.Is(err, one.err) {
			return w.T(one.key)
		}
	}
	return desk.Sentence(w, err)
}
