package doc

import (
	"strconv"
	"strings"
)

// Heading is a section as the outline of a document lists it.
type Heading struct {
	Section *Section
	Level   int
	Number  string // may be empty
}

// Numbering holds all numbers that follow from the tree.
type Numbering struct {
	Headings   []Heading // all sections in reading order
	Sections   map[*Section]string
	Paragraphs map[*Paragraph]int
	Notes      map[*Footnote]int
	// Anchors gives for each anchor the number of the numbered paragraph that
	// sets it, else of the section it stands in.
	Anchors map[string]string
}

// Number numbers the sections, the numbered paragraphs and the footnotes of a
// document.
func Number(d *Document) *Numbering {
	n := &Numbering{
		Sections:   map[*Section]string{},
		Paragraphs: map[*Paragraph]int{},
		Notes:      map[*Footnote]int{},
		Anchors:    map[string]string{},
	}
	if d.Cover != nil {
		n.walk(d.Cover.Blocks, &parent{}, 1)
		for _, f := range d.Cover.Facts {
			n.notes(f.Value)
		}
		n.notes(d.Cover.Foot)
	}
	n.walk(d.Blocks, &parent{numbered: d.NumberSections}, 1)
	return n
}

// parent is the section (or the document) whose blocks are being numbered.
type parent struct {
	number   string
	numbered bool // its sections are numbered
	count    int  // how many were
}

func (n *Numbering) walk(blocks []Block, in *parent, level int) {
	for _, b := range blocks {
		number, inside := in.number, in
		switch b := b.(type) {
		case *Section:
			number = in.next(b)
			n.Sections[b] = number
			n.Headings = append(n.Headings, Heading{Section: b, Level: level, Number: number})
			inside = &parent{number: number, numbered: in.numbered && !b.Plain}
		case *Paragraph:
			if b.Numbered {
				n.Paragraphs[b] = len(n.Paragraphs) + 1
				number = strconv.Itoa(n.Paragraphs[b])
			}
		}
		Anchors(b, func(a string) {
			if _, taken := n.Anchors[a]; !taken {
				n.Anchors[a] = number
			}
		})
		Texts(b, n.notes)
		switch b := b.(type) {
		case *Section:
			n.walk(b.Blocks, inside, level+1)
		case *Together:
			n.walk(b.Blocks, in, level)
		case *Exhibit:
			n.walk(b.Cover, in, level)
			n.walk(b.Blocks, in, level)
		case *Gallery:
			for _, f := range b.Figures {
				n.walk([]Block{f}, in, level)
			}
		case *Beside:
			n.walk([]Block{b.Figure}, in, level)
			n.walk(b.Blocks, in, level)
		}
	}
}

// next returns the number of the next section: its own if it has one, else the
// number of the section around it and a count. Sections inside an unnumbered
// one are not counted.
func (p *parent) next(s *Section) string {
	if s.Number != "" || s.Plain || !p.numbered {
		return s.Number
	}
	p.count++
	number := strconv.Itoa(p.count)
	if p.number != "" {
		number = strings.TrimSuffix(p.number, ".") + "." + number
	}
	return number
}

func (n *Numbering) notes(t Text) {
	for _, s := range t {
		if s.Note == nil {
			continue
		}
		if _, known := n.Notes[s.Note]; !known {
			n.Notes[s.Note] = len(n.Notes) + 1
		}
	}
}
