package profiles

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/profile"
	"guvoh/model"
)

// problem is what is wrong with what was typed into a field.
type problem struct {
	row  *ui.Field
	text string
}

// change asks for changes of the form and keeps them as one action. apply puts
// what was typed into a copy; what the whole form then lacks is said at the
// field whose key begins the fault, else at the first.
func (d *details) change(title string, body fyne.CanvasObject, first fyne.Focusable, apply func(*profile.Profile) *problem, places map[string]*ui.Field) {
	kept := d.kept
	d.kept = nil
	fail := func(row *ui.Field, text string) bool {
		row.SetError(text)
		ui.Reveal(row)
		return false
	}
	submit := func() bool {
		for _, row := range places {
			row.SetError("")
		}
		p := clone(d.p)
		if wrong := apply(&p); wrong != nil {
			return fail(wrong.row, wrong.text)
		}
		data, err := p.Encode()
		if err != nil {
			for begins, row := range places {
				if begins != "" && strings.HasPrefix(err.Error(), begins) {
					return fail(row, d.s.wrong(err))
				}
			}
			return fail(places[""], d.s.wrong(err))
		}
		if !d.s.keep(d.r, &p, data) {
			return false
		}
		if kept != nil {
			kept()
		}
		return true
	}
	var box *ui.Dialog
	no := ui.NewButton(d.w.T("action.cancel"), nil, ui.Plain, func() { box.Close() })
	yes := ui.NewButton(d.w.T("action.save"), nil, ui.Primary, func() {
		if submit() {
			box.Close()
		} else {
			box.Refresh()
		}
	})
	box = ui.NewDialog(d.s.d.Host.Window().Canvas(), ui.DialogSpec{Title: d.w.T(title), Body: body, Buttons: []*ui.Button{no, yes}, First: first, Width: width})
	box.Show()
}

// width is how wide a dialog is at 100 %: two columns of fields.
const width = 700

// at makes a change that needs no question.
func (d *details) at(apply func(*profile.Profile)) {
	p := clone(d.p)
	apply(&p)
	data, err := p.Encode()
	if err != nil {
		d.s.d.Host.Toast(d.s.wrong(err), "", nil)
		return
	}
	d.s.keep(d.r, &p, data)
}

// line makes a line of typing with a value in it.
func line(value string) *ui.Entry {
	e := ui.NewEntry("", nil)
	e.Load(value)
	return e
}

// typed is what was typed, without what nobody sees.
func typed(e *ui.Entry) string { return strings.TrimSpace(model.CleanText(e.Text)) }

