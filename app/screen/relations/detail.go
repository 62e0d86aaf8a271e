package relations

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/relation"
	"guvoh/app/tr"
	"guvoh/app/ui"
)

// detail shows what is known of who is chosen: the face, the name, what they are,
// and each of their ties with what it rests on.
func (s *Screen) detail() {
	w := s.d.Words
	n, ok := s.chosen()
	if !ok {
		s.ties = nil
		s.side.Objects = []fyne.CanvasObject{ui.NewEmptyState(theme.AccountIcon(), w.T("relations.choose"), "", nil)}
		s.side.Refresh()
		return
	}
	s.ties = nil
	var rows []ui.Result
	for _, l := range s.shown.Of(n.Key) {
		if l.Record.IsZero() {
			continue
		}
		rows = append(rows, s.row(n, l))
		s.ties = append(s.ties, l)
	}
	s.list.Load(rows, s.list.SelectedKey())
	s.tie(s.list.Selected())
	s.list.SetEmpty(ui.NewEmptyState(theme.AccountIcon(), w.T("relations.no_ties"), "", nil))
	s.side.Objects = []fyne.CanvasObject{ui.NewInset(3, 2.5, s.head(n)), s.list}
	s.side.Refresh()
}

// head is what stands above the ties.
func (s *Screen) head(n relation.Node) fyne.CanvasObject {
	w := s.d.Words
	box := ui.NewStack(1.2)
	if face := s.face(n); face != nil {
		box.Add(ui.NewRow(-1, face))
	}
	name, role := n.Name, n.Role
	if len(n.Members) > 0 {
		name, role = w.T("relations.group", tr.V{"Name": n.Name}), w.N("relations.members", len(n.Members))
	}
	words := ui.NewStack(0.4, ui.NewText(name, ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}))
	if role != "" {
		words.Add(ui.NewCaption(role))
	}
	box.Add(words)
	open := ui.NewButton(w.T("action.open"), theme.NavigateNextIcon(), ui.Plain, func() { s.openChosen("") })
	if len(n.Members) > 0 {
		key := "relations.unfold"
		if n.Open {
			key = "relations.fold"
		}
		open = ui.NewButton(w.T(key), theme.AccountIcon(), ui.Plain, func() { s.openChosen("") })
	}
	near := ui.NewButton(w.T("relations.near"), theme.VisibilityIcon(), ui.Quiet, func() {
		steps := strconv.Itoa(max(s.filter.Steps, 1))
		s.around.Load(steps)
		s.setAround(steps)
	})
	box.Add(ui.NewFlow(open, near))
	return box
}

// face shows the portrait of a person; nil where there is none.
func (s *Screen) face(n relation.Node) fyne.CanvasObject {
	if n.Portrait.IsZero() {
		return nil
	}
	e, ok := s.d.Get(n.Portrait)
	sha := e.Text("sha256")
	if !ok || sha == "" {
		return nil
	}
	const side = 96
	t := ui.NewThumb(side)
	db := s.d.DB
	t.Load(func() ([]byte, error) { return db.ReadAttachment(sha, largest) })
	return t
}

// row is one tie of who is chosen.
func (s *Screen) row(n relation.Node, l relation.Link) ui.Result {
	w := s.d.Words
	name := func(key string) string {
		o, _ := s.shown.Node(key)
		if len(o.Members) > 0 {
			return w.T("relations.group", tr.V{"Name": o.Name})
		}
		return o.Name
	}
	brief := func(key string) string { return shortened(name(key)) }
	r := ui.Result{
		Key: l.Record.String() + l.From + l.To, Sort: ui.ResultPlace, Title: name(l.Far(n.Key)),
		Text: strings.Join([]string{brief(l.From), l.Words, brief(l.To)}, " — "),
		Hint: w.N("relations.sources", l.Sources), Tone: ui.Neutral,
	}
	if l.Sources == 0 {
		r.Hint, r.Tone = w.T("widget.no_source"), ui.Warning
	}
	if l.Unsure != "" {
		r.Text = w.T("relations.unsure", tr.V{"Tie": r.Text, "Why": l.Unsure})
	}
	if l.Cited != "" {
		r.Text = w.T("relations.cited", tr.V{"Tie": r.Text, "Sources": l.Cited})
	}
	return r
}

// shortened leaves of a long name what tells who is meant. Both names stand in
// full above the tie, and what joins them must not be what is cut off.
func shortened(name string) string {
	const most = 22
	runes := []rune(name)
	if len(runes) <= most {
		return name
	}
	cut := string(runes[:most])
	if i := strings.LastIndex(cut, " "); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;") + "…"
}

// pointed shows the ties of a line: of the chosen one if it is theirs, or else of
// whom it begins at.
func (s *Screen) pointed(bond string) {
	k, err := strconv.Atoi(bond)
	if err != nil || k < 0 || k >= len(s.bonds) {
		return
	}
	b := s.bonds[k]
	if n, ok := s.chosen(); !ok || n.Key != b.From && n.Key != b.To {
		s.chart.Choose(b.From)
		s.detail()
		s.here()
	}
	for i, l := range s.ties {
		if s.bondOf(l) == k {
			s.list.Select(i)
			return
		}
	}
}

// bondOf gives the line that shows a tie; -1 where none does.
func (s *Screen) bondOf(l relation.Link) int {
	return slices.IndexFunc(s.bonds, func(b relation.Bond) bool { return slices.Contains(b.Links, l) })
}

// tie makes the line of the selected tie stand out.
func (s *Screen) tie(i int) {
	if i < 0 || i >= len(s.ties) {
		s.chart.Strengthen("")
		return
	}
	if k := s.bondOf(s.ties[i]); k >= 0 {
		s.chart.Strengthen(strconv.Itoa(k))
	}
}

// openTie opens the record that says so.
func (s *Screen) openTie(i int) {
	if i >= 0 && i < len(s.ties) {
		s.goTo(s.ties[i].Record)
	}
}
