package colleagues

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// filter says what of a report is listed.
type filter int

// The filters, in the order of their buttons.
const (
	everything filter = iota
	fresh
	changed
	twoValues
	deleted
	purged
	attachments
	aside
	filters
)

var filterKeys = [filters]string{
	"colleagues.filter.all", "colleagues.filter.new", "colleagues.filter.changed", "colleagues.filter.two",
	"colleagues.filter.deleted", "colleagues.filter.purged", "colleagues.filter.attachments", "colleagues.filter.aside",
}

// lets tells whether a record passes.
func (f filter) lets(m *store.Merged) bool {
	switch f {
	case everything:
		return true
	case fresh:
		return m.What == store.MergedNew
	case changed:
		return m.What == store.MergedChanged || m.What == store.MergedRestored
	case twoValues:
		return conflicting(m)
	case deleted:
		return m.What == store.MergedDeleted
	case purged:
		return m.What == store.MergedPurged
	}
	return false
}

func conflicting(m *store.Merged) bool {
	return slices.ContainsFunc(m.Fields, func(f store.MergedField) bool { return f.Conflict })
}

// counts says how many things each filter would list. Records that the report
// counts without listing them are among them.
func counts(r *store.MergeReport) (n [filters]int) {
	for i := range r.Records {
		for f := fresh; f <= purged; f++ {
			if f.lets(&r.Records[i]) {
				n[f]++
			}
		}
	}
	n[fresh], n[changed] = max(n[fresh], r.New), max(n[changed], r.Changed+r.Restored)
	n[deleted], n[purged] = max(n[deleted], r.Deleted), max(n[purged], r.Purged)
	n[attachments], n[aside] = len(r.Attachments), len(r.Quarantine)
	n[everything] = len(r.Records) + r.More + n[attachments] + n[aside]
	return n
}

// line is one row of the list: the overview, a heading, or a thing under one.
type line struct {
	over    bool // the overview
	head    bool
	title   string
	members []*store.Merged // of a heading
	rec     *store.Merged
	bytes   *store.MergedBytes
	aside   *store.Quarantined
}

// names finds the words for records that are in the report and for those that
// are in the file.
type names struct {
	d      *desk.Desk
	labels map[model.ID]string
}

func newNames(d *desk.Desk, r *store.MergeReport) *names {
	n := &names{d, make(map[model.ID]string, len(r.Records))}
	for i := range r.Records {
		if m := &r.Records[i]; m.Label != "" {
			n.labels[m.Record] = m.Label
		}
	}
	return n
}

func (n *names) title(id model.ID) string {
	if s := n.labels[id]; s != "" {
		return s
	}
	s := n.d.TitleOf(id)
	if s != "" {
		n.labels[id] = s // asked for again and again while somebody scrolls
	}
	return s
}

// listed makes the lines of a report: records by case, then attachments, then
// what is set aside.
func listed(n *names, r *store.MergeReport, f filter) []line {
	lines := []line{}
	if f == everything {
		lines = append(lines, line{over: true, title: n.d.Words.T("colleagues.overview")})
	}
	lines = append(lines, records(n, r, f)...)
	if f == everything || f == attachments {
		lines = append(lines, headed(n, "colleagues.filter.attachments", len(r.Attachments))...)
		for i := range r.Attachments {
			lines = append(lines, line{bytes: &r.Attachments[i]})
		}
	}
	if f == everything || f == aside {
		lines = append(lines, headed(n, "colleagues.filter.aside", len(r.Quarantine))...)
		for i := range r.Quarantine {
			lines = append(lines, line{aside: &r.Quarantine[i]})
		}
	}
	return lines
}

// headed is a heading where something stands under it.
func headed(n *names, key string, count int) []line {
	if count == 0 {
		return nil
	}
	return []line{{head: true, title: n.d.Words.T(key)}}
}

// records groups what passes by case, cases by their names. What belongs to no
// case comes last.
func records(n *names, r *store.MergeReport, f filter) (lines []line) {
	groups := map[model.ID]*line{}
	for i := range r.Records {
		m := &r.Records[i]
		if !f.lets(m) {
			continue
		}
		id := caseOf(m)
		g := groups[id]
		if g == nil {
			g = &line{head: true, title: n.d.Words.T("colleagues.no_case")}
			if !id.IsZero() {
				if g.title = n.title(id); g.title == "" { // it was taken back, or left out
					g.title = n.d.Words.Kind("case")
				}
			}
			groups[id] = g
		}
		g.members = append(g.members, m)
	}
	ids := make([]model.ID, 0, len(groups))
	for id := range groups {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b model.ID) int {
		switch {
		case a.IsZero() != b.IsZero():
			return boolOrder(a.IsZero())
		case groups[a].title != groups[b].title:
			return strings.Compare(groups[a].title, groups[b].title)
		}
		return strings.Compare(a.String(), b.String())
	})
	for _, id := range ids {
		lines = append(lines, *groups[id])
		for _, m := range groups[id].members {
			lines = append(lines, line{rec: m})
		}
	}
	return lines
}

