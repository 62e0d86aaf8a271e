package pdf_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/pdf"
	"guvoh/export/pdf/pdftest"
	"guvoh/model/vault/vaulttest/raced"
)

// withReferences is a document with exhibits of so many pages each, and text
// that refers to each of them.
func withReferences(t *testing.T, pages ...int) *doc.Document {
	t.Helper()
	d := enclosing(t, pages...)
	d.Cover, d.Contents = &doc.Cover{}, &doc.Contents{}
	d.Lang, d.Head = "en", doc.RunningHead{Left: "Case 1"}
	facts := d.Blocks[0].(*doc.Section)
	facts.Anchor = "facts"
	for i := range pages {
		anchor := fmt.Sprintf("ex-%d", i+1)
		facts.Blocks = append(facts.Blocks, &doc.Paragraph{Text: doc.Text{
			{Text: fmt.Sprintf("Look at exhibit %d, page ", i+1)}, doc.PageRef(anchor), {Text: ". And "}, doc.Link(fmt.Sprintf("at-%d", i+1), anchor), {Text: "."},
		}})
	}
	last := d.Blocks[1].(*doc.Section)
	last.Blocks = append(last.Blocks, &doc.Section{Title: "Closing", NewPage: true, Blocks: []doc.Block{
		&doc.Paragraph{Text: doc.Text{{Text: "The facts stand on page "}, doc.PageRef("facts"), {Text: "."}}},
	}})
	return d
}

// ranges are the first and last pages of volumes.
func ranges(report pdf.Report) [][2]int {
	var all [][2]int
	for _, v := range report.Volumes {
		all = append(all, [2]int{v.First, v.First + v.Pages - 1})
	}
	return all
}

func TestVolumesAreCutBeforeExhibits(t *testing.T) {
	t.Parallel()
	d := withReferences(t, 3, 4, 2, 5)
	files, report := pdftest.AcceptVolumes(t, d, pdf.Options{Reader: reader}, pdf.Limit{Pages: 9}, pdftest.Want{})
	starts := []int{1, report.Starts["ex-2"], report.Starts["ex-4"]}
	var got []int
	for _, v := range report.Volumes {
		got = append(got, v.First)
	}
	if !slices.Equal(got, starts) {
		t.Fatalf("volumes begin on the pages %v, want %v", got, starts)
	}
	first := files[0].All()
	for i := range 4 {
		page := report.Starts[fmt.Sprintf("ex-%d", i+1)]
		said := fmt.Sprintf("Look at exhibit %d, page %d.", i+1, page)
		if volume := []int{1, 2, 2, 3}[i]; volume > 1 {
			said = fmt.Sprintf("Look at exhibit %d, page %d, volume %d.", i+1, page, volume)
		}
		if !strings.Contains(first, said) {
			t.Errorf("the text does not say %q", said)
		}
		linked := slices.ContainsFunc(files[0].Links(), func(l pdftest.Link) bool { return strings.Contains(l.Text, fmt.Sprintf("at-%d", i+1)) })
		if linked != (i == 0) {
			t.Errorf("exhibit %d: there is a link %t", i+1, linked)
		}
	}
	if last := files[2].All(); !strings.Contains(last, fmt.Sprintf("on page %d, volume 1.", report.Starts["facts"])) {
		t.Error("the last volume does not say in which the facts stand")
	}
	for i, f := range files {
		for page := 1; page <= f.Pages(); page++ {
			if which := fmt.Sprintf("volume %d of 3", i+1); strings.Contains(f.Text(page), which) != (i > 0 || page > 1) {
				t.Errorf("volume %d, page %d: it says %q, and the cover does not", i+1, page, which)
			}
		}
		if got, want := pdftest.Tool(t, "qpdf", "--json=2", "--json-key=pagelabels", f.Path), fmt.Sprintf(`"/St": %d`, f.First); !strings.Contains(got, want) {
			t.Errorf("volume %d is labelled %s", i+1, got)
		}
		if info := pdftest.Tool(t, "pdfinfo", f.Path); !strings.Contains(info, fmt.Sprintf("Exhibits, volume %d of 3", i+1)) {
			t.Errorf("volume %d has the title %s", i+1, info)
		}
	}
}

func TestTheContentsNameVolumes(t *testing.T) {
	t.Parallel()
	d := withReferences(t, 3, 4, 2, 5)
	volumes, report := pdftest.PrintVolumes(t, d, pdf.Options{Reader: reader}, pdf.Limit{Pages: 9})
	contents := pdftest.Open(t, volumes[0]).Text(2)
	if want := fmt.Sprintf(" %d, volume 3 ", report.Pages); !strings.Contains(contents, want) {
		t.Errorf("the contents do not say %q: %s", want, contents)
	}
}

