package casefile

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
)

// What a test needs of a screen: the objects of a window do not say which
// record they stand for.

// Listed gives the records that the list shows, in order.
func Listed(s *Screen) (ids []model.ID) {
	for _, r := range s.list.kept {
		ids = append(ids, shown(r))
	}
	return ids
}

// OpenRecord gives the record at the right.
func OpenRecord(s *Screen) model.ID { return s.open }

// ListFocus gives what takes the keyboard in the list.
func ListFocus(s *Screen) *rows { return s.list.rows }

// SideFocus gives what takes the keyboard among the sections.
func SideFocus(s *Screen) *ui.Sidebar { return s.side }

// Section goes to a section, as a tap on its name does.
func Section(s *Screen, id string) { s.show(id) }

// Filter types into the filter.
func Filter(s *Screen, words string) { s.list.filter.SetText(words) }

// FilterOffered tells whether there is a filter.
func FilterOffered(s *Screen) bool { return s.list.filter.Visible() }

// Said gives what the list says of a record.
func Said(s *Screen, id model.ID) (title, detail, badge string) {
	l := s.list.line(s.list.all[s.list.index(id)])
	return l.title, l.detail, l.badge
}

// Worked gives how many records the list has put into words.
func Worked(s *Screen) int { return len(s.list.said) }

// Count gives the number beside a section.
func Count(s *Screen, id string) string { return s.count(sectionOf(id)) }

// Add does what the button for a new record does.
func Add(s *Screen) { s.list.add() }

// Remove does what Delete in the list does.
func Remove(s *Screen) { s.list.remove() }

// Offers gives the persons that the line of typing finds.
func Offers(s *Screen, query string) (found []ui.Option) {
	s.list.adder.SearchLater(query, func(all []ui.Option) { found = all })
	return found
}

// CreatePerson takes "create new" below that line.
func CreatePerson(s *Screen, name string) { s.createPerson(name) }

// AddPerson takes a person that it found.
func AddPerson(s *Screen, id model.ID) { s.addPerson(id) }

// Join links records of other cases.
func Join(s *Screen, ids ...model.ID) bool { return s.list.join(ids) }

// Narrow tells whether there is room for the list or the record only.
func Narrow(s *Screen) bool { return s.panes.back.Visible() }

// Moves gives the buttons that move the selected record up and down.
func Moves(s *Screen) (up, down *ui.Button) { return s.list.moves[0], s.list.moves[1] }

// SectionNames gives what each section is called, and the kind that it lists.
func SectionNames(w *tr.Printer) map[string][2]string {
	all := map[string][2]string{}
	for _, sec := range sections() {
		all[sec.id] = [2]string{sec.name(w), sec.kind}
	}
	return all
}

// LineAt gives how a record's line looks at a width: where its badge stands ("beside
// the detail", "beside the title", "a dot" or ""), and the room of the detail.
func LineAt(s *Screen, id model.ID, width float32) (badge string, detail float32) {
	l := newLine(s.list.rows)
	l.show(slices.Index(Listed(s), id))
	l.Resize(fyne.NewSize(width, l.MinSize().Height))
	for _, o := range test.WidgetRenderer(l).Objects() {
		if c, ok := o.(*canvas.Circle); ok && c.Visible() {
			badge = "a dot"
		}
	}
	if l.badge.Visible() {
		badge = "beside the detail"
		if l.badge.Position().Y < l.detail.Position().Y-4 {
			badge = "beside the title"
		}
	}
	return badge, l.detail.Size().Width
}
