package pdftest

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"guvoh/export/doc"
	"guvoh/export/pdfcheck"
)

const mm = 72 / 25.4

// printed is the number that stands on a page of this file.
func (f *File) printed(page int) int { return f.First + page - 1 }

// Numbers holds a file to rules 1 and 20: each page says which it is, in its
// lowest line, and that is the place it has in the document; the cover and the
// contents count.
func Numbers(f *File, d *doc.Document) []string {
	if d.Page.Single {
		return nil
	}
	var faults []string
	for page := 1; page <= f.Pages(); page++ {
		want := fmt.Sprintf(d.Words.WithDefaults().PageOf, f.printed(page), f.Of)
		if foot := lowest(f.Words(page)); !strings.Contains(foot, want) {
			faults = append(faults, fmt.Sprintf("page %d of the file does not say %q at its foot", page, want))
		}
	}
	return faults
}

// lowest returns the lowest line of a page.
func lowest(words []Word) string {
	bottom := 0.0
	for _, w := range words {
		bottom = max(bottom, (w.Y0+w.Y1)/2)
	}
	var line []Word
	for _, w := range words {
		if bottom-(w.Y0+w.Y1)/2 < 4 {
			line = append(line, w)
		}
	}
	return joined(line)
}

// number is a number at the end of what a link says.
var number = regexp.MustCompile(`(?:^|\s)(\d+)$`)

// Leads holds a file to rule 2: a page number that is a link leads to the page
// on which that number is printed. Numbers of sections, paragraphs and exhibits
// are left out, as the document names them.
func Leads(f *File, d *doc.Document) []string {
	others := map[string]bool{}
	names := map[string]bool{} // such as "Ex. 7"; on the page a bracket may stand before it
	numbers := doc.Number(d)
	eachSpan(d, func(s doc.Span) {
		switch {
		case s.Ref == doc.RefNumber:
			others[numbers.Anchors[s.Link]] = true
		case s.Ref == doc.NoRef && s.Link != "":
			names[strings.Join(strings.Fields(s.Text), " ")] = true
		}
	})
	named := func(words string) bool {
		return names[strings.TrimLeft(strings.Join(strings.Fields(words), " "), "([{«“")]
	}
	var faults []string
	var before Link
	for _, l := range f.Links() {
		last := before
		before = l
		if l.URL != "" {
			continue
		}
		if l.Target == 0 {
			faults = append(faults, fmt.Sprintf("a link on page %d leads nowhere", l.Page))
			continue
		}
		m := number.FindStringSubmatch(l.Text)
		if m == nil || others[m[1]] || named(l.Text) || last.Target == l.Target && named(last.Text+" "+l.Text) { // on two lines
			continue
		}
		if n, _ := strconv.Atoi(m[1]); n != f.printed(l.Target) {
			faults = append(faults, fmt.Sprintf("a link on page %d says page %d and leads to page %d", l.Page, n, f.printed(l.Target)))
		}
	}
	return faults
}

// eachSpan calls visit for each span of a document's running text.
func eachSpan(d *doc.Document, visit func(doc.Span)) {
	each := func(t doc.Text) {
		for _, s := range t {
			visit(s)
			if s.Note != nil {
				for _, n := range s.Note.Text {
					visit(n)
				}
			}
		}
	}
	if d.Cover != nil {
		for _, f := range d.Cover.Facts {
			each(f.Value)
		}
		each(d.Cover.Foot)
	}
	d.Walk(func(b doc.Block, _ int) { doc.Texts(b, each) })
}

