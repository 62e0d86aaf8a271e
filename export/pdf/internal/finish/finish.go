// Package finish turns the plain file of the drawing canvas into a proper one:
// searchable text, real font names, structure, links, an outline, attachments,
// metadata, a colour meaning, and the same bytes every time. It writes what
// ISO 19005 (PDF/A) and ISO 14289 (PDF/UA) ask of a file; whether a file may
// claim it is the caller's to know.
//
// It reads only what the canvas of this program wrote a moment ago, whose
// shape is frozen; it is no reader of other people's files.
package finish

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Font says what the codes of a font mean.
type Font struct {
	Key       string   // of the canvas, and on the page
	Name      string   // PostScript name
	FirstCode int      // the first code
	Texts     []string // what each code from the first on stands for; empty for nothing
}

// Link is a place on a page that leads somewhere.
type Link struct {
	X0, Y0, X1, Y1 float64 // points from the lower left corner
	Page           int     // target page, counted from 1; zero for a web address
	Y              float64 // place on the target page
	URL            string
	Says           string // what is read out in place of the link
}

// Mark is an entry of the outline.
type Mark struct {
	Title string
	Level int // 1 and up
	Page  int
	Y     float64
}

// Image is a picture, drawn on pages with the operator "/Name Do".
type Image struct {
	Name  string
	Dict  string // entries of the image dictionary but for type and length
	Write func(io.Writer) error
}

// Form is a drawing that many pages share, drawn with "/Name Do".
type Form struct {
	Name    string
	W, H    float64
	Content string
}

// Info is what a file says of itself, twice: where old readers and where new
// ones look.
type Info struct {
	Title, Author, Subject, Producer string
	Date                             time.Time // zero for none
}

// Claim is what a file says it keeps to.
type Claim struct {
	Part       int    // of ISO 19005; zero for no claim
	Level      string // A or B
	Accessible bool   // PDF/UA-1
}

// Job is all that is added to the canvas's file. Pages are counted from 1 in
// this file.
type Job struct {
	Info
	Claim
	Lang        string
	First       int // printed number of the first page; zero counts as 1
	Fonts       []Font
	Links       [][]Link // by page, from index 0
	Outline     []Mark
	Images      []Image
	Forms       []Form
	Foreign     []Foreign
	Root        *Elem // of the structure; nil for none
	Attachments []Attachment
	Profile     []byte            // ICC profile of the colours
	Step        func(n int) error // called before each picture is written; may be nil
}

// Write writes the finished file and returns its length. The pages of the
// canvas hold compressed content.
func Write(w io.Writer, canvas []byte, j *Job) (int64, error) {
	f, err := parse(canvas)
	if err != nil {
		return 0, err
	}
	f.classic = j.Part == 1
	if err := f.nameFonts(j); err != nil {
		return 0, err
	}
	f.addLinks(j)
	f.addDrawings(j)
	f.addForeign(j)
	c := catalog{outline: f.addOutline(j.Outline), root: f.addStructure(j.Root)}
	c.files = f.addAttachments(j)
	f.setResources()
	f.setInfo(j)
	f.setCatalog(j, c)
	f.pack()
	return f.writeTo(w)
}

// named gives an object a name that the content of all pages knows it by.
func (f *file) named(name string, number int) {
	f.drawings = append(f.drawings, fmt.Sprintf("/%s %d 0 R\n", name, number))
}

// setResources writes the one dictionary of resources that all pages share.
func (f *file) setResources() {
	f.objects[2].head = "<</Font <<\n" + strings.Join(f.fonts, "") + ">>\n/XObject <<\n" + strings.Join(f.drawings, "") + ">>>>\n"
}