func TestAnExhibitThatIsTooLongByItselfIsCut(t *testing.T) {
	raced.OneByOne(t)
	t.Parallel()
	d := withReferences(t, 2, 11)
	_, report := pdftest.AcceptVolumes(t, d, pdf.Options{Reader: reader}, pdf.Limit{Pages: 6}, pdftest.Want{})
	long := report.Starts["ex-2"]
	if got := ranges(report); !slices.Contains(got, [2]int{long, long + 5}) || !slices.Contains(got, [2]int{long + 6, long + 11}) {
		t.Errorf("the volumes have the pages %v, the exhibit begins on %d", got, long)
	}
}

func TestTextThatIsTooLongIsCut(t *testing.T) {
	raced.OneByOne(t)
	t.Parallel()
	d := &doc.Document{Title: "Long", Contents: &doc.Contents{}}
	for i := range 12 {
		d.Blocks = append(d.Blocks, &doc.Section{Title: fmt.Sprintf("Part %d", i+1), Anchor: fmt.Sprintf("s-%d", i), NewPage: true, Blocks: []doc.Block{
			&doc.Paragraph{Text: doc.Text{{Text: prose(250) + "See page "}, doc.PageRef(fmt.Sprintf("s-%d", 11-i)), {Text: "."}}},
			&doc.List{Items: []doc.Item{{Text: doc.Plain(prose(300))}}},
		}})
	}
	_, report := pdftest.AcceptVolumes(t, d, pdf.Options{}, pdf.Limit{Pages: 5}, pdftest.Want{})
	if len(report.Volumes) < 3 {
		t.Errorf("%d volumes", len(report.Volumes))
	}
}

func TestPartsOfAFaxAreHeaded(t *testing.T) {
	raced.OneByOne(t)
	t.Parallel()
	d := withReferences(t, 9, 9)
	files, report := pdftest.AcceptVolumes(t, d, pdf.Options{Reader: reader}, pdf.Limit{Pages: 10, Parts: true}, pdftest.Want{})
	n := (report.Pages + 9) / 10
	if len(files) != n {
		t.Fatalf("%d parts of %d pages", len(files), report.Pages)
	}
	for i, f := range files {
		if f.Pages() != 10 && i < n-1 {
			t.Errorf("part %d has %d pages", i+1, f.Pages())
		}
		for page := 1; page <= f.Pages(); page++ {
			if want := fmt.Sprintf("part %d of %d", i+1, n); !strings.Contains(f.Text(page), want) {
				t.Errorf("page %d of part %d does not say %q", page, i+1, want)
			}
		}
	}
	if text := files[0].All(); strings.Contains(text, "volume") {
		t.Error("a part speaks of volumes")
	}
}

func TestVolumesKeepToBytes(t *testing.T) {
	raced.OneByOne(t)
	t.Parallel()
	d := withReferences(t, 3, 6, 2, 5)
	whole, report := pdftest.PrintVolumes(t, d, pdf.Options{Reader: reader}, pdf.Limit{})
	if len(whole) != 1 || len(report.Volumes) != 1 {
		t.Fatal("without a limit there is one file")
	}
	half := int64(len(whole[0])) * 6 / 10
	_, report = pdftest.AcceptVolumes(t, d, pdf.Options{Reader: reader}, pdf.Limit{Bytes: half}, pdftest.Want{})
	if len(report.Volumes) < 2 {
		t.Errorf("one volume of at most %d bytes holds what has %d", half, len(whole[0]))
	}
	for _, v := range report.Volumes[1:] {
		start := false
		for i := range 4 {
			start = start || report.Starts[fmt.Sprintf("ex-%d", i+1)] == v.First
		}
		if !start {
			t.Errorf("a volume begins on page %d, inside an exhibit", v.First)
		}
	}
	const little = 60_000 // less than an exhibit has
	volumes, report := pdftest.PrintVolumes(t, d, pdf.Options{Reader: reader}, pdf.Limit{Bytes: little})
	pages := 0
	for i, v := range report.Volumes {
		if pages += v.Pages; int64(len(volumes[i])) > little {
			t.Errorf("volume %d has %d bytes, more than %d", i+1, len(volumes[i]), little)
		}
	}
	if pages != report.Pages {
		t.Errorf("%d pages of %d are in a volume", pages, report.Pages)
	}
}

func TestAPageThatIsTooLargeIsTold(t *testing.T) {
	t.Parallel()
	d := withReferences(t, 1)
	created := false
	_, err := pdf.WriteVolumes(func(int, int) (io.WriteCloser, error) {
		created = true
		return nil, errors.New("no file")
	}, d, pdf.Options{Reader: reader}, pdf.Limit{Bytes: 5000})
	var large *pdf.TooLargeError
	if !errors.As(err, &large) || large.Page != 1 || large.Bytes <= 5000 || created {
		t.Errorf("%v; a file was begun: %t", err, created)
	}
}

func TestAFailingVolumeIsToldOf(t *testing.T) {
	t.Parallel()
	d := withReferences(t, 3, 4)
	_, err := pdf.WriteVolumes(func(volume, of int) (io.WriteCloser, error) {
		if volume == 2 {
			return nil, errFull
		}
		return nopCloser{io.Discard}, nil
	}, d, pdf.Options{Reader: reader}, pdf.Limit{Pages: 8})
	if !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