// Bookmarks holds a file to rule 3: the outline has the sections, as deep as
// the contents, and the exhibits, in their order; each entry ends with the
// number of its page, and leads there. Of a volume, only what it holds.
func Bookmarks(f *File, d *doc.Document) []string {
	var want []string
	depth := 2
	if d.Contents != nil {
		depth = d.Contents.Levels()
	}
	d.Walk(func(b doc.Block, level int) {
		switch b := b.(type) {
		case *doc.Section:
			if level <= depth {
				want = append(want, b.Title)
			}
		case *doc.Exhibit:
			want = append(want, strings.TrimSpace(b.Number))
		}
	})
	var faults []string
	outline := f.Outline()
	if f.Of == f.Pages() && len(outline) != len(want) {
		faults = append(faults, fmt.Sprintf("the outline has %d entries, sections and exhibits are %d", len(outline), len(want)))
	}
	next := 0 // of want: each entry must come after the one before
	for _, m := range outline {
		at := slices.IndexFunc(want[next:], func(w string) bool { return strings.Contains(flat(m.Title), flat(w)) })
		if at < 0 {
			faults = append(faults, fmt.Sprintf("an entry of the outline for page %d is no section or exhibit in its place", m.Page))
		} else {
			next += at + 1
		}
		if end := fmt.Sprintf(d.Words.WithDefaults().AtPage, f.printed(m.Page)); !strings.HasSuffix(m.Title, end) {
			faults = append(faults, fmt.Sprintf("an entry of the outline leads to page %d and does not end with %q", f.printed(m.Page), end))
		}
	}
	return faults
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// Searchable holds a file to rule 4: all fonts are embedded subsets that say
// what they mean, and each letter of the document can be found as it was
// typed.
func Searchable(f *File, d *doc.Document) []string {
	var faults []string
	fonts := f.Fonts()
	for _, font := range fonts {
		if !font.Embedded || !font.ToUnicode {
			faults = append(faults, fmt.Sprintf("the font %s: embedded %t, searchable %t", font.Name, font.Embedded, font.ToUnicode))
		}
	}
	if len(fonts) == 0 {
		faults = append(faults, "the file has no fonts at all")
	}
	found := map[rune]bool{}
	for _, r := range norm.NFC.String(f.All()) {
		found[r] = true
	}
	if f.Of != f.Pages() {
		return faults // the other letters may stand in another volume
	}
	lost := map[rune]bool{}
	eachSpan(d, func(s doc.Span) {
		for _, r := range norm.NFC.String(s.Text) {
			if unicode.IsLetter(r) && !found[r] && !lost[r] {
				lost[r] = true
				faults = append(faults, fmt.Sprintf("the letter %U is in the document and cannot be found in the file", r))
			}
		}
	})
	return faults
}

// dangerous are keys of a PDF that make it do something, or carry something
// that a reader does not see.
var dangerous = []string{"/JS", "/JavaScript", "/AA", "/Encrypt", "/RichMedia", "/Movie", "/Sound", "/Launch", "/SubmitForm", "/ImportData", "/AcroForm", "/XFA", "/Collection"}

// Harmless holds a file to rule 5: no encryption, no scripts, no attachments
// unless they were asked for, no annotations but links.
func Harmless(f *File, attachments bool) []string {
	f.load()
	var faults []string
	var look func(v any)
	look = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if v["/Type"] == "/Annot" && v["/Subtype"] != "/Link" {
				faults = append(faults, fmt.Sprintf("an annotation is no link but %v", v["/Subtype"]))
			}
			for key, inner := range v {
				if slices.Contains(dangerous, key) || !attachments && (key == "/EmbeddedFiles" || key == "/EF" || key == "/AF") {
					faults = append(faults, "the file has an entry "+key)
				}
				look(inner)
			}
		case []any:
			for _, inner := range v {
				look(inner)
			}
		case string:
			if v == "/Launch" || v == "/JavaScript" || v == "/GoToR" || v == "/GoToE" {
				faults = append(faults, "the file has an action "+v)
			}
		}
	}
	for _, o := range f.objects {
		look(o)
	}
	slices.Sort(faults)
	return faults
}

