package preview

import (
	"strings"

	"guvoh/export/bundle"
	"guvoh/export/doc"
	"guvoh/model"
)

// passage is something that begins on a page and can be gone to.
type passage struct {
	anchor string
	words  string // its first words
	page   int    // the first is 0
}

// longest is how many letters of a passage are said where it is named.
const longest = 90

// passages gives what has an anchor in a drawn dossier, in reading order.
func passages(p *bundle.Preview) []passage {
	var all []passage
	p.Document.Walk(func(b doc.Block, _ int) {
		doc.Anchors(b, func(anchor string) {
			if page := p.Starts[anchor]; page > 0 {
				all = append(all, passage{anchor, begins(b, anchor), page - 1})
			}
		})
	})
	return all
}

// begins gives the first words of what an anchor in a block stands at.
func begins(b doc.Block, anchor string) string {
	said := ""
	switch b := b.(type) {
	case *doc.Section:
		said = b.Title
	case *doc.Exhibit:
		said = b.Title
	case *doc.Table:
		for _, r := range b.Rows {
			if r.Anchor == anchor {
				return short(cells(r))
			}
		}
	case *doc.Chronology:
		for _, e := range b.Entries {
			if e.Anchor == anchor {
				return short(e.Text.Unpaged().String())
			}
		}
	case *doc.Parallel:
		for _, t := range b.Turns {
			if t.Anchor == anchor {
				return short(t.Left.Unpaged().String())
			}
		}
	}
	if said == "" {
		doc.Texts(b, func(t doc.Text) {
			if said == "" {
				said = strings.TrimSpace(t.Unpaged().String())
			}
		})
	}
	return short(said)
}

func cells(r doc.Row) string {
	var parts []string
	for _, c := range r.Cells {
		if s := strings.TrimSpace(c.Unpaged().String()); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// short keeps the beginning of a text, in whole words.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	r := []rune(s)
	if len(r) <= longest {
		return s
	}
	cut := string(r[:longest])
	if at := strings.LastIndexByte(cut, ' '); at > longest/2 {
		cut = cut[:at]
	}
	return cut + "…"
}

// sought is what is looked for on the page to see where a passage begins: few
// words, since a line may end after them.
func (p passage) sought() string {
	words := strings.Fields(strings.TrimSuffix(p.words, "…"))
	return strings.Join(words[:min(4, len(words))], " ")
}

// ofRecord tells whether an anchor is that of a record: sections have their own,
// and so has each page of an exhibit.
func ofRecord(anchor string) bool {
	id, ok := strings.CutPrefix(anchor, "r-")
	if !ok {
		return false
	}
	_, err := model.ParseID(id)
	return err == nil
}

// spot is a place in the pages: what is nearest above it, and how far below the
// beginning of that page, so that it is found again after pages were added.
type spot struct {
	anchor string
	page   int     // relative to that of the anchor
	part   float32 // of the height of the page
}

// spotAt remembers a place.
func spotAt(all []passage, page int, part float32) spot {
	s := spot{page: page, part: part}
	for _, p := range all {
		if p.page > page {
			break
		}
		s.anchor, s.page = p.anchor, page-p.page
	}
	return s
}

// find gives the page of a place in other pages.
func (s spot) find(all []passage, pages int) int {
	page := s.page
	for _, p := range all {
		if p.anchor == s.anchor {
			page = p.page + s.page
			break
		}
	}
	return min(max(page, 0), max(pages-1, 0))
}

// sectionOf gives the name of the section that an anchor begins.
func sectionOf(anchor string) (name string, ok bool) { return strings.CutPrefix(anchor, "s-") }
