package profiles

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/profile"
	"guvoh/model"
)

// details shows one form; those of the users' own with a way to change each part.
type details struct {
	s    *Screen
	p    *profile.Profile
	w    *tr.Printer
	lang string
	r    model.Record // of the users' own; without an id for ours
	kept func()       // hears when the next change is kept
}

func newDetails(s *Screen, p *profile.Profile) *details {
	return &details{s: s, p: p, w: s.d.Words, lang: s.d.Words.Lang(), r: s.own[p.ID]}
}

func (d *details) object() fyne.CanvasObject {
	p, w := d.p, d.w
	head := ui.NewStack(1, ui.NewHeading(p.TitleIn(d.lang)))
	if body := p.Body.In(d.lang); body != "" {
		head.Add(ui.NewText(body, ui.TextStyle{Color: ui.ColorSubtle}))
	}
	head.Add(ui.NewText(p.AboutIn(d.lang), ui.TextStyle{}))
	marks := ui.NewFlow(ui.NewBadge(w.T("compose.as_of", tr.V{"Date": d.month(p.AsOf)}), ui.Neutral), ui.NewBadge(p.RuleVersion, ui.Neutral))
	if !d.r.ID.IsZero() {
		marks.Add(ui.NewBadge(w.T("compose.group.own"), ui.Accent))
	}
	head.Add(marks)
	var acts []fyne.CanvasObject
	for _, b := range d.s.acts(p) {
		acts = append(acts, b)
	}
	rows := ui.NewStack(3, head, ui.NewFlow(acts...))
	for _, part := range []func() fyne.CanvasObject{
		d.names, d.limits, d.clocks, d.consents, d.choices, d.page, d.exhibits, d.sections, d.sources,
	} {
		if o := part(); o != nil {
			rows.Add(o)
		}
	}
	return rows
}

// section is a part with its heading, and a way to change it.
func (d *details) section(key string, edit func(), rows ...fyne.CanvasObject) fyne.CanvasObject {
	var acts []fyne.CanvasObject
	if edit != nil && d.mine() {
		acts = append(acts, ui.NewButton(d.w.T("action.edit"), theme.DocumentCreateIcon(), ui.Quiet, edit))
	}
	return ui.NewStack(1.4, append([]fyne.CanvasObject{ui.NewSection(d.w.T(key), "", acts...)}, rows...)...)
}

// mine tells whether the form can be changed.
func (d *details) mine() bool { return !d.r.ID.IsZero() && !d.s.d.DB.ReadOnly() }

// row is a label over what it says.
func (d *details) row(key, value string) fyne.CanvasObject {
	return ui.NewField(d.w.T(key), ui.NewText(cmp.Or(value, d.w.T("profile.none")), ui.TextStyle{}))
}

// sure says how sure a number is, by the first of the keys that tells.
func (d *details) sure(keys ...string) *ui.Badge {
	for _, k := range keys {
		if how := d.p.Confidence[k]; how != "" {
			return d.badge(how)
		}
	}
	return nil
}

func (d *details) badge(how string) *ui.Badge {
	tone := map[string]ui.Tone{"seen": ui.Success, "recalled": ui.Warning, "design": ui.Neutral}[how]
	return ui.NewBadge(d.w.T("profile.sure."+how), tone)
}

func (d *details) names() fyne.CanvasObject {
	if !d.mine() {
		return nil // they stand in the head
	}
	var other []string
	for _, lang := range profile.Languages {
		if t := d.p.Title[lang]; t != "" && lang != d.lang {
			other = append(other, t)
		}
	}
	return d.section("profile.names", d.editNames, ui.NewForm(
		d.row("profile.other_titles", strings.Join(other, " · ")), d.row("profile.id", d.p.ID)))
}

