package export

import (
	"slices"
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// complaints prints which right was breached and how, side by side.
func (b *builder) complaints() []doc.Block {
	rows := b.written[b.section.Name()]
	if len(rows) == 0 {
		return nil
	}
	t := &doc.Table{Columns: []doc.Column{
		{Title: b.columnOf(0, "dossier.complaint_right"), Weight: 1},
		{Title: b.columnOf(1, "dossier.complaint_why"), Weight: 3.2},
	}}
	for _, r := range rows {
		b.reached[r.ID] = true
		b.mark(r, "section", "heading", "text", "about")
		about := b.scope.get(r.Refs("about"))
		words := b.cited(b.plain(r, "text"))
		if words.Empty() {
			for _, f := range b.facts(about) {
				for _, text := range f.texts {
					words = glued(words, "\n", text...)
				}
			}
		} else {
			words = b.noted(words, b.behind(r, about))
		}
		t.Rows = append(t.Rows, doc.Row{
			Anchor: b.claim(anchor(r.ID)),
			Cells:  []doc.Text{{doc.Styled(b.plain(r, "heading"), doc.Bold)}, words},
		})
	}
	b.onlyReference(rows)
	b.grounds(rows)
	return append([]doc.Block{t}, b.counter(b.section.Name(), lengthOf([]doc.Block{t}), 0)...)
}

// columnOf gives the title of a column as the profile words it.
func (b *builder) columnOf(n int, key string) string {
	if n < len(b.section.Columns) {
		return b.section.Columns[n].In(b.w.Lang())
	}
	return b.w.T(key)
}

// grounds reports complaints of which nothing is said where the body asks for
// the remedies that were used. One heading may speak of several.
func (b *builder) grounds(complaints []model.Record) {
	remedies := b.sectionOf("remedies")
	if remedies == "" || len(b.written[remedies]) == 0 {
		return
	}
	var said []string
	for _, r := range b.written[remedies] {
		said = append(said, model.Fold(r.Text("heading")+"\n"+r.Text("text")))
	}
	all := strings.Join(said, "\n")
	for _, c := range complaints {
		if heading := model.Fold(c.Text("heading")); heading != "" && !strings.Contains(all, heading) {
			f := About(NoGrounds, c, "")
			f.Section = remedies
			b.findings = append(b.findings, f)
		}
	}
}

// elsewhere are proceedings before bodies that are no remedy at home.
var elsewhere = []string{"ecthr_application", "un_complaint", "un_special_procedure", "un_wgad", "un_wgeid", "interpol", "interim_measures"}

// noRemedy are the steps that nobody took to have something put right.
var noRemedy = []string{
	"wanted", "arrest", "charge", "questioning", "expert_report", "assurances", "sent_to_court", "statement_in_court", "handover", "release", "registered", "communicated",
}

// remedies prints what was tried at home and what came of it, then what was
// written about it.
func (b *builder) remedies() []doc.Block {
	t := &doc.Table{Columns: []doc.Column{
		{Title: b.w.Field("step", "date"), Weight: 2.6},
		{Title: b.w.Field("step", "learned"), Weight: 2.6},
		{Title: b.w.Kind("step"), Weight: 5},
		{Title: b.w.Field("step", "body"), Weight: 2.9},
		{Title: b.w.Field("step", "outcome"), Weight: 2.3},
	}}
	exhibits := b.p.Exhibits != nil
	if exhibits {
		t.Columns = append(t.Columns, doc.Column{Title: b.p.Exhibits.Label.In(b.w.Lang()), Weight: 1.5})
	}
	for _, p := range b.ofAll("proceeding") {
		if slices.Contains(elsewhere, p.Text("kind")) {
			continue
		}
		var rows []doc.Row
		for _, s := range b.s.Rows("step", p.ID) {
			if slices.Contains(noRemedy, s.Text("kind")) {
				continue
			}
			rows = append(rows, b.remedy(s, p, exhibits))
		}
		if len(rows) == 0 {
			continue
		}
		b.reached[p.ID] = true
		band := glued(doc.Text{doc.Styled(b.label(p.ID), doc.Bold)}, ", ", b.take(p, "number")...)
		t.Rows = append(append(t.Rows, doc.Row{Band: true, Anchor: b.anchored(p), Cells: []doc.Text{b.noted(band, b.lead(p))}}), rows...)
	}
	var blocks []doc.Block
	if len(t.Rows) > 0 {
		blocks = append(blocks, t)
	}
	rows := b.written[b.section.Name()]
	blocks = append(blocks, b.paragraphsOf(rows)...)
	b.onlyReference(rows)
	return append(blocks, b.counter(b.section.Name(), lengthOf(blocks), 0)...)
}

// remedy is one step; the body of its proceeding stands for its own where that
// is not recorded.
func (b *builder) remedy(s, p model.Record, exhibits bool) doc.Row {
	b.reached[s.ID] = true
	body := b.take(s, "body")
	if body.Empty() {
		body = b.take(p, "body")
	}
	what := b.take(s, "kind")
	if account := b.take(s, "account"); len(account) > 0 {
		what = glued(what, "\n", styled(account, doc.Small)...)
	}
	row := doc.Row{Anchor: b.anchored(s), Cells: []doc.Text{
		b.take(s, "date"), b.take(s, "learned"), b.noted(what, b.lead(s)), body, b.take(s, "outcome"),
	}}
	if exhibits {
		var t doc.Text
		for _, ref := range b.exhibitRefs(s) {
			if e := b.annexes.byName(ref.Text); e != nil { // the numbers alone: the title of the column says of what
				ref.Text = e.cite
				t = glued(t, ", ", ref)
			}
		}
		row.Cells = append(row.Cells, t)
	}
	return row
}
