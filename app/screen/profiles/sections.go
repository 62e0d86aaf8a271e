package profiles

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/export/profile"
)

// spot is where a section stands: its place among those inside the one before,
// and so on from the outermost.
type spot []int

// among gives the sections among which one stands, of a copy that may be changed.
func (at spot) among(p *profile.Profile) *[]profile.Section {
	list := &p.Sections
	for _, i := range at[:len(at)-1] {
		list = &(*list)[i].Sections
	}
	return list
}

func (at spot) last() int { return at[len(at)-1] }

func (at spot) of(p *profile.Profile) *profile.Section { return &(*at.among(p))[at.last()] }

// sections lists the sections with their questions.
func (d *details) sections() fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	var walk func(list []profile.Section, at spot)
	walk = func(list []profile.Section, at spot) {
		for i, s := range list {
			here := append(slices.Clone(at), i)
			rows = append(rows, ui.NewInset(float32(4*len(at)), 0, d.sectionRow(s, here, len(list))))
			walk(s.Sections, here)
		}
	}
	walk(d.p.Sections, nil)
	if d.mine() {
		rows = append(rows, ui.NewToolbar(ui.NewButton(d.w.T("profile.add_section"), theme.ContentAddIcon(), ui.Plain, d.addSection)))
	}
	return d.section("profile.sections", nil, rows...)
}

// sectionRow says what a section asks for.
func (d *details) sectionRow(s profile.Section, at spot, of int) fyne.CanvasObject {
	title := d.titleOf(s)
	var parts []string
	if kind := d.w.T("dossier.section." + s.Type); kind != title {
		parts = append(parts, kind)
	}
	if help := s.Help.In(d.lang); help != "" {
		parts = append(parts, help)
	}
	for _, f := range s.Fields {
		parts = append(parts, "– "+strings.TrimSpace(f.Number+" "+f.Label.In(d.lang)))
	}
	var acts []fyne.CanvasObject
	if d.mine() {
		acts = []fyne.CanvasObject{
			d.act(theme.MoveUpIcon(), "action.move_up", at.last() > 0, func() { d.moveSection(at, -1) }),
			d.act(theme.MoveDownIcon(), "action.move_down", at.last() < of-1, func() { d.moveSection(at, 1) }),
			d.act(theme.DocumentCreateIcon(), "action.edit", true, func() { d.editSection(at) }),
			d.act(theme.DeleteIcon(), "action.remove", true, func() {
				d.at(func(c *profile.Profile) { list := at.among(c); *list = slices.Delete(*list, at.last(), at.last()+1) })
			}),
		}
	}
	row := ui.NewActionRow(nil, title, strings.Join(parts, "\n"), acts...).Boxed()
	if s.Required {
		row.Mark(ui.NewBadge(d.w.T("widget.required"), ui.Warning))
	}
	return row
}

func (d *details) act(icon fyne.Resource, key string, on bool, do func()) *ui.Button {
	b := ui.NewIconButton(icon, d.w.T(key), do)
	if !on {
		b.Disable()
	}
	return b
}

func (d *details) moveSection(at spot, by int) {
	d.at(func(c *profile.Profile) {
		list := *at.among(c)
		i, j := at.last(), at.last()+by
		list[i], list[j] = list[j], list[i]
	})
}

func (d *details) addSection() {
	types := ui.NewTermSelect(options(export.SectionTypes(), d.keyed("dossier.section.")), "", nil).MustHold()
	types.Load("text")
	row := ui.NewField(d.w.T("profile.section_type"), types)
	t := d.inWords([]string{"profile.section_title"}, nil)
	d.change("profile.add_section", ui.NewStack(2.4, row, t.object), nil, func(c *profile.Profile) *problem {
		s := profile.Section{Type: types.Value(), Title: t.take(0)}
		names := map[string]bool{}
		c.All(func(o profile.Section) { names[o.Name()] = true })
		for n := 2; names[s.Name()]; n++ {
			s.Key = s.Type + "_" + num(float64(n))
		}
		c.Sections = append(c.Sections, s)
		return nil
	}, map[string]*ui.Field{"": row})
}

// editSection asks for what a section says and whether it must be there.
func (d *details) editSection(at spot) {
	s := clone(d.p)
	sec := at.of(&s)
	t := d.inWords([]string{"profile.section_title", "profile.section_help"}, sec.Title, sec.Help)
	required := ui.NewCheck(d.w.T("profile.section_required"), sec.Required, nil)
	page := ui.NewCheck(d.w.T("profile.new_page"), sec.NewPage, nil)
	plain := ui.NewCheck(d.w.T("profile.plain"), sec.Plain, nil)
	body := ui.NewStack(2.4, t.object, ui.NewStack(1, required, page, plain))
	if sec.Type == "form" {
		body.Add(d.questions(at))
	}
	d.change("profile.edit_section", body, t.lines[0], func(c *profile.Profile) *problem {
		sec := at.of(c)
		sec.Title, sec.Help = t.take(0), t.take(1)
		sec.Required, sec.NewPage, sec.Plain = required.Checked(), page.Checked(), plain.Checked()
		return nil
	}, map[string]*ui.Field{"": t.rows[0]})
}