// addLinks gives each page its annotations.
func (f *file) addLinks(j *Job) {
	for i := range min(len(j.Links), f.pages) {
		var refs strings.Builder
		for k, l := range j.Links[i] {
			var b strings.Builder
			fmt.Fprintf(&b, "<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [%.2f %.2f %.2f %.2f] ", l.X0, l.Y0, l.X1, l.Y1)
			if l.Says != "" {
				fmt.Fprintf(&b, "/Contents %s ", text16(l.Says))
			}
			if l.Page > 0 {
				fmt.Fprintf(&b, "/Dest [%d 0 R /XYZ null %.2f null]>>\n", page(l.Page), l.Y)
			} else {
				fmt.Fprintf(&b, "/A <</S /URI /URI %s>>>>\n", uri(l.URL))
			}
			n := f.addSmall(b.String())
			f.annots[place{i + 1, k + 1}] = n
			fmt.Fprintf(&refs, "%d 0 R ", n)
		}
		if refs.Len() > 0 {
			f.pageEntry(i+1, "/Annots ["+refs.String()+"]\n")
		}
	}
}

// pageEntry adds an entry to the dictionary of a page.
func (f *file) pageEntry(n int, entry string) {
	o := f.objects[page(n)]
	o.head = strings.Replace(o.head, "<</Type /Page\n", "<</Type /Page\n"+entry, 1)
}

// addDrawings adds pictures and shared drawings to the resources.
func (f *file) addDrawings(j *Job) {
	for _, d := range j.Forms {
		f.named(d.Name, f.addStream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Resources <<>>", d.W, d.H), []byte(d.Content)))
	}
	for i, img := range j.Images {
		n := f.addStreamed("/Type /XObject /Subtype /Image "+img.Dict, func(w io.Writer) error {
			if j.Step != nil {
				if err := j.Step(i); err != nil {
					return err
				}
			}
			return img.Write(w)
		})
		f.named(img.Name, n)
	}
}

// addOutline adds the outline and returns the number of its root, or 0.
func (f *file) addOutline(marks []Mark) int {
	if len(marks) == 0 {
		return 0
	}
	tree := growTree(marks)
	root := f.addSmall("")
	numbers := make([]int, len(marks))
	for i := range marks {
		numbers[i] = f.addSmall("")
	}
	number := func(i int) int {
		if i < 0 {
			return root
		}
		return numbers[i]
	}
	for i, m := range marks {
		var b strings.Builder
		fmt.Fprintf(&b, "<</Title %s /Parent %d 0 R /Dest [%d 0 R /XYZ null %.2f null]", text16(m.Title), number(tree[i].parent), page(m.Page), m.Y)
		if p := tree[i].previous; p >= 0 {
			fmt.Fprintf(&b, " /Prev %d 0 R", numbers[p])
		}
		if n := tree[i].next; n >= 0 {
			fmt.Fprintf(&b, " /Next %d 0 R", numbers[n])
		}
		if tree[i].first >= 0 { // closed: the count of what would open, negative
			fmt.Fprintf(&b, " /First %d 0 R /Last %d 0 R /Count -%d", numbers[tree[i].first], numbers[tree[i].last], tree[i].children)
		}
		b.WriteString(">>\n")
		f.objects[numbers[i]].head = b.String()
	}
	top, last := 0, 0
	for i := range marks {
		if tree[i].parent < 0 {
			top++
			last = numbers[i]
		}
	}
	f.objects[root].head = fmt.Sprintf("<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>\n", numbers[0], last, top)
	return root
}

// node is the family of a mark, as indexes of marks; -1 for none.
type node struct{ parent, previous, next, first, last, children int }

// growTree finds the family of each mark from the levels. A level that is left
// out does not matter.
func growTree(marks []Mark) []node {
	tree := make([]node, len(marks))
	var open []int // the marks above, outermost first
	lastTop := -1
	for i, m := range marks {
		for len(open) > 0 && marks[open[len(open)-1]].Level >= m.Level {
			open = open[:len(open)-1]
		}
		tree[i] = node{parent: -1, previous: -1, next: -1, first: -1, last: -1}
		if len(open) > 0 {
			parent := open[len(open)-1]
			tree[i].parent, tree[i].previous = parent, tree[parent].last
			if tree[parent].first < 0 {
				tree[parent].first = i
			}
			tree[parent].last = i
			tree[parent].children++
		} else {
			tree[i].previous, lastTop = lastTop, i
		}
		if p := tree[i].previous; p >= 0 {
			tree[p].next = i
		}
		open = append(open, i)
	}
	return tree
}
