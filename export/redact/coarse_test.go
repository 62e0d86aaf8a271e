package redact_test

import (
	"testing"

	"guvoh/export/exporttest"
	"guvoh/export/redact"
	"guvoh/model"
)

func TestDatesAreMadeCoarser(t *testing.T) {
	for told, want := range map[string]string{
		"12 May 1985": "1985", "about May 1985": "about 1985", "1985": "1985", "winter 1984–1985": "between 1984 and 1985", "1980s": "between 1980 and 1989",
	} {
		c := exporttest.NewCase(t)
		id := man(c)
		d, err := model.ParseDate(told)
		if err != nil {
			t.Fatal(err)
		}
		c.Set(id, "birth", model.DateValue(d))
		out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Outside: true})
		if got := get(t, out, id).Date("birth"); got.In("en") != want || got.Words != "" {
			t.Errorf("%q became %q", told, got.In("en"))
		}
	}
	c := exporttest.NewCase(t)
	id := man(c)
	event := c.Add("event", `{"title": "x", "date": "14 March 2023, 06:15"}`)
	birth := c.Add("event", `{"title": "y", "date": "12 May 1985"}`)
	told := c.Add("event", `{"title": "z", "date": {"earliest": "2014-06-03", "latest": "2014-06-03", "precision": "day", "words": "the day after Joʻrayev came"}}`)
	out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Outside: true})
	t.Run("hours go", func(t *testing.T) {
		if got := get(t, out, event).Date("date").In("en"); got != "14 March 2023" {
			t.Error(got)
		}
	})
	t.Run("a birthday in any other field is one", func(t *testing.T) {
		if got := get(t, out, birth).Date("date").In("en"); got != "1985" {
			t.Error(got)
		}
	})
	t.Run("the words of a date go when they hold a name", func(t *testing.T) {
		if got := get(t, out, told).Date("date"); got.Words != "" || got.In("en") != "3 June 2014" {
			t.Error(got.In("en"))
		}
	})
	t.Run("hours stay where the plan keeps them", func(t *testing.T) {
		out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Outside: true, Keep: map[string]bool{"hours": true}})
		if got := get(t, out, event).Date("date").In("en"); got != "14 March 2023, 06:15" {
			t.Error(got)
		}
	})
}