// questions lists the questions of a form. Each is changed in a dialog of its
// own; what that one keeps is shown when this one is opened again.
func (d *details) questions(at spot) fyne.CanvasObject {
	rows := ui.NewStack(1, ui.NewSection(d.w.T("profile.questions"), ""))
	var fill func()
	fill = func() {
		rows.Objects = rows.Objects[:1]
		fields := at.of(d.p).Fields
		for i, f := range fields {
			rows.Add(ui.NewActionRow(nil, strings.TrimSpace(f.Number+" "+f.Label.In(d.lang)), strings.Join(f.From, " · "),
				d.act(theme.MoveUpIcon(), "action.move_up", i > 0, func() { d.moveQuestion(at, i, fill) }),
				d.act(theme.DocumentCreateIcon(), "action.edit", true, func() { d.editQuestion(at, i, fill) }),
				d.act(theme.DeleteIcon(), "action.remove", true, func() {
					d.at(func(c *profile.Profile) { s := at.of(c); s.Fields = slices.Delete(s.Fields, i, i+1) })
					d.renew(fill)
				})).Boxed())
		}
		rows.Add(ui.NewToolbar(ui.NewButton(d.w.T("profile.add_question"), theme.ContentAddIcon(), ui.Plain, func() { d.editQuestion(at, -1, fill) })))
		ui.Resized(rows)
	}
	fill()
	return rows
}

// renew takes the form as it is kept now.
func (d *details) renew(then func()) {
	if p := d.s.find(d.p.ID); p != nil {
		d.p = p
	}
	then()
}

func (d *details) moveQuestion(at spot, i int, then func()) {
	d.at(func(c *profile.Profile) {
		f := at.of(c).Fields
		f[i-1], f[i] = f[i], f[i-1]
	})
	d.renew(then)
}

// editQuestion asks for a question; -1 is a new one.
func (d *details) editQuestion(at spot, i int, then func()) {
	q := profile.Field{}
	if i >= 0 {
		q = at.of(d.p).Fields[i]
	}
	t := d.inWords([]string{"profile.question_label", "profile.section_help"}, q.Label, q.Help)
	nr, most := line(q.Number), line(none(q.Max))
	mostRow := ui.NewField(d.w.T("profile.question_max"), most)
	paths := ui.NewAutoEditor(2, 140)
	paths.SetText(strings.Join(q.From, "\n"))
	pathsRow := ui.NewField(d.w.T("profile.question_from"), paths).SetHelp(d.w.T("profile.question_from.help"))
	required := ui.NewCheck(d.w.T("profile.question_required"), q.Required, nil)
	long := ui.NewCheck(d.w.T("profile.question_long"), q.Long, nil)
	body := ui.NewStack(2.4, t.object, ui.NewForm(ui.NewField(d.w.T("profile.question_number"), nr), mostRow), pathsRow, ui.NewStack(1, required, long))
	d.kept = func() { d.renew(then) }
	d.change("profile.question", body, t.lines[0], func(c *profile.Profile) *problem {
		n, ok := whole(most)
		if !ok || n < 0 {
			return &problem{mostRow, d.w.T("profile.bad.number")}
		}
		from := lines(paths.Text())
		for _, path := range from {
			if _, err := export.ParsePath(path); err != nil {
				return &problem{pathsRow, d.w.T("profile.bad.path", map[string]any{"Path": path})}
			}
		}
		fields := &at.of(c).Fields
		if i < 0 {
			*fields = append(*fields, profile.Field{Key: freeKey(*fields)})
		}
		f := &(*fields)[max(i, 0)]
		if i < 0 {
			f = &(*fields)[len(*fields)-1]
		}
		f.Label, f.Help, f.Number, f.Max, f.From = t.take(0), t.take(1), typed(nr), n, from
		f.Required, f.Long = required.Checked(), long.Checked()
		if f.Label["en"] == "" {
			return &problem{t.rows[0], d.w.T("profile.bad.title")}
		}
		return nil
	}, map[string]*ui.Field{"": t.rows[0]})
}

// freeKey gives a question a name that no other has.
func freeKey(fields []profile.Field) string {
	for n := len(fields) + 1; ; n++ {
		key := "q" + num(float64(n))
		if !slices.ContainsFunc(fields, func(f profile.Field) bool { return f.Key == key }) {
			return key
		}
	}
}
