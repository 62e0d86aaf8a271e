package casefile

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// section is one part of a case.
type section struct {
	id    string // as in desk.Route
	kind  string // of the records listed; "" where they are of many kinds
	icon  fyne.Resource
	whole bool // the case itself, no list
	own   bool // it has a name of its own, and not that of what it lists
	// screen is where the records are listed, when it is not here.
	screen string
}

// sections are the parts of a case, in the order of the work.
func sections() []section {
	return []section{
		{id: "overview", kind: "case", icon: theme.FolderOpenIcon(), whole: true, own: true},
		{id: "people", kind: "participant", icon: theme.AccountIcon(), own: true},
		{id: "events", kind: "event", icon: ui.EventIcon()},
		{id: "timeline", icon: ui.TimelineIcon(), screen: desk.ScreenTimeline, own: true},
		{id: "injuries", kind: "injury", icon: ui.InjuryIcon()},
		{id: "detention", kind: "detention", icon: ui.DetentionIcon(), own: true},
		{id: "proceedings", kind: "proceeding", icon: theme.DocumentIcon()},
		{id: "interviews", kind: "interview", icon: ui.SpeechIcon()},
		{id: "evidence", kind: "evidence", icon: theme.MailAttachmentIcon()},
		{id: "sources", kind: "source", icon: theme.FileTextIcon()},
		{id: "consents", kind: "consent", icon: theme.ConfirmIcon()},
		{id: "deadlines", kind: "deadline", icon: theme.CalendarIcon()},
		{id: "interventions", kind: "intervention", icon: theme.MailSendIcon()},
		{id: "relationships", kind: "relationship", icon: ui.TieIcon()},
		{id: "grid", kind: "complaint", icon: ui.FactsIcon(), screen: desk.ScreenGrid, own: true},
		{id: "notes", kind: "note", icon: theme.DocumentCreateIcon()},
		{id: "dossiers", kind: "dossier", icon: theme.DocumentPrintIcon(), screen: desk.ScreenDossiers},
	}
}

// name names a section by what it lists, so that this is called the same here as
// anywhere else.
func (sec section) name(w *tr.Printer) string {
	if sec.own {
		return w.T("casefile.section." + sec.id)
	}
	return w.Kinds(sec.kind)
}

func sectionOf(id string) section {
	all := sections()
	if i := slices.IndexFunc(all, func(s section) bool { return s.id == id }); i >= 0 {
		return all[i]
	}
	return all[0]
}

// nav makes the navigation, with the number of records in each section.
func (s *Screen) nav() []ui.NavItem {
	var items []ui.NavItem
	for _, sec := range sections() {
		items = append(items, ui.NavItem{
			ID: sec.id, Icon: sec.icon, Label: sec.name(s.d.Words), Count: s.count(sec),
		})
	}
	return items
}

// count says how many records a section has; nothing for none, and for one that
// shows those of others.
func (s *Screen) count(sec section) string {
	if sec.whole || sec.kind == "" {
		return ""
	}
	if n := len(s.recordsOf(sec)); n > 0 {
		return strconv.Itoa(n)
	}
	return ""
}

// recount counts again where an action wrote.
func (s *Screen) recount(c store.Changes) {
	for _, sec := range sections() {
		if s.touches(c, sec) {
			s.side.SetCount(sec.id, s.count(sec))
		}
	}
}

// touches tells whether an action may have changed what a section lists.
func (s *Screen) touches(c store.Changes, sec section) bool {
	for _, kind := range c.Records {
		if kind == sec.kind || (sec.kind == "relationship" && kind == "participant") {
			return true
		}
	}
	return false
}

// recordsOf gives the records of a section, in order.
func (s *Screen) recordsOf(sec section) []model.Record {
	if sec.kind == "relationship" {
		return relationships(s.d, s.id)
	}
	return s.d.OfCase(sec.kind, s.id)
}

// relationships gives those of the persons of a case: they belong to people,
// not to a case.
func relationships(d *desk.Desk, c model.ID) []model.Record {
	var out []model.Record
	seen := map[model.ID]bool{}
	for _, p := range d.OfCase("participant", c) {
		for _, field := range []string{"person", "other"} {
			rs, err := d.DB.Linked(context.Background(), "relationship", field, p.Ref("person"))
			d.Fail(err)
			for _, r := range rs {
				if !seen[r.ID] {
					seen[r.ID] = true
					out = append(out, r)
				}
			}
		}
	}
	return out
}

// shown gives the record that is opened for a record of the list: a
// participant stands for the person.
func shown(r model.Record) model.ID {
	if r.Kind == "participant" {
		return r.Ref("person")
	}
	return r.ID
}
