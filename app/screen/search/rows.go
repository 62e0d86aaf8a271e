package search

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
)

// row is one line of the list.
type row struct {
	sort  ui.ResultSort
	key   string
	group model.ID // the case it stands under; zero is none
	found int      // which place it is
	rest  int      // how many places of the case are not shown
	exact bool
}

// fewOfCase is how many places of one case are shown among those of others.
const fewOfCase = 4

// arrange puts the places under their cases: first those that are spelled as it
// was typed, then the others. A case stands where its best place does.
func (s *Screen) arrange() {
	s.rows = nil
	for _, exact := range []bool{true, false} {
		groups := s.answer.groups(exact)
		if len(groups) == 0 {
			continue
		}
		if !exact {
			s.rows = append(s.rows, row{sort: ui.ResultPart, key: "otherwise"})
		}
		for _, g := range groups {
			s.rows = append(s.rows, s.under(g, exact)...)
		}
	}
}

// group is the places of one case.
type group struct {
	in    model.ID
	found []int
}

func (a answer) groups(exact bool) (out []group) {
	at := map[model.ID]int{}
	for i, f := range a.found {
		if f.exact != exact {
			continue
		}
		k, there := at[f.in]
		if !there {
			k = len(out)
			at[f.in] = k
			out = append(out, group{in: f.in})
		}
		out[k].found = append(out[k].found, i)
	}
	return out
}

// under gives the lines of one case. Of a case with many places the first are
// shown, unless it is the only one that is looked through.
func (s *Screen) under(g group, exact bool) []row {
	part := "exact"
	if !exact {
		part = "other"
	}
	key := part + g.in.String()
	out := []row{{sort: ui.ResultGroup, key: "case" + key, group: g.in, exact: exact}}
	few := len(g.found)
	if s.in.IsZero() && !g.in.IsZero() && few > fewOfCase+1 {
		few = fewOfCase
	}
	for _, i := range g.found[:few] {
		f := s.answer.found[i]
		out = append(out, row{sort: ui.ResultPlace, key: part + f.key(), group: g.in, found: i, exact: exact})
	}
	if rest := len(g.found) - few; rest > 0 {
		out = append(out, row{sort: ui.ResultMore, key: "more" + key, group: g.in, rest: rest, exact: exact})
	}
	return out
}

func (f found) key() string {
	return f.record.ID.String() + f.field + "." + strconv.Itoa(f.page)
}

// results says the lines to the widget.
func results(w *tr.Printer, rows []row, a answer) []ui.Result {
	out := make([]ui.Result, len(rows))
	for i, r := range rows {
		o := ui.Result{Key: r.key, Sort: r.sort}
		switch r.sort {
		case ui.ResultPart:
			o.Title = w.T("search.otherwise")
		case ui.ResultMore:
			o.Title = w.N("search.more_in_case", r.rest)
		case ui.ResultGroup:
			o.Icon, o.Title = theme.FolderOpenIcon(), w.T("search.no_case")
			if !r.group.IsZero() {
				o.Title, o.Detail = a.heads[r.group].title, a.heads[r.group].persons
			}
		default:
			f := a.found[r.found]
			o.Icon, o.Title, o.Detail, o.Hint = iconOf(f.owner.Kind), f.title, f.detail, f.hint
			o.Text, o.Marks = sentence(f)
		}
		out[i] = o
	}
	return out
}

// sentence gives the excerpt with its marks, and dots where the text goes on.
func sentence(f found) (string, []ui.Mark) {
	text, marks := f.excerpt.Text, desk.Marks(f.excerpt.Marks)
	if f.excerpt.Before {
		const dots = "… "
		text = dots + text
		for i := range marks {
			marks[i].From += len(dots)
			marks[i].To += len(dots)
		}
	}
	if f.excerpt.After {
		text += " …"
	}
	return text, marks
}

var icons = map[string]fyne.ThemeIconName{
	"case": theme.IconNameFolderOpen, "person": theme.IconNameAccount, "participant": theme.IconNameAccount,
	"organisation": theme.IconNameGrid, "place": theme.IconNameHome, "event": theme.IconNameHistory,
	"injury": theme.IconNameRadioButtonChecked, "detention": theme.IconNameLogin, "proceeding": theme.IconNameDocument,
	"interview": theme.IconNameVolumeUp, "source": theme.IconNameFileText, "citation": theme.IconNameFileText,
	"evidence": theme.IconNameMailAttachment, "consent": theme.IconNameConfirm, "deadline": theme.IconNameCalendar,
	"intervention": theme.IconNameMailSend, "relationship": theme.IconNameMoreHorizontal, "note": theme.IconNameDocumentCreate,
	"dossier": theme.IconNameDocumentPrint, "complaint": theme.IconNameGrid, "bearing": theme.IconNameGrid, "issue": theme.IconNameDocumentPrint,
}

func iconOf(kind string) fyne.Resource {
	if name := icons[kind]; name != "" {
		return theme.Icon(name)
	}
	return theme.DocumentIcon()
}

type sort struct {
	id    string
	kinds []string
}

// sorts are what the search can be narrowed to: kinds of record that somebody
// thinks of as one.
var sorts = []sort{
	{"people", []string{"person", "person_name", "identity_document", "residence", "participant", "relationship"}},
	{"testimony", []string{"interview", "block", "interview_break", "earlier_interview", "referral", "source", "citation"}},
	{"evidence", []string{"evidence", "custody"}},
	{"events", []string{"event", "act", "involvement", "injury", "detention"}},
	{"proceedings", []string{"proceeding", "step", "charge", "sentence"}},
	{"places", []string{"place", "place_operator", "organisation", "organisation_name"}},
	{"notes", []string{"note", "case", "deadline", "intervention", "consent"}},
	{"dossiers", []string{"dossier", "paragraph", "exhibit", "answer", "exception", "issue", "complaint", "bearing"}},
}

// kindsOf gives the kinds of a sort; nil is all.
func kindsOf(id string) []string {
	i := slices.IndexFunc(sorts, func(s sort) bool { return s.id == id })
	if i < 0 {
		return nil
	}
	return sorts[i].kinds
}