func (d *details) limits() fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	for i, l := range d.p.Limits {
		of := l.Of
		if of != "" {
			of = d.sectionTitle(of)
		}
		title := d.w.N("profile.limit."+l.What, l.Max)
		if of != "" {
			title = of + ": " + title
		}
		var acts []fyne.CanvasObject
		if d.mine() {
			acts = append(acts, ui.NewIconButton(theme.DeleteIcon(), d.w.T("action.remove"), func() { d.dropLimit(i) }))
		}
		row := ui.NewActionRow(nil, title, l.Text.In(d.lang), acts...).Boxed()
		if b := d.sure("limits."+l.Of+"."+l.What, "limits."+l.Of, "limits."+l.What, "limits"); b != nil {
			row.Mark(b)
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		if !d.mine() {
			return nil
		}
		rows = append(rows, ui.NewCaption(d.w.T("profile.no_limits")))
	}
	if d.mine() {
		rows = append(rows, ui.NewToolbar(ui.NewButton(d.w.T("profile.add_limit"), theme.ContentAddIcon(), ui.Plain, d.addLimit)))
	}
	return d.section("profile.limits", nil, rows...)
}

func (d *details) clocks() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, c := range d.p.Clocks {
		row := ui.NewActionRow(theme.HistoryIcon(), c.Title.In(d.lang), strings.TrimSpace(c.Text.In(d.lang)+"\n"+c.Source)).Boxed()
		if b := d.sure("clocks."+c.Key, "clocks"); b != nil {
			row.Mark(b)
		}
		rows = append(rows, row)
	}
	if h := d.p.Hours; h != nil {
		row := ui.NewActionRow(theme.HistoryIcon(), d.w.T("profile.hours", tr.V{"From": h.From, "To": h.To, "Zone": h.Zone}), h.Text.In(d.lang)).Boxed()
		if b := d.sure("hours"); b != nil {
			row.Mark(b)
		}
		rows = append(rows, row)
	}
	if f := d.p.Forum; f != nil {
		var states []string
		for _, st := range f.States {
			said := d.w.Word("country", st.Country)
			if st.Until != "" {
				said = d.w.T("profile.until", tr.V{"State": said, "Day": d.month(st.Until)})
			}
			states = append(states, said)
		}
		text := strings.Join(states, ", ")
		if f.All {
			text = d.w.T("profile.all_states")
		}
		row := ui.NewActionRow(theme.HomeIcon(), d.w.T("profile.forum"), strings.TrimSpace(text+"\n"+f.Note.In(d.lang)+"\n"+f.Source)).Boxed()
		if b := d.sure("forum"); b != nil {
			row.Mark(b)
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil
	}
	return d.section("profile.when_where", nil, rows...)
}

func (d *details) consents() fyne.CanvasObject {
	var lines []string
	for _, c := range d.p.Consents {
		lines = append(lines, d.w.T("profile.consent", tr.V{"Of": d.w.T("profile.of." + c.Of), "Purpose": d.w.Word("consent_purpose", c.Purpose)}))
	}
	if len(lines) == 0 && !d.mine() {
		return nil
	}
	return d.section("profile.consents", d.editConsents, ui.NewForm(
		d.row("profile.consents_needed", strings.Join(lines, "\n")), d.row("issue.identity", d.w.Word("dossier_identity", d.p.Identity))))
}

func (d *details) choices() fyne.CanvasObject {
	var languages, formats []string
	for _, l := range d.p.Languages {
		languages = append(languages, d.language(l))
	}
	for _, f := range d.p.Formats {
		formats = append(formats, d.w.T("issue.format."+f))
	}
	if len(formats) == 0 {
		formats = []string{d.w.T("issue.format.pdf")}
	}
	if len(languages) == 0 {
		languages = []string{d.w.T("compose.any_language")}
	}
	return d.section("profile.takes", d.editChoices, ui.NewForm(
		d.row("profile.languages", strings.Join(languages, ", ")), d.row("profile.formats", strings.Join(formats, ", "))))
}

// language names a language in itself.
func (d *details) language(tag string) string {
	for _, l := range d.w.Documents() {
		if l.Tag == tag {
			return l.Name
		}
	}
	return tag
}

