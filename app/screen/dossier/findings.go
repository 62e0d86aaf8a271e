package dossier

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/redact"
	"guvoh/model"
	"guvoh/model/store"
)

// findings say what should be known before the files are made.
type findings struct {
	g       *dialog
	object  *fyne.Container
	draft   *bundle.Draft
	pages   int
	state   *ui.Text
	reasons map[string]string // for warnings that are passed over, by what they say
	all     *ui.Editor        // the reason for all others
	allRow  *ui.Field
	open    bool // the notes are shown, too
}

// said is what is said of several findings.
type said struct {
	what, why, fix string
	all            []export.Finding
}

// most is how many of one severity are shown.
const most = 12

func newFindings(g *dialog) *findings {
	f := &findings{g: g, object: ui.NewStack(1.2), reasons: map[string]string{}, state: ui.NewCaption("")}
	f.all = ui.NewAutoEditor(2, 120)
	f.allRow = ui.NewField(g.q.d.Words.T("issue.reason_all"), f.all).SetRequired(true)
	f.all.OnChanged = func() { f.allRow.SetError("") }
	return f
}

// say says how far the looking is.
func (f *findings) say(text string) {
	f.state.SetText(text)
	ui.Resized(f.object)
}

// grouped gives the standing findings of a severity, those that read the same
// as one.
func (f *findings) grouped(severity export.Severity) []said {
	q := f.g.q
	var out []said
	for _, one := range export.Standing(f.draft.Findings) {
		if one.Severity != severity {
			continue
		}
		say := one.Say(q.chosen, q.d.Words)
		i := slices.IndexFunc(out, func(s said) bool { return s.what == say.What })
		if i < 0 {
			i = len(out)
			out = append(out, said{what: say.What, why: say.Why, fix: say.Fix})
		}
		out[i].all = append(out[i].all, one)
	}
	return out
}

// show shows what was found.
func (f *findings) show(d *bundle.Draft, pages int) {
	g, w := f.g, f.g.q.d.Words
	f.draft, f.pages = d, pages
	stops, warnings := f.grouped(export.Stop), f.grouped(export.Warning)
	f.object.Objects = []fyne.CanvasObject{f.state}
	f.state.SetText("")
	if pages > 0 && g.q.format == "pdf" {
		f.state.SetText(w.N("issue.pages", pages))
	}
	g.stopped = len(stops) > 0
	if len(stops) > 0 {
		f.rows("issue.stops", theme.ErrorIcon(), stops, false)
	}
	if readOnly := g.q.d.DB.ReadOnly(); readOnly && len(d.Hidden) > 0 {
		f.object.Add(ui.NewBanner(ui.Problem, w.T("issue.read_only")))
		g.stopped = true
	}
	if len(warnings) > 0 {
		f.rows("issue.warnings", theme.WarningIcon(), warnings, g.q.composed())
		if g.q.composed() && !g.q.d.DB.ReadOnly() && f.unreasoned(warnings) {
			f.object.Add(f.allRow)
			f.object.Add(ui.NewCaption(w.T("compose.reason_why")))
		}
	}
	f.people()
	f.notes()
	if g.stopped {
		g.yes.Disable()
	} else {
		g.yes.Enable()
	}
	g.box.Refresh()
}

func (f *findings) unreasoned(warnings []said) bool {
	return slices.ContainsFunc(warnings, func(s said) bool { return f.reasons[s.what] == "" })
}

// rows shows findings of one severity.
func (f *findings) rows(title string, icon fyne.Resource, all []said, pass bool) {
	w := f.g.q.d.Words
	f.object.Add(ui.NewSection(w.T(title), ""))
	for _, s := range all[:min(len(all), most)] {
		what := s.what
		if n := len(s.all); n > 1 {
			what = w.T("issue.times", tr.V{"What": what, "Count": w.Number(n)})
		}
		text := strings.TrimSpace(s.why + " " + s.fix)
		var acts []fyne.CanvasObject
		if pass && !f.g.q.d.DB.ReadOnly() {
			acts = append(acts, ui.NewButton(w.T("issue.reason"), nil, ui.Plain, func() { f.ask(s) }))
			if reason := f.reasons[s.what]; reason != "" {
				text = w.T("compose.passed", tr.V{"Reason": reason})
			}
		}
		f.object.Add(ui.NewActionRow(icon, what, text, acts...).Boxed())
	}
	if n := len(all) - most; n > 0 {
		f.object.Add(ui.NewCaption(w.N("issue.and_more", n)))
	}
}

// ask asks why one warning may be passed over.
func (f *findings) ask(s said) {
	d := f.g.q.d
	w := d.Words
	reason := ui.NewAutoEditor(3, 160)
	reason.SetText(f.reasons[s.what])
	field := ui.NewField(w.T("compose.reason"), reason).SetRequired(true)
	body := ui.NewStack(2, ui.NewText(s.what, ui.TextStyle{}), field, ui.NewCaption(w.T("compose.reason_why")))
	ui.Form(d.Host.Window().Canvas(), w.T("compose.pass_over_title"), body, reason, w.T("compose.pass_over_now"), func() bool {
		text := strings.TrimSpace(model.CleanText(reason.Text()))
		if text == "" {
			field.SetError(w.T("compose.reason_missing"))
			return false
		}
		f.reasons[s.what] = text
		f.show(f.draft, f.pages)
		return true
	})
}

