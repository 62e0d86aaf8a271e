package finish

import (
	"fmt"
	"slices"
	"strings"
)

// Elem is an element of the structure of a file.
type Elem struct {
	Role      string // as ISO 32000-1, 14.8.4 names it
	Lang      string // where it differs from that of what is around it
	Alt       string // read out in place of what is drawn
	ID        string // of a note
	Scope     string // of a head of a table
	Span      int    // columns that a cell takes; 0 for one
	Numbering string // of a list
	BBox      []float64
	Kids      []Kid // in reading order

	number int // of its object
}

// Kid is part of an element: another element, a link, or a stretch of a page.
type Kid struct {
	Elem *Elem
	Page int // counted from 1
	Link int // of that page, counted from 1; zero for none
	MCID int // of the stretch
}

// addStructure writes the tree of elements and returns the number of its root,
// or 0.
func (f *file) addStructure(root *Elem) int {
	if root == nil {
		return 0
	}
	s := &structure{file: f, stretches: make([][]int, f.pages), links: map[place]int{}, root: f.addSmall("")}
	s.number(root)
	s.write(root, s.root)
	next := s.parentTree()
	ids := ""
	if len(s.ids) > 0 {
		slices.Sort(s.ids)
		ids = " /IDTree <</Names [" + strings.Join(s.ids, " ") + "]>>"
	}
	f.objects[s.root].head = fmt.Sprintf("<</Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d%s>>\n", root.number, s.tree, next, ids)
	return s.root
}

// structure is a tree of elements being written.
type structure struct {
	*file
	root, tree int
	stretches  [][]int       // the elements of the stretches of each page
	links      map[place]int // the elements of links
	ids        []string
}

// number gives each element its object, in reading order.
func (s *structure) number(e *Elem) {
	e.number = s.addSmall("")
	for _, k := range e.Kids {
		if k.Elem != nil {
			s.number(k.Elem)
		}
	}
}

func (s *structure) write(e *Elem, parent int) {
	b := make([]byte, 0, 128)
	b = fmt.Appendf(b, "<</Type /StructElem /S /%s /P %d 0 R", e.Role, parent)
	if e.Alt != "" {
		b = fmt.Appendf(b, " /Alt %s", text16(e.Alt))
	}
	if language.MatchString(e.Lang) {
		b = fmt.Appendf(b, " /Lang (%s)", e.Lang)
	}
	if e.ID != "" {
		b = fmt.Appendf(b, " /ID (%s)", e.ID)
		s.ids = append(s.ids, fmt.Sprintf("(%s) %d 0 R", e.ID, e.number))
	}
	b = append(b, e.attributes()...)
	home := 0 // the page of stretches without a page of their own
	for _, k := range e.Kids {
		if k.Elem == nil && k.Link == 0 {
			home = k.Page
			b = fmt.Appendf(b, " /Pg %d 0 R", page(home))
			break
		}
	}
	b = append(b, " /K ["...)
	for _, k := range e.Kids {
		switch {
		case k.Elem != nil:
			b = fmt.Appendf(b, "%d 0 R ", k.Elem.number)
		case k.Link > 0:
			at := place{k.Page, k.Link}
			s.links[at] = e.number
			b = fmt.Appendf(b, "<</Type /OBJR /Pg %d 0 R /Obj %d 0 R>> ", page(k.Page), s.annots[at])
		case k.Page == home:
			b = fmt.Appendf(b, "%d ", k.MCID)
		default:
			b = fmt.Appendf(b, "<</Type /MCR /Pg %d 0 R /MCID %d>> ", page(k.Page), k.MCID)
		}
		if k.Elem == nil && k.Link == 0 {
			s.stretch(k, e.number)
		}
	}
	s.objects[e.number].head = string(append(b, "]>>\n"...))
	for _, k := range e.Kids {
		if k.Elem != nil {
			s.write(k.Elem, e.number)
		}
	}
}

// stretch notes the element of a stretch of a page.
func (s *structure) stretch(k Kid, number int) {
	all := s.stretches[k.Page-1]
	for len(all) <= k.MCID {
		all = append(all, 0)
	}
	all[k.MCID] = number
	s.stretches[k.Page-1] = all
}

// attributes writes what else is known of an element.
func (e *Elem) attributes() string {
	switch {
	case len(e.BBox) == 4:
		return fmt.Sprintf(" /A <</O /Layout /Placement /Block /BBox [%.2f %.2f %.2f %.2f]>>", e.BBox[0], e.BBox[1], e.BBox[2], e.BBox[3])
	case e.Numbering != "":
		return " /A <</O /List /ListNumbering /" + e.Numbering + ">>"
	case e.Scope != "" || e.Span > 1:
		a := " /A <</O /Table"
		if e.Scope != "" {
			a += " /Scope /" + e.Scope
		}
		if e.Span > 1 {
			a += fmt.Sprintf(" /ColSpan %d", e.Span)
		}
		return a + ">>"
	}
	return ""
}

// parentTree writes which elements the stretches and links of each page belong
// to, and returns the first number that it does not use.
func (s *structure) parentTree() int {
	type entry struct {
		key   int
		value string
	}
	var entries []entry
	for i, all := range s.stretches {
		b := []byte("[")
		for _, n := range all {
			if n == 0 {
				b = append(b, "null "...)
			} else {
				b = fmt.Appendf(b, "%d 0 R ", n)
			}
		}
		entries = append(entries, entry{i, fmt.Sprintf("%d 0 R", s.addSmall(string(append(b, "]\n"...))))})
		s.pageEntry(i+1, fmt.Sprintf("/StructParents %d\n/Tabs /S\n", i))
	}
	for _, at := range s.ordered(s.annots) {
		number, belongs := s.links[at]
		if !belongs {
			continue
		}
		annot := s.objects[s.annots[at]]
		annot.head = strings.Replace(annot.head, "/F 4 ", fmt.Sprintf("/F 4 /StructParent %d ", len(entries)), 1)
		entries = append(entries, entry{len(entries), fmt.Sprintf("%d 0 R", number)})
	}
	const most = 256 // entries of a leaf
	var leaves []string
	for from := 0; from < len(entries); from += most {
		part := entries[from:min(from+most, len(entries))]
		b := fmt.Appendf(nil, "<</Limits [%d %d] /Nums [", part[0].key, part[len(part)-1].key)
		for _, e := range part {
			b = fmt.Appendf(b, "%d %s ", e.key, e.value)
		}
		leaves = append(leaves, fmt.Sprintf("%d 0 R", s.addSmall(string(append(b, "]>>\n"...)))))
	}
	s.tree = s.addSmall("<</Kids [" + strings.Join(leaves, " ") + "]>>\n")
	return len(entries)
}

// ordered returns the places of links, page by page.
func (f *file) ordered(annots map[place]int) []place {
	all := make([]place, 0, len(annots))
	for at := range annots {
		all = append(all, at)
	}
	slices.SortFunc(all, func(a, b place) int {
		if a.page != b.page {
			return a.page - b.page
		}
		return a.index - b.index
	})
	return all
}
