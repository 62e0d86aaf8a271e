package pdf_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/pdf"
	"guvoh/export/pdfcheck"
)

// 名 and 寧 are in no face.
func unprintable() *doc.Document {
	return &doc.Document{
		Title: "Secret name", Lang: "en",
		Blocks: []doc.Block{
			&doc.Section{Title: "Facts", Anchor: "facts", Blocks: []doc.Block{
				&doc.Paragraph{Anchor: "p-1", Text: doc.Plain("All is well here.")},
				&doc.Paragraph{Anchor: "p-2", Text: doc.Plain("The secret name is 名寧名.")},
				&doc.Table{Columns: []doc.Column{{Title: "x"}}, Rows: []doc.Row{{Cells: []doc.Text{{{Text: "y"}, doc.Note(doc.Span{Text: "secret 寧"})}}}}},
			}},
		},
	}
}

func TestACharacterThatNoFaceHasStopsThePrinting(t *testing.T) {
	var b bytes.Buffer
	_, err := pdf.Write(&b, unprintable(), pdf.Options{})
	var missing *pdf.MissingError
	if !errors.As(err, &missing) {
		t.Fatalf("got %v", err)
	}
	if b.Len() > 0 {
		t.Errorf("%d bytes were written all the same", b.Len())
	}
	want := []pdf.MissingPlace{{Runes: []rune("名寧"), Anchor: "p-2", Block: "paragraph"}, {Runes: []rune("寧"), Anchor: "p-2", Block: "table"}}
	slices.Sort(want[0].Runes)
	if !slices.EqualFunc(missing.Places, want, func(a, b pdf.MissingPlace) bool {
		return slices.Equal(a.Runes, b.Runes) && a.Anchor == b.Anchor && a.Block == b.Block
	}) {
		t.Errorf("got %+v", missing.Places)
	}
	said := err.Error()
	if !strings.Contains(said, "U+540D") || !strings.Contains(said, "U+5BE7") || !strings.Contains(said, "p-2") {
		t.Errorf("it says %q", said)
	}
	if strings.Contains(said, "ecret") {
		t.Errorf("it tells what is written around it: %q", said)
	}
}

func TestNoVolumeIsBegunForWhatIsRefused(t *testing.T) {
	_, err := pdf.WriteVolumes(func(int, int) (io.WriteCloser, error) {
		t.Error("a volume was begun")
		return nopCloser{io.Discard}, nil
	}, unprintable(), pdf.Options{}, pdf.Limit{Pages: 1})
	if err == nil {
		t.Error("it was printed")
	}
}

func TestACharacterStopsThePrintingWhereverItStands(t *testing.T) {
	for name, d := range map[string]*doc.Document{
		"private use":   {Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("\uF171 \U000F0001")}}},
		"the head":      {Head: doc.RunningHead{Left: "名"}},
		"the watermark": {Watermark: "名"},
		"the cover":     {Cover: &doc.Cover{Title: "名"}},
		"a heading":     {Blocks: []doc.Block{&doc.Section{Title: "名"}}},
		"a stamp":       {Blocks: []doc.Block{&doc.Exhibit{Stamp: "名"}}},
	} {
		var b bytes.Buffer
		_, err := pdf.Write(&b, d, pdf.Options{})
		var missing *pdf.MissingError
		if !errors.As(err, &missing) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written", name, err, b.Len())
		}
	}
}

func TestBoxesArePrintedWhereTheyAreWanted(t *testing.T) {
	var b bytes.Buffer
	report, err := pdf.Write(&b, unprintable(), pdf.Options{Missing: pdf.Boxes})
	want := []rune("名寧")
	slices.Sort(want)
	if err != nil || b.Len() == 0 || !slices.Equal(report.Missing, want) {
		t.Errorf("%v, %d bytes, missing %q", err, b.Len(), report.Missing)
	}
	if faults, err := pdfcheck.Check(b.Bytes()); err != nil || len(faults) > 0 {
		t.Errorf("%v, %q", err, faults)
	}
}
