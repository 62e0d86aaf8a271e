package composer

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/compose"
	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/gate"
	"guvoh/model"
)

// head is the top of the screen: what is composed, for whom, by which rules,
// and how much time there is.
type head struct {
	s      *Screen
	title  *ui.Text
	line   *ui.Text // the same on one line, in the smallest window
	rules  *ui.Text
	state  *ui.Text
	status *ui.TermSelect
	export *ui.Button
	panes  [2]*ui.Button // outline and side, where they have no room
	row    *fyne.Container
	second *fyne.Container
	times  *fyne.Container
	object *fyne.Container
	said   string // the times, as last shown
}

func newHead(s *Screen) *head {
	w := s.d.Words
	h := &head{s: s, times: ui.NewFlow()}
	h.rules = ui.NewCaption("")
	h.title = ui.NewText("", ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true})
	h.line = ui.NewText("", ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true, Single: true})
	h.line.Hide()
	h.state = ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true, Whole: true})
	var options []ui.Option
	for _, word := range s.d.DB.Schema().Vocabulary("dossier_status").Words {
		options = append(options, ui.Option{ID: word.ID, Label: w.Word("dossier_status", word.ID)})
	}
	h.status = ui.NewTermSelect(options, "", func(id string) { s.d.Set(s.id, "status", model.TextValue(id)) }).MustHold()
	h.export = ui.NewButton(w.T("compose.export"), nil, ui.Primary, s.export)
	back := ui.NewIconButton(theme.NavigateBackIcon(), w.T("compose.back"), func() {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenDossiers, Case: s.in})
	})
	h.panes[0] = ui.NewIconButton(theme.ListIcon(), w.T("compose.outline"), func() { s.panes.focus(paneOutline) })
	h.panes[1] = ui.NewIconButton(theme.ConfirmIcon(), w.T("compose.checks"), func() { s.panes.focus(paneSide) })
	if s.d.DB.ReadOnly() {
		h.status.Disable()
	}
	h.row = ui.NewRow(1, back, ui.NewStack(0, h.title, h.line), h.panes[0], h.panes[1], h.status, h.export)
	h.second = ui.NewRow(0, h.rules, h.state)
	h.object = ui.NewInset(2, 1.6, ui.NewStack(0.7, h.row, ui.NewInset(1, 0, ui.NewStack(0.9, h.second, h.times))))
	h.show()
	return h
}

// offer shows the ways to panes that have no room.
func (h *head) offer(shown [3]bool) {
	small := h.s.panes.fit == 1
	changed := h.line.Hidden == small
	h.title.Hidden, h.line.Hidden = small, !small
	for i, p := range []pane{paneOutline, paneSide} {
		b := h.panes[i]
		changed = changed || b.Hidden != shown[p]
		b.Hidden = shown[p]
	}
	if changed {
		h.row.Refresh()
	}
}

// say shows whether what was typed is on the disk.
func (h *head) say(key string) {
	if h.s.d.DB.ReadOnly() {
		key = "form.read_only"
	}
	if s := h.s.d.Words.T(key); s != h.state.Text() {
		h.state.SetText(s)
		h.second.Refresh()
	}
}

// show says it all again.
func (h *head) show() {
	s, w := h.s, h.s.d.Words
	r, _ := s.d.Get(s.id)
	h.title.SetText(r.Text("title"))
	h.line.SetText(r.Text("title"))
	h.status.Load(r.Text("status"))
	if s.profile == nil {
		return
	}
	p := s.profile
	parts := []string{p.Body.In(w.Lang()), p.TitleIn(w.Lang())}
	if strings.HasPrefix(r.Text("title"), p.TitleIn(w.Lang())) || parts[0] == "" {
		parts = parts[:1]
	}
	parts = append(parts, checked(w, p.AsOf), p.RuleVersion)
	h.rules.SetText(join(parts...))
	h.showTimes()
}

// checked says when the rules of a profile were last looked up.
func checked(w *tr.Printer, asOf string) string {
	if asOf == "" {
		return ""
	}
	return w.T("compose.as_of", tr.V{"Date": monthOf(w, asOf)})
}

// monthOf reads "2026-05" or "2026-05-17" as a date of the reader's language.
func monthOf(w *tr.Printer, s string) string {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		day := t.Format(time.DateOnly)
		return w.Date(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay})
	}
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return s
	}
	return w.Date(model.Date{
		Earliest: t.Format(time.DateOnly), Latest: t.AddDate(0, 1, -1).Format(time.DateOnly), Precision: model.PrecisionMonth,
	})
}

func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

// showTimes says how much time there is, by the clocks of the profile and the
// hours of the registry.
func (h *head) showTimes() {
	s := h.s
	var lines []timeLine
	if s.view != nil {
		for _, c := range s.view.Draft.Clocks {
			lines = append(lines, s.clockLine(c))
		}
	}
	if s.profile.Hours != nil {
		lines = append(lines, s.hoursLine())
	}
	said := ""
	for _, l := range lines {
		said += l.text + "\n"
	}
	if said == h.said {
		return
	}
	h.said = said
	h.times.Objects = nil
	for _, l := range lines {
		h.times.Add(ui.NewBadge(l.text, l.tone))
	}
	h.times.Hidden = len(lines) == 0
	if s.content != nil {
		s.content.Refresh()
	}
}

type timeLine struct {
	text string
	tone ui.Tone
}

// urgent says how loudly each degree of urgency is shown.
var urgent = map[compose.Urgency]ui.Tone{compose.Calm: ui.Neutral, compose.Open: ui.Success, compose.Soon: ui.Warning, compose.Late: ui.Problem}

func (s *Screen) clockLine(c gate.Deadline) timeLine {
	text, urgency := compose.Clock(s.d.Words, c)
	return timeLine{text, urgent[urgency]}
}

func (s *Screen) hoursLine() timeLine {
	text, urgency := compose.Hours(s.d.Words, *s.profile.Hours, s.tools.Now())
	return timeLine{text, urgent[urgency]}
}

// export asks how the files shall be made.
func (s *Screen) export() {
	if s.profile != nil && s.tools.Export != nil && s.d.Saver.Commit() {
		s.tools.Export(s.d, s.in, s.id, s.profile.ID)
	}
}