// Paper holds a file to rule 6: the size of each page is that of the profile.
// The page of an exhibit may lie on its side.
func Paper(f *File, d *doc.Document) []string {
	want := Size{210 * mm, 297 * mm}
	if d.Page.Size == doc.Letter {
		want = Size{8.5 * 72, 11 * 72}
	}
	turned := Size{want.Height, want.Width}
	if d.Page.Landscape {
		want, turned = turned, want
	}
	exhibits := false
	d.Walk(func(b doc.Block, _ int) {
		_, is := b.(*doc.Exhibit)
		exhibits = exhibits || is
	})
	same := func(a, b Size) bool {
		return math.Abs(a.Width-b.Width) < 0.5 && math.Abs(a.Height-b.Height) < 0.5
	}
	var faults []string
	for page := 1; page <= f.Pages(); page++ {
		if got := f.Size(page); !same(got, want) && !(exhibits && same(got, turned)) {
			faults = append(faults, fmt.Sprintf("page %d is %.0f × %.0f mm", page, got.Width/mm, got.Height/mm))
		}
	}
	return faults
}

// Sides holds a file to rule 7: no word stands nearer than that many
// millimetres to the left or right edge.
func Sides(f *File, millimetres float64) []string {
	const tolerance = 0.5 // poppler's boxes of letters are a little wider than their ink
	var faults []string
	for page := 1; page <= f.Pages(); page++ {
		left, right := math.Inf(1), math.Inf(1)
		for _, w := range f.Words(page) {
			left, right = min(left, w.X0), min(right, f.Size(page).Width-w.X1)
		}
		if left < millimetres*mm-tolerance || right < millimetres*mm-tolerance {
			faults = append(faults, fmt.Sprintf("page %d has margins of %.1f and %.1f mm", page, left/mm, right/mm))
		}
	}
	return faults
}

// Paragraphs holds a file to rule 9: the numbers of the paragraphs run on from
// 1 without a gap. Of a document in volumes nothing is said.
func Paragraphs(f *File, d *doc.Document) []string {
	count := len(doc.Number(d).Paragraphs)
	next := 1
	if f.Of != f.Pages() {
		return nil // they run over all volumes
	}
	for page := 1; page <= f.Pages(); page++ {
		for _, w := range f.Words(page) {
			if next <= count && w.Text == strconv.Itoa(next)+"." {
				next++
			}
		}
	}
	if next <= count {
		return []string{fmt.Sprintf("of %d numbered paragraphs, number %d is not found after those before it", count, next)}
	}
	return nil
}

// Resolution holds a file to rule 14: no picture is finer than that many dots
// to the inch.
func Resolution(f *File, dpi float64) []string {
	var faults []string
	for _, p := range f.Pictures() {
		if p.AcrossDPI > dpi+1 || p.UpDPI > dpi+1 {
			faults = append(faults, fmt.Sprintf("a picture on page %d has %.0f × %.0f dots to the inch", p.Page, p.AcrossDPI, p.UpDPI))
		}
	}
	return faults
}

// Opens holds a file to rule 15: it opens on its first page at 100 %, and shows
// its outline if it has one.
func Opens(f *File) []string {
	var faults []string
	catalog := f.Catalog()
	if len(f.Outline()) > 0 && catalog["/PageMode"] != "/UseOutlines" {
		faults = append(faults, "the outline is not shown when the file is opened")
	}
	action, _ := f.Object(catalog["/OpenAction"]).([]any)
	if len(action) != 5 || action[0] != f.told.Pages[0].Object || action[1] != "/XYZ" || action[2] != nil || action[3] != nil || action[4] != 1.0 {
		faults = append(faults, fmt.Sprintf("the file does not open on its first page at 100 %%: %v", action))
	}
	return faults
}

// Claims holds a file to what it says of itself: PDF/A, PDF/UA, or nothing but
// PDF 1.7.
func Claims(f *File) []string {
	data, err := os.ReadFile(f.Path)
	if err != nil {
		f.t.Fatal(err)
	}
	faults, err := pdfcheck.Check(data)
	if err != nil {
		return []string{err.Error()}
	}
	return faults
}

// Sound holds a file to what qpdf asks of every file.
func Sound(f *File) []string {
	_, said, err := run(f.t, "qpdf", "--check", f.Path)
	if err != nil || !strings.Contains(said, "No syntax or stream encoding errors") {
		return []string{"qpdf: " + said}
	}
	return nil
}
