package bundle

import (
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// citation is how many letters the name of an exhibit has at most, such as
// "Exhibits 114".
const citation = 24

// glue keeps the number of an exhibit on the line of its label, wherever it is
// cited: a "7" alone at the beginning of a line tells nobody what it is.
func glue(d *doc.Document, s *model.Snapshot) {
	exhibits := map[string]bool{}
	for _, e := range s.OfKind("evidence") {
		exhibits["r-"+e.ID.String()] = true
	}
	var inside func(doc.Text)
	inside = func(t doc.Text) {
		for i := range t {
			if exhibits[t[i].Link] && t[i].Ref == doc.NoRef && len([]rune(t[i].Text)) <= citation {
				t[i].Text = strings.ReplaceAll(t[i].Text, " ", "\u00a0")
			}
			if t[i].Note != nil {
				inside(t[i].Note.Text)
			}
		}
	}
	d.Walk(func(b doc.Block, _ int) { doc.Texts(b, inside) })
}
