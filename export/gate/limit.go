package gate

import (
	"slices"
	"strings"
	"unicode/utf8"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/profile"
)

// limits compares how long the document is with how long it may be. What only
// printing tells is compared once somebody has counted.
func (c *check) limits() {
	for _, l := range c.Profile.Limits {
		n, ok := c.length(l)
		if !ok || n <= l.Max {
			continue
		}
		f := export.Of(overs[l.What], l.Of)
		if l.Instead != "" {
			if c.filled(l.Instead) {
				continue
			}
			f = export.Of(export.NeedsInstead, l.Instead)
		}
		if l.Stop {
			f.Severity = export.Stop
		}
		f.Count, f.Max, f.Rule = n, l.Max, l.Text
		c.report(f)
	}
}

var overs = map[string]export.Code{
	"pages": export.OverPages, "words": export.OverWords, "characters": export.OverCharacters,
}

// length measures what a limit speaks of; not ok when that is not known yet.
func (c *check) length(l profile.Limit) (n int, ok bool) {
	if l.What == "pages" {
		if c.Measured == nil {
			return 0, false
		}
		if l.Of != "" {
			return c.Measured.section(c.Document, l.Of), true
		}
		return c.Measured.body(c.Document), true
	}
	size := Size(c.Document, l.Of)
	if l.What == "words" {
		return size.Words, true
	}
	return size.Characters, true
}

// filled tells whether a section of the profile is there.
func (c *check) filled(name string) bool { return find(c.Document.Blocks, name) != nil }

// sectionAnchor names the heading of a section.
func sectionAnchor(name string) string { return "s-" + name }

// find gives a section by its name in the profile.
func find(blocks []doc.Block, name string) *doc.Section {
	for _, b := range blocks {
		if s, ok := b.(*doc.Section); ok {
			if s.Anchor == sectionAnchor(name) {
				return s
			}
			if inside := find(s.Blocks, name); inside != nil {
				return inside
			}
		}
	}
	return nil
}

// Length is how long a text is, without its footnotes.
type Length struct{ Words, Characters int }

// Size measures a section by its name in the profile, or what the document
// says itself when the name is empty: without cover, contents, list of
// documents and exhibits. Words are counted as word processors do.
func Size(d *doc.Document, name string) Length {
	var n Length
	blocks := d.Blocks
	if name != "" {
		s := find(d.Blocks, name)
		if s == nil {
			return n
		}
		blocks = s.Blocks
	}
	n.add(blocks)
	return n
}

// annexed are the sections that are no part of what a document says itself.
var annexed = []string{sectionAnchor("documents"), sectionAnchor("exhibits")}

func (n *Length) add(blocks []doc.Block) {
	(&doc.Document{Blocks: own(blocks)}).Walk(func(b doc.Block, _ int) {
		if s, ok := b.(*doc.Section); ok {
			n.text(s.Title)
		}
		doc.Texts(b, func(t doc.Text) { n.text(t.String()) })
	})
}

func (n *Length) text(s string) {
	n.Words += len(strings.Fields(s))
	n.Characters += utf8.RuneCountInString(s)
}

// own leaves out what is annexed.
func own(blocks []doc.Block) []doc.Block {
	return slices.DeleteFunc(slices.Clone(blocks), func(b doc.Block) bool {
		switch b := b.(type) {
		case *doc.Section:
			return slices.Contains(annexed, b.Anchor)
		case *doc.Exhibit:
			return true
		}
		return false
	})
}

// section counts the pages of a section, from the page on which it starts to
// that on which the next one does.
func (m *Measured) section(d *doc.Document, name string) int {
	from, to := m.span(d, sectionAnchor(name))
	if from == 0 {
		return 0
	}
	return max(1, to-from)
}

// span gives the page on which a section starts, and the one on which what
// follows it does; zero when it is not there.
func (m *Measured) span(d *doc.Document, anchor string) (from, to int) {
	to = m.Pages + 1
	depth := 0
	d.Walk(func(b doc.Block, level int) {
		a := ""
		switch b := b.(type) {
		case *doc.Section:
			a = b.Anchor
		case *doc.Exhibit:
			a, level = b.Anchor, 1
		}
		page := m.Starts[a]
		switch {
		case page == 0:
		case a == anchor:
			from, depth = page, level
		case from > 0 && depth > 0 && level <= depth:
			to, depth = page, 0
		}
	})
	return from, to
}

// body counts the pages of what the document says itself: without those of the
// exhibits and without those that only the list of documents takes. Cover and
// contents count, since a registry counts them.
func (m *Measured) body(d *doc.Document) int {
	n := m.Pages - len(m.Exhibits)
	if from, to := m.span(d, sectionAnchor("documents")); from > 0 {
		for page := from + 1; page < to; page++ {
			if !slices.Contains(m.Exhibits, page) {
				n--
			}
		}
	}
	return n
}
