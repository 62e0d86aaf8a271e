package pdfview_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"guvoh/export/pdfview"
)

func TestFind(t *testing.T) {
	const font = "/Resources<</Font<</F 5 0 R>>>>"
	helvetica := "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
	const words = "BT /F 20 Tf 40 150 Td (The court) Tj ET BT /F 20 Tf 40 50 Td (a Court of law) Tj ET"
	near := func(a, b float64) bool { return math.Abs(a-b) < 0.02 }

	t.Run("words are found wherever they stand, in small letters or capitals", func(t *testing.T) {
		d := open(t, page1("0 0 400 200", words, font, helvetica))
		defer d.Close()
		all, err := d.Find(t.Context(), 0, "court")
		if err != nil || len(all) != 2 {
			t.Fatalf("found %v, %v", all, err)
		}
		first, second := all[0][0], all[1][0]
		if !near(first.Bottom, 0.25) || !near(second.Bottom, 0.75) || first.Left < 0.15 || first.Right < first.Left || first.Right > 0.4 {
			t.Errorf("the boxes are %+v and %+v", first, second)
		}
	})
	t.Run("the boxes of a turned and cropped page are where a reader sees the words", func(t *testing.T) {
		d := open(t, page1("0 0 400 200", words, font+"/Rotate 90/CropBox[0 40 400 200]", helvetica))
		defer d.Close()
		all, err := d.Find(t.Context(), 0, "The court")
		if err != nil || len(all) != 1 {
			t.Fatalf("found %v, %v", all, err)
		}
		// Turned by a quarter, the words run down; 150 of 40…200 points from below is now from the left.
		if b := all[0][0]; !near(b.Top, 0.1) || !near(b.Left, 110.0/160) || b.Bottom-b.Top < b.Right-b.Left {
			t.Errorf("the box is %+v", b)
		}
	})
	t.Run("nothing is found where nothing is", func(t *testing.T) {
		d := open(t, page1("0 0 400 200", words, font, helvetica))
		defer d.Close()
		for _, query := range []string{"", "  ", "prison", "co\x00urt"} {
			if all, err := d.Find(t.Context(), 0, query); err != nil || len(all) != 0 {
				t.Errorf("%q: found %v, %v", query, all, err)
			}
		}
		if _, err := d.Find(t.Context(), 1, "court"); !errors.Is(err, pdfview.ErrNoPage) {
			t.Errorf("error %v", err)
		}
	})
}

func TestWhere(t *testing.T) {
	const font = "/Resources<</Font<</F 5 0 R>>>>"
	helvetica := "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
	const words = "BT /F 20 Tf 40 150 Td (The court) Tj ET BT /F 20 Tf 40 50 Td (a Court of law) Tj ET"
	near := func(a, b float64) bool { return math.Abs(a-b) < 0.02 }
	d := open(t, page1("0 0 400 200", words, font, helvetica))
	defer d.Close()
	of := func(t *testing.T, parts ...string) []pdfview.Found {
		t.Helper()
		all, err := d.Where(t.Context(), 0, func(text string) (out []pdfview.Stretch) {
			for _, p := range parts {
				at := strings.Index(text, p)
				out = append(out, pdfview.Stretch{From: at, To: at + len(p)})
			}
			return out
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	t.Run("parts of the text are where a reader sees them", func(t *testing.T) {
		all := of(t, "court", "law")
		if len(all) != 2 || len(all[0]) != 1 || len(all[1]) != 1 {
			t.Fatalf("found %v", all)
		}
		if first, second := all[0][0], all[1][0]; !near(first.Bottom, 0.25) || !near(second.Bottom, 0.75) || first.Left < 0.15 || first.Right > 0.4 || second.Left < 0.3 {
			t.Errorf("the boxes are %+v and %+v", first, second)
		}
	})
	t.Run("a part that runs over two lines has a box on each", func(t *testing.T) {
		all, err := d.Where(t.Context(), 0, func(text string) []pdfview.Stretch {
			return []pdfview.Stretch{{From: strings.Index(text, "court"), To: strings.Index(text, " of law")}}
		})
		if err != nil || len(all) != 1 || len(all[0]) != 2 {
			t.Errorf("found %v, %v", all, err)
		}
	})
	t.Run("nothing is where nothing was chosen, or what is not in the text", func(t *testing.T) {
		all, err := d.Where(t.Context(), 0, func(text string) []pdfview.Stretch {
			return []pdfview.Stretch{{From: 5, To: 5}, {From: len(text), To: len(text) + 9}, {From: 9, To: 3}}
		})
		if err != nil || len(all) != 0 {
			t.Errorf("found %v, %v", all, err)
		}
	})
}