func TestPlacesAreMadeCoarser(t *testing.T) {
	c := exporttest.NewCase(t)
	country := c.Add("place", `{"name": "Uzbekistan", "kind": "country"}`)
	region := c.Add("place", `{"name": "Andijan region", "kind": "region", "within": %s}`, country)
	district := c.Add("place", `{"name": "Shahrixon tumani", "kind": "district", "within": %s}`, region)
	village := c.Add("place", `{"name": "Qoʻyliq qishlogʻi", "kind": "village", "within": %s, "latitude": "40.7123", "longitude": "72.0541", "words": "behind the mill"}`, district)
	street := c.Add("place", `{"name": "Navoiy koʻchasi 5", "kind": "street", "within": %s, "address": "Navoiy 5"}`, village)
	police := c.Add("place", `{"name": "Police station of Qoʻyliq", "kind": "police_station", "within": %s, "latitude": "40.7000"}`, village)
	home := c.Add("place", `{"name": "a flat in Tashkent", "kind": "home", "within": %s, "latitude": "41.3"}`, country)
	id := man(c)
	c.Set(id, "birth_place", model.RefValue(village))
	event := c.Add("event", `{"title": "x", "account": "In Qoʻyliq, Куйликда, near Navoiy koʻchasi 5; born in Шахрихан", "place": %s}`, street)
	snap := c.Snapshot()
	out, res := apply(t, snap, redact.Plan{Hidden: hide(id), Outside: true})
	t.Run("a village becomes a word within its region", func(t *testing.T) {
		v := get(t, out, village)
		if v.Text("name") != "[Place 2]" || v.Ref("within") != region || v.Get("latitude") != "" || v.Get("words") != "" {
			t.Error(v.Text("name"))
		}
		if p := get(t, out, id); p.Ref("birth_place") != village {
			t.Error("the place of birth points elsewhere")
		}
	})
	t.Run("so do the district around it and the street inside", func(t *testing.T) {
		for _, x := range []model.ID{district, street} {
			if p := get(t, out, x); p.Ref("within") != region || p.Get("address") != "" || res.Hidden[x].Why != redact.ByRule {
				t.Error(p.Text("name"))
			}
		}
	})
	t.Run("texts say the same words", func(t *testing.T) {
		if got := get(t, out, event).Text("account"); got != "In [Place 2], [Place 2]да, near [Place 3]; born in [Place 1]" {
			t.Error(got)
		}
	})
	t.Run("a police station stays what it is, without the name of the village", func(t *testing.T) {
		if p := get(t, out, police); p.Text("name") != "Police station of [Place 2]" || p.Get("latitude") == "" {
			t.Error(p.Text("name"))
		}
	})
	t.Run("no flat has coordinates", func(t *testing.T) {
		if get(t, out, home).Get("latitude") != "" {
			t.Error("it has")
		}
	})
	t.Run("a court that may know everybody is told the place", func(t *testing.T) {
		out, _ := apply(t, snap, redact.Plan{Hidden: hide(id)})
		if get(t, out, village).Text("name") != "Qoʻyliq qishlogʻi" {
			t.Error("it is not")
		}
	})
	t.Run("an organisation is hidden when the plan says so", func(t *testing.T) {
		o := c.Add("organisation", `{"name": "Dilkusha Film Studio", "abbreviation": "DFS"}`)
		c.Add("organisation_name", `{"organisation": %s, "text": "Дилкуша"}`, o)
		note := c.Add("note", `{"kind": "context", "text": "Worked for Dilkusha Film Studio (DFS), «Дилкуша»"}`)
		out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(o)})
		if got := get(t, out, note).Text("text"); got != "Worked for [Organisation 1] ([Organisation 1]), «[Organisation 1]»" || out.Label(o) != "[Organisation 1]" {
			t.Error(got)
		}
	})
}

func TestWarnings(t *testing.T) {
	c := exporttest.NewCase(t)
	id := man(c)
	for f, v := range map[string]string{"ethnicity": "Karakalpak", "religion": "Baptist", "civil_status": "married"} {
		c.Set(id, f, model.TextValue(v))
	}
	c.Set(id, "nationalities", model.ListValue("uz"))
	injury := c.Add("injury", `{"person": %s, "kind": "amputation"}`, id)
	children := c.Add("event", `{"title": "x", "account": "a father of seven"}`)
	only := c.Add("event", `{"title": "x", "account": "Единственный имам города"}`)
	job := c.Add("event", `{"title": "x", "account": "The film producer was taken away"}`)
	_, res := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Outside: true})
	want := map[string]model.ID{"injury": injury, "children": children, "only": only, "occupation": job, "belonging": id}
	seen := map[string]bool{}
	for _, w := range warned(res, redact.LeftOver) {
		if want[w.Rule] != w.Record {
			t.Errorf("warning %s of %s", w.Rule, w.Record)
		}
		seen[w.Rule] = true
	}
	if len(want) != len(seen) || len(warned(res, redact.Rare)) != 1 {
		t.Errorf("warned only of %v", seen)
	}
	for _, lang := range []string{"en", "ru", "uz"} {
		words := exporttest.Words(t, lang, c.Snapshot().Schema)
		for rule := range want {
			words.T("finding.rule." + rule) // fails where there are none
		}
	}
	for _, r := range redact.Rules {
		if r.Does == redact.Masks && (r.Text == nil || r.Mark == "") || r.Does == redact.Hides && len(r.Roles) == 0 {
			t.Errorf("rule %s does nothing", r.ID)
		}
	}
}