func boolOrder(last bool) int {
	if last {
		return 1
	}
	return -1
}

// caseOf is the case under which a record is listed.
func caseOf(m *store.Merged) model.ID {
	switch {
	case m.Kind == "case":
		return m.Record
	case len(m.Cases) > 0:
		return m.Cases[0]
	}
	return model.ID{}
}

// mark gives the words for what happens to a record.
func (r reading) mark(m *store.Merged) (string, ui.Tone) {
	w := r.d.Words
	switch {
	case m.What == store.MergedPurged:
		return w.T("colleagues.mark.purged"), ui.Problem
	case conflicting(m) && r.proposed:
		return w.T("colleagues.mark.here_too"), ui.Warning
	case conflicting(m):
		return w.T("colleagues.mark.two"), ui.Warning
	case m.What == store.MergedNew:
		return w.T("colleagues.mark.new"), ui.Success
	case m.What == store.MergedDeleted:
		return w.T("colleagues.mark.deleted"), ui.Warning
	case m.What == store.MergedRestored:
		return w.T("colleagues.mark.restored"), ui.Accent
	}
	return w.T("colleagues.mark.changed"), ui.Accent
}

// row is how a line is shown; left tells what is left out.
func (r reading) row(l *line, left map[model.ID]bool, ticks bool) ui.TickRow {
	w := r.d.Words
	switch {
	case l.over:
		return ui.TickRow{Head: true, Icon: theme.InfoIcon(), Title: l.title}
	case l.head:
		return ui.TickRow{Head: true, Title: l.title, Tick: ticked(l.members, left, ticks)}
	case l.rec != nil:
		text, tone := r.mark(l.rec)
		if l.rec.LeftOut && !ticks {
			text, tone = w.T("colleagues.mark.left"), ui.Neutral
		}
		title, detail := r.of(l.rec), w.Kind(l.rec.Kind)
		switch {
		case l.rec.LeftBefore && ticks:
			detail = w.T("colleagues.was_left", tr.V{"Kind": detail})
		case detail == title: // it has no name
			detail = ""
		}
		return ui.TickRow{Title: title, Detail: detail, Mark: text, Tone: tone, Tick: ticked([]*store.Merged{l.rec}, left, ticks)}
	case l.bytes != nil:
		text, tone := r.when("colleagues.mark.comes", "colleagues.mark.came"), ui.Success
		if !l.bytes.Came {
			text, tone = w.T("colleagues.mark.awaited"), ui.Neutral
		}
		title := r.title(l.bytes.Record)
		if title == "" {
			title = w.T("colleagues.attachment")
		}
		return ui.TickRow{Icon: theme.MailAttachmentIcon(), Title: title, Detail: size(w, l.bytes.Size), Mark: text, Tone: tone}
	}
	return ui.TickRow{
		Icon: theme.WarningIcon(), Title: r.d.NameOf(l.aside.Author), Detail: w.N("colleagues.entries", l.aside.Entries),
		Mark: w.T("colleagues.mark.aside"), Tone: ui.Problem,
	}
}

func ticked(of []*store.Merged, left map[model.ID]bool, ticks bool) ui.Tick {
	if !ticks || len(of) == 0 {
		return ui.NoTick
	}
	out := 0
	for _, m := range of {
		if left[m.Record] {
			out++
		}
	}
	switch out {
	case 0:
		return ui.Ticked
	case len(of):
		return ui.Unticked
	}
	return ui.HalfTicked
}

// size says how large something is.
func size(w *tr.Printer, n int64) string {
	switch {
	case n >= 1e6:
		tenths := int((n + 50_000) / 100_000)
		return w.T("issue.mb", tr.V{"N": w.Number(tenths/10) + w.T("compose.decimal") + w.Number(tenths%10)})
	case n >= 1000:
		return w.T("issue.kb", tr.V{"N": w.Number(int((n + 500) / 1000))})
	}
	return w.N("issue.bytes", int(n))
}