func (d *details) page() fyne.CanvasObject {
	p, w := d.p, d.w
	m := p.Page.Margin
	size := p.Page.Size
	if p.Page.Landscape {
		size = w.T("profile.landscape", tr.V{"Size": size})
	}
	face := map[string]string{"times": "Liberation Serif"}[p.Type.Face]
	letters := cmp.Or(face, "Charis SIL") + ", " + w.T("profile.points", tr.V{"N": decimal(w, p.Type.Body)})
	row := d.section("profile.page", d.editPage, ui.NewForm(
		d.row("profile.paper", size),
		d.row("profile.margins", w.T("profile.mm", tr.V{"N": strings.Join([]string{num(m.Top), num(m.Right), num(m.Bottom), num(m.Left)}, " · ")})),
		d.row("profile.letters", letters), d.row("profile.line", w.T("profile.times", tr.V{"N": decimal(w, p.Type.Line)})),
		d.row("profile.contents", w.N("profile.levels", p.Contents)), d.row("profile.numbered", d.numbered())))
	return row
}

// levels says how deep a table of contents goes.
func (d *details) levels(n int) string {
	if n == 0 {
		return d.w.T("profile.none")
	}
	return d.w.N("profile.levels", n)
}

func (d *details) numbered() string {
	var parts []string
	if d.p.Number.Sections {
		parts = append(parts, d.w.T("profile.number_sections"))
	}
	if d.p.Number.Paragraphs {
		parts = append(parts, d.w.T("profile.number_paragraphs"))
	}
	return strings.Join(parts, ", ")
}

func (d *details) exhibits() fyne.CanvasObject {
	p, w := d.p, d.w
	rows := []fyne.CanvasObject{}
	if x := p.Exhibits; x == nil {
		rows = append(rows, ui.NewCaption(w.T("profile.no_exhibits")))
	} else {
		var columns []string
		for _, c := range x.Columns {
			columns = append(columns, w.T("profile.column."+c))
		}
		how := w.T("profile.listed")
		if x.Enclose {
			how = w.T("profile.enclosed")
		}
		rows = append(rows, ui.NewForm(d.row("profile.cited_as", x.Label.In(d.lang)+" 1"), d.row("profile.exhibit_pages", how),
			d.row("profile.columns", strings.Join(columns, ", ")), d.row("profile.volumes", d.volumes())))
	}
	return d.section("profile.exhibits", d.editExhibits, rows...)
}

func (d *details) volumes() string {
	var parts []string
	if n := d.p.Volumes.Pages; n > 0 {
		parts = append(parts, d.w.N("issue.pages", n))
	}
	if n := d.p.Volumes.MB; n > 0 {
		parts = append(parts, d.w.T("issue.mb", tr.V{"N": d.w.Number(n)}))
	}
	if n := d.p.PartPages; n > 0 {
		parts = append(parts, d.w.N("profile.fax", n))
	}
	return strings.Join(parts, ", ")
}

func (d *details) sources() fyne.CanvasObject {
	if len(d.p.Sources) == 0 && !d.mine() {
		return nil
	}
	text := ui.NewAutoEditor(1, 220)
	text.SetText(strings.Join(d.p.Sources, "\n"))
	text.SetReadOnly(true)
	return d.section("profile.sources", d.editSources, text)
}

// sectionTitle gives the heading of a section by its name.
func (d *details) sectionTitle(name string) string {
	title := name
	d.p.All(func(s profile.Section) {
		if s.Name() == name {
			title = d.titleOf(s)
		}
	})
	return title
}

func (d *details) titleOf(s profile.Section) string {
	return cmp.Or(s.Title.In(d.lang), d.w.T("dossier.section."+s.Type))
}

// month says a month or a day as the reader writes it.
func (d *details) month(s string) string {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		day := t.Format(time.DateOnly)
		return d.w.Date(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay})
	}
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return s
	}
	return d.w.Date(model.Date{
		Earliest: t.Format(time.DateOnly), Latest: t.AddDate(0, 1, -1).Format(time.DateOnly), Precision: model.PrecisionMonth,
	})
}

// num writes a measure as it is typed.
func num(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// decimal writes a measure with the sign of the language.
func decimal(w *tr.Printer, x float64) string {
	return strings.Replace(num(x), ".", w.T("compose.decimal"), 1)
}
