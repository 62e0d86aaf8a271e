package colleagues

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// preview shows what a file brings before anything of it is taken.
type preview struct {
	p    *take
	list *listing
	yes  *ui.Button
}

func newPreview(p *take) *preview {
	v := &preview{p: p, list: newTicked(p.d, &p.report, p.left)}
	v.yes = ui.NewButton(p.t("colleagues.take_in"), theme.ConfirmIcon(), ui.Primary, p.merge)
	return v
}

// object lays the preview out.
func (v *preview) object() fyne.CanvasObject {
	p, w := v.p, v.p.d.Words
	save := ui.NewButton(p.t("colleagues.save_report"), theme.DocumentSaveIcon(), ui.Plain, p.saveReport)
	no := ui.NewButton(p.t("action.cancel"), nil, ui.Plain, func() { p.d.Host.Replace(hubRoute()) })
	title := ui.NewStack(0.6, ui.NewHeading(p.t("colleagues.preview")), ui.NewCaption(filepath.Base(p.path)))
	head := ui.NewStack(1.6, ui.NewRow(0, title, save, no, v.yes), ui.NewText(summary(w, &p.report), ui.TextStyle{}))
	alarm := func(key string, n int, f filter) {
		if n > 0 {
			head.Add(ui.NewBanner(ui.Problem, w.N(key, n), ui.NewButton(p.t("colleagues.show"), nil, ui.Plain, func() { v.list.only(f) })))
		}
	}
	alarm("colleagues.aside_alarm", len(p.report.Quarantine), aside)
	alarm("colleagues.purge_alarm", p.report.Purged, purged)
	return ui.NewHeaded(head, v.list.object())
}

// begin gives the keyboard to the list.
func (v *preview) begin() {
	v.p.d.Runner.Do(func() {}, func() { ui.Focus(v.list.list) })
}

// overview says what came from whom, and what is known to be missing still.
func overview(r reading, m *store.MergeReport) fyne.CanvasObject {
	w := r.d.Words
	parts := []fyne.CanvasObject{ui.NewStack(1.4, ui.NewSection(w.T("colleagues.who"), w.T("colleagues.clocks")))}
	people := parts[0].(*fyne.Container)
	for _, p := range m.People {
		people.Add(personRow(r.d, p))
	}
	if len(m.People) == 0 {
		people.Add(ui.NewCaption(w.T("colleagues.nobody_wrote")))
	}
	if m.Conflicts > 0 && !r.done { // afterwards it stands above
		parts = append(parts, ui.NewBanner(ui.Warning, w.N("colleagues.conflicts_stay", m.Conflicts)))
	}
	if len(m.Attachments) > 0 {
		parts = append(parts, r.bytesOf(m.Attachments))
	}
	if len(m.Awaited) > 0 {
		rows := ui.NewStack(1, ui.NewSection(w.T("colleagues.awaited_title"), w.N("colleagues.awaited", awaited(m.Awaited))))
		for i, g := range m.Awaited {
			if i == 5 {
				break
			}
			rows.Add(ui.NewCaption(w.N("colleagues.gap", g.Entries, tr.V{"Name": r.d.NameOf(g.Author), "When": span(w, g.Since, g.Since)})))
		}
		parts = append(parts, rows)
	}
	return ui.NewStack(3, parts...)
}

func awaited(gaps []store.Gap) (n int) {
	for _, g := range gaps {
		n += g.Entries
	}
	return n
}

// bytesOf says how many attachments come, or came, and how large they are.
func (r reading) bytesOf(all []store.MergedBytes) fyne.CanvasObject {
	w, key := r.d.Words, "colleagues.attachments_come"
	if r.done {
		key = "colleagues.attachments_came"
	}
	var come, wait int
	var bytes int64
	for _, a := range all {
		if a.Came {
			come++
			bytes += a.Size
		} else {
			wait++
		}
	}
	rows := ui.NewStack(0.8, ui.NewSection(w.T("colleagues.filter.attachments"), ""))
	if come > 0 {
		rows.Add(ui.NewText(w.N(key, come, tr.V{"Size": size(w, bytes)}), ui.TextStyle{}))
	}
	if wait > 0 {
		rows.Add(ui.NewText(w.N("colleagues.attachments_wait", wait), ui.TextStyle{}))
	}
	return rows
}