// whole reads a whole number; nothing is zero.
func whole(e *ui.Entry) (int, bool) {
	text := typed(e)
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// measure reads a measure, with either sign before its decimals.
func measure(e *ui.Entry) (float64, bool) {
	x, err := strconv.ParseFloat(strings.Replace(typed(e), ",", ".", 1), 64)
	return x, err == nil
}

// words are lines whose words differ by language.
type words struct {
	lang   string
	pick   *ui.TermSelect
	lines  []*ui.Entry
	values []profile.Words
	object fyne.CanvasObject
	rows   []*ui.Field
}

// inWords makes lines for words of each language.
func (d *details) inWords(keys []string, values ...profile.Words) *words {
	t := &words{lang: d.lang}
	var options []ui.Option
	for _, l := range profile.Languages {
		options = append(options, ui.Option{ID: l, Label: d.language(l)})
	}
	t.pick = ui.NewTermSelect(options, "", func(lang string) {
		t.store()
		t.lang = lang
		t.load()
	}).MustHold()
	t.pick.Load(t.lang)
	stack := ui.NewStack(2, ui.NewField(d.w.T("profile.words_in"), t.pick))
	for i, key := range keys {
		own := profile.Words{}
		for lang, s := range values[i] {
			own[lang] = s
		}
		t.values = append(t.values, own)
		t.lines = append(t.lines, line(""))
		t.rows = append(t.rows, ui.NewField(d.w.T(key), t.lines[i]))
		stack.Add(t.rows[i])
	}
	t.object = stack
	t.load()
	return t
}

func (t *words) load() {
	for i, e := range t.lines {
		e.Load(t.values[i][t.lang])
	}
}

func (t *words) store() {
	for i, e := range t.lines {
		if s := typed(e); s == "" {
			delete(t.values[i], t.lang)
		} else {
			t.values[i][t.lang] = s
		}
	}
}

// take gives the words of a line; nothing where there are none.
func (t *words) take(i int) profile.Words {
	t.store()
	if len(t.values[i]) == 0 {
		return nil
	}
	return t.values[i]
}

func (d *details) editNames() {
	p := d.p
	t := d.inWords([]string{"profile.title", "profile.about", "profile.body"}, p.Title, p.About, p.Body)
	version, asOf := line(p.RuleVersion), line(p.AsOf)
	versionRow := ui.NewField(d.w.T("profile.rule_version"), version).SetHelp(d.w.T("profile.rule_version.help"))
	asOfRow := ui.NewField(d.w.T("profile.as_of"), asOf).SetHelp(d.w.T("profile.as_of.help"))
	d.change("profile.names", ui.NewStack(2.4, t.object, ui.NewForm(versionRow, asOfRow)), t.lines[0], func(c *profile.Profile) *problem {
		c.Title, c.About, c.Body = t.take(0), t.take(1), t.take(2)
		if c.Title["en"] == "" {
			return &problem{t.rows[0], d.w.T("profile.bad.title")}
		}
		c.RuleVersion, c.AsOf = typed(version), typed(asOf)
		return nil
	}, map[string]*ui.Field{"": t.rows[0], "rule_version": versionRow, "as_of": asOfRow})
}

func (d *details) editSources() {
	text := ui.NewAutoEditor(5, 300)
	text.SetText(strings.Join(d.p.Sources, "\n"))
	row := ui.NewField(d.w.T("profile.sources_lines"), text)
	d.change("profile.sources", row, text, func(c *profile.Profile) *problem {
		c.Sources = lines(text.Text())
		return nil
	}, map[string]*ui.Field{"": row})
}

// lines gives the lines that hold something.
func lines(text string) []string {
	var out []string
	for _, l := range strings.Split(model.CleanText(text), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func options(ids []string, label func(string) string) []ui.Option {
	var out []ui.Option
	for _, id := range ids {
		out = append(out, ui.Option{ID: id, Label: label(id)})
	}
	return out
}

func (d *details) keyed(prefix string) func(string) string {
	return func(id string) string { return d.w.T(prefix + id) }
}

func (d *details) editChoices() {
	languages := ui.NewTermsPicker(options(profile.Languages, d.language), "", nil)
	languages.Load(d.p.Languages)
	formats := ui.NewTermsPicker(options(profile.Formats, d.keyed("issue.format.")), "", nil)
	formats.Load(d.p.Formats)
	first := ui.NewField(d.w.T("profile.languages"), languages).SetHelp(d.w.T("profile.languages.help"))
	second := ui.NewField(d.w.T("profile.formats"), formats).SetHelp(d.w.T("profile.formats.help"))
	d.change("profile.takes", ui.NewStack(2.4, first, second), nil, func(c *profile.Profile) *problem {
		c.Languages, c.Formats = languages.Values(), formats.Values()
		return nil
	}, map[string]*ui.Field{"": first, "formats": second})
}

func (d *details) editConsents() {
	label := func(id string) string { return d.w.Word("dossier_identity", id) }
	identity := ui.NewTermSelect(options(profile.Identities, label), "", nil).MustHold()
	identity.Load(d.p.Identity)
	instead := ui.NewTermsPicker(options(profile.Identities, label), "", nil)
	instead.Load(d.p.Identities)
	// A consent is a purpose and whose it is; each pair is one choice.
	var all []ui.Option
	if v := d.s.d.DB.Schema().Vocabulary("consent_purpose"); v != nil {
		for _, of := range profile.ConsentOf {
			for _, word := range v.Words {
				all = append(all, ui.Option{
					ID: of + "/" + word.ID, Label: d.w.T("profile.consent", tr.V{"Of": d.w.T("profile.of." + of), "Purpose": d.w.Word("consent_purpose", word.ID)}),
				})
			}
		}
	}
	needed := ui.NewTermsPicker(all, "", nil)
	var has []string
	for _, c := range d.p.Consents {
		has = append(has, c.Of+"/"+c.Purpose)
	}
	needed.Load(has)
	first := ui.NewField(d.w.T("profile.consents_needed"), needed)
	second := ui.NewField(d.w.T("issue.identity"), identity)
	d.change("profile.consents", ui.NewStack(2.4, first, second, ui.NewField(d.w.T("profile.identities"), instead)), nil, func(c *profile.Profile) *problem {
		c.Consents = nil
		for _, pair := range needed.Values() {
			of, purpose, _ := strings.Cut(pair, "/")
			c.Consents = append(c.Consents, profile.Consent{Purpose: purpose, Of: of})
		}
		c.Identity, c.Identities = identity.Value(), instead.Values()
		return nil
	}, map[string]*ui.Field{"": first, "identit": second})
}

func (d *details) addLimit() {
	what := ui.NewTermSelect(options(profile.Measures, d.keyed("profile.measure.")), "", nil).MustHold()
	what.Load("pages")
	var names []string
	d.p.All(func(s profile.Section) { names = append(names, s.Name()) })
	of := ui.NewTermSelect(options(names, d.sectionTitle), d.w.T("profile.whole_document"), nil)
	most := line("")
	mostRow := ui.NewField(d.w.T("profile.most"), most).SetRequired(true)
	t := d.inWords([]string{"profile.limit_text"}, nil)
	body := ui.NewStack(2.4, ui.NewForm(mostRow, ui.NewField(d.w.T("profile.what"), what)), ui.NewField(d.w.T("profile.limit_of"), of), t.object)
	d.change("profile.add_limit", body, most, func(c *profile.Profile) *problem {
		n, ok := whole(most)
		if !ok || n < 1 {
			return &problem{mostRow, d.w.T("profile.bad.number")}
		}
		c.Limits = append(c.Limits, profile.Limit{What: what.Value(), Of: of.Value(), Max: n, Text: t.take(0)})
		return nil
	}, map[string]*ui.Field{"": mostRow})
}

func (d *details) dropLimit(i int) {
	d.at(func(c *profile.Profile) { c.Limits = slices.Delete(c.Limits, i, i+1) })
}
