package profiles

import (
	"fyne.io/fyne/v2"

	"guvoh/app/ui"
	"guvoh/export/profile"
)

// number is a line for a measure, with where it goes.
type number struct {
	row *ui.Field
	e   *ui.Entry
	at  func(*profile.Profile) *float64
}

func (d *details) editPage() {
	p := d.p
	size := ui.NewTermSelect(options([]string{"A4", "Letter"}, func(id string) string { return id }), "", nil).MustHold()
	size.Load(p.Page.Size)
	face := ui.NewTermSelect([]ui.Option{{ID: "charis", Label: "Charis SIL"}, {ID: "times", Label: "Liberation Serif"}}, "", nil).MustHold()
	face.Load("charis")
	if p.Type.Face != "" {
		face.Load(p.Type.Face)
	}
	landscape := ui.NewCheck(d.w.T("profile.is_landscape"), p.Page.Landscape, nil)
	justified := ui.NewCheck(d.w.T("profile.justified"), p.Type.Justified, nil)
	sections := ui.NewCheck(d.w.T("profile.number_sections"), p.Number.Sections, nil)
	paragraphs := ui.NewCheck(d.w.T("profile.number_paragraphs"), p.Number.Paragraphs, nil)
	contents := ui.NewTermSelect(options([]string{"0", "1", "2", "3"}, func(n string) string { return d.levels(int(n[0] - '0')) }), "", nil).MustHold()
	contents.Load(string(rune('0' + p.Contents)))
	places := map[string]*ui.Field{}
	var numbers []number
	form := ui.NewForm(ui.NewField(d.w.T("profile.paper"), size), ui.NewField(d.w.T("profile.face"), face))
	add := func(key, begins string, at func(*profile.Profile) *float64) {
		n := number{e: line(num(*at(p))), at: at}
		n.row = ui.NewField(d.w.T(key), n.e)
		numbers = append(numbers, n)
		form.Add(n.row)
		if _, there := places[begins]; !there {
			places[begins] = n.row
		}
	}
	add("profile.margin_top", "margin", func(p *profile.Profile) *float64 { return &p.Page.Margin.Top })
	add("profile.margin_right", "margin", func(p *profile.Profile) *float64 { return &p.Page.Margin.Right })
	add("profile.margin_bottom", "margin", func(p *profile.Profile) *float64 { return &p.Page.Margin.Bottom })
	add("profile.margin_left", "margin", func(p *profile.Profile) *float64 { return &p.Page.Margin.Left })
	add("profile.body_pt", "body_pt", func(p *profile.Profile) *float64 { return &p.Type.Body })
	add("profile.note_pt", "note_pt", func(p *profile.Profile) *float64 { return &p.Type.Note })
	add("profile.line", "line", func(p *profile.Profile) *float64 { return &p.Type.Line })
	form.Add(ui.NewField(d.w.T("profile.contents"), contents))
	places[""] = numbers[0].row
	body := ui.NewStack(2.4, form, ui.NewStack(1, landscape, justified, sections, paragraphs))
	d.change("profile.page", body, numbers[0].e, func(c *profile.Profile) *problem {
		for _, n := range numbers {
			x, ok := measure(n.e)
			if !ok {
				return &problem{n.row, d.w.T("profile.bad.measure")}
			}
			*n.at(c) = x
		}
		c.Page.Size, c.Page.Landscape = size.Value(), landscape.Checked()
		if c.Type.Face = face.Value(); c.Type.Face == "charis" {
			c.Type.Face = ""
		}
		c.Type.Justified, c.Number.Sections, c.Number.Paragraphs = justified.Checked(), sections.Checked(), paragraphs.Checked()
		c.Contents = int(contents.Value()[0] - '0')
		return nil
	}, places)
}

func (d *details) editExhibits() {
	x := profile.Exhibits{Label: profile.Words{"en": "Exhibit"}, Scheme: "number", Order: "date", Columns: []string{"number", "date", "title", "page"}}
	if d.p.Exhibits != nil {
		x = *clone(d.p).Exhibits
	}
	has := ui.NewCheck(d.w.T("profile.has_exhibits"), d.p.Exhibits != nil, nil)
	t := d.inWords([]string{"profile.label"}, x.Label)
	scheme := ui.NewTermSelect(options([]string{"number", "letter"}, d.keyed("profile.scheme.")), "", nil).MustHold()
	scheme.Load(x.Scheme)
	order := ui.NewTermSelect(options([]string{"date", "given"}, d.keyed("profile.order.")), "", nil).MustHold()
	order.Load(x.Order)
	columns := ui.NewTermsPicker(options(profile.Columns, d.keyed("profile.column.")), "", nil)
	columns.Load(x.Columns)
	ticks := []struct {
		key string
		at  *bool
		box *ui.Check
	}{{key: "profile.enclosed", at: &x.Enclose}, {key: "profile.sheet", at: &x.Sheet}, {key: "profile.stamp", at: &x.Stamp}, {key: "profile.translation", at: &x.Translation}}
	boxes := ui.NewStack(1)
	for i := range ticks {
		ticks[i].box = ui.NewCheck(d.w.T(ticks[i].key), *ticks[i].at, nil)
		boxes.Add(ticks[i].box)
	}
	var counts []struct {
		row *ui.Field
		e   *ui.Entry
		at  func(*profile.Profile) *int
	}
	form := ui.NewForm(ui.NewField(d.w.T("profile.scheme"), scheme), ui.NewField(d.w.T("profile.order"), order))
	add := func(key string, now int, at func(*profile.Profile) *int) {
		e := line(none(now))
		row := ui.NewField(d.w.T(key), e)
		form.Add(row)
		counts = append(counts, struct {
			row *ui.Field
			e   *ui.Entry
			at  func(*profile.Profile) *int
		}{row, e, at})
	}
	add("issue.volume_pages", d.p.Volumes.Pages, func(p *profile.Profile) *int { return &p.Volumes.Pages })
	add("issue.volume_mb", d.p.Volumes.MB, func(p *profile.Profile) *int { return &p.Volumes.MB })
	add("profile.part_pages", d.p.PartPages, func(p *profile.Profile) *int { return &p.PartPages })
	add("profile.dpi", x.DPI, func(p *profile.Profile) *int { return &x.DPI })
	columnsRow := ui.NewField(d.w.T("profile.columns"), columns)
	body := ui.NewStack(2.4, has, t.object, form, columnsRow, boxes)
	d.change("profile.exhibits", body, fyne.Focusable(has), func(c *profile.Profile) *problem {
		for _, n := range counts {
			v, ok := whole(n.e)
			if !ok || v < 0 {
				return &problem{n.row, d.w.T("profile.bad.number")}
			}
			*n.at(c) = v
		}
		if c.Exhibits = nil; !has.Checked() {
			return nil
		}
		x.Label, x.Scheme, x.Order, x.Columns = t.take(0), scheme.Value(), order.Value(), columns.Values()
		for _, tick := range ticks {
			*tick.at = tick.box.Checked()
		}
		if x.Label["en"] == "" {
			return &problem{t.rows[0], d.w.T("profile.bad.title")}
		}
		c.Exhibits = &x
		return nil
	}, map[string]*ui.Field{"": t.rows[0], "exhibits: max_dpi": counts[3].row, "volumes": counts[0].row})
}

// none writes a number of which zero means that there is no limit.
func none(n int) string {
	if n == 0 {
		return ""
	}
	return num(float64(n))
}