// passOver keeps why the warnings are passed over; false when one has no
// reason, or it could not be kept.
func (f *findings) passOver() bool {
	q := f.g.q
	if !q.composed() || f.draft == nil || q.d.DB.ReadOnly() {
		return true
	}
	warnings := f.grouped(export.Warning)
	if len(warnings) == 0 {
		return true
	}
	all := strings.TrimSpace(model.CleanText(f.all.Text()))
	if all == "" && f.unreasoned(warnings) {
		f.allRow.SetError(q.d.Words.T("issue.reason_missing"))
		ui.Reveal(f.allRow)
		ui.Focus(f.all)
		return false
	}
	return q.d.Do("except", func(tx *store.Tx) error {
		for _, s := range warnings {
			reason := f.reasons[s.what]
			if reason == "" {
				reason = all
			}
			if _, err := exchange.Except(tx, q.dossier.ID, s.all, reason); err != nil {
				return err
			}
		}
		return nil
	})
}

// people says who will be hidden and why, and what is withheld besides.
func (f *findings) people() {
	q, w := f.g.q, f.g.q.d.Words
	if left := q.names(f.draft.Hidden); len(left) > 0 {
		f.object.Add(ui.NewActionRow(theme.VisibilityOffIcon(), w.N("issue.left_out", len(left), tr.V{"Who": list(left)}), w.T("issue.left_out_why")).Boxed())
	}
	if !q.redact {
		return
	}
	hidden := slices.Collect(maps.Keys(redact.Persons(q.snap, nil)))
	if f.draft.Taken != nil {
		hidden = slices.Collect(maps.Keys(f.draft.Taken.Hidden))
	}
	if who := q.names(hidden); len(who) > 0 {
		f.object.Add(ui.NewActionRow(theme.VisibilityOffIcon(), w.N("issue.hidden", len(who), tr.V{"Who": list(who)}), w.T("issue.hidden_why")).Boxed())
	}
	if said := exchange.Withheld(w, f.draft.Taken); said != "" {
		f.object.Add(ui.NewActionRow(theme.ContentCutIcon(), w.T("issue.withheld"), cut(w, said)).Boxed())
	}
}

// mostLines is how many lines of what is withheld are shown.
const mostLines = 12

func cut(w *tr.Printer, said string) string {
	lines := strings.Split(said, "\n")
	if n := len(lines) - mostLines; n > 0 {
		lines = append(lines[:mostLines], w.N("issue.and_more", n))
	}
	return strings.Join(lines, "\n")
}

// list names people, many of them by their number.
func list(names []string) string {
	const named = 8
	if len(names) > named {
		return strings.Join(names[:named], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}

// notes are good to know, and stand in the way of nothing.
func (f *findings) notes() {
	w := f.g.q.d.Words
	lines := sentences(f.g.q, f.draft.Findings)
	if len(lines) == 0 {
		return
	}
	f.object.Add(ui.NewSection(w.T("export.know"), w.T("export.know_why")))
	for i, l := range lines {
		if i == most && !f.open {
			f.object.Add(ui.NewToolbar(ui.NewButton(w.N("issue.and_more", len(lines)-most), nil, ui.Link, func() {
				f.open = true
				f.show(f.draft, f.pages)
			})))
			break
		}
		f.object.Add(ui.NewText(l, ui.TextStyle{}))
	}
}

// sentences says the notes, few words for many of one sort.
func sentences(q *request, found []export.Finding) []string {
	w := q.d.Words
	unsourced, missing := map[string]int{}, map[string]int{}
	var kinds, fields, lines []string
	count := func(in map[string]int, order *[]string, key string) {
		if in[key]++; in[key] == 1 {
			*order = append(*order, key)
		}
	}
	for _, f := range export.Standing(found) {
		switch {
		case f.Severity != export.Note:
		case f.Code == export.NoSource:
			count(unsourced, &kinds, f.Kind)
		case f.Code == export.MissingField:
			count(missing, &fields, w.Kind(f.Kind)+": "+w.Field(f.Kind, f.Field))
		default:
			lines = append(lines, f.Say(q.chosen, w).What)
		}
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	if len(fields) > 0 {
		slices.SortStableFunc(fields, func(a, b string) int { return missing[b] - missing[a] })
		var parts []string
		for _, f := range fields[:min(fieldsNamed, len(fields))] {
			if missing[f] > 1 {
				f = w.T("issue.times", tr.V{"What": f, "Count": w.Number(missing[f])})
			}
			parts = append(parts, f)
		}
		if len(fields) > fieldsNamed {
			parts = append(parts, "…")
		}
		lines = append([]string{w.T("export.missing", tr.V{"What": strings.Join(parts, "; ")})}, lines...)
	}
	if len(kinds) > 0 {
		var parts []string
		for _, k := range kinds {
			parts = append(parts, w.Count(k, unsourced[k]))
		}
		lines = append([]string{w.T("export.no_source", tr.V{"What": strings.Join(parts, ", ")})}, lines...)
	}
	return lines
}

// fieldsNamed is how many fields are named one by one; the others are counted.
const fieldsNamed = 6
