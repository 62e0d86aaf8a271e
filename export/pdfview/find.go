package pdfview

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// MaxFound is how many places of one page are told.
const MaxFound = 500

// Box is a part of a page, in fractions of its width and height from the top
// left as it is to be read.
type Box struct {
	Left, Top, Right, Bottom float64
}

// Found is a place where words stand: a box for each line they run over.
type Found []Box

// Find tells where words stand on a page, in small letters or capitals, in the
// order of the page. Errors are those of [Document.Render].
func (d *Document) Find(ctx context.Context, page int, words string) (all []Found, err error) {
	if strings.TrimSpace(words) == "" || strings.ContainsRune(words, 0) {
		return nil, nil
	}
	err = d.onPage(ctx, page, func(b *sandbox) (err error) {
		all, err = b.find(page, words)
		return err
	})
	return all, err
}

// find looks for words on a page.
func (b *sandbox) find(page int, words string) (all []Found, err error) {
	text, err := b.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: b.page(page)})
	if err != nil {
		return nil, b.fail(err)
	}
	defer b.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	search, err := b.FPDFText_FindStart(&requests.FPDFText_FindStart{TextPage: text.TextPage, Find: words})
	if err != nil {
		return nil, b.fail(err)
	}
	defer b.FPDFText_FindClose(&requests.FPDFText_FindClose{Search: search.Search})
	for len(all) < MaxFound {
		next, err := b.FPDFText_FindNext(&requests.FPDFText_FindNext{Search: search.Search})
		if err != nil {
			return nil, b.fail(err)
		}
		if !next.GotMatch {
			break
		}
		found, err := b.found(page, text.TextPage, search.Search)
		if err != nil {
			return nil, b.fail(err)
		}
		all = append(all, found)
	}
	return all, nil
}

// Stretch is a part of a text, in bytes.
type Stretch struct{ From, To int }

// Where tells where on a page parts of its words stand: which they are, choose says of
// the page's text. One that stands nowhere has no box. Errors are those of
// [Document.Render].
func (d *Document) Where(ctx context.Context, page int, choose func(text string) []Stretch) (all []Found, err error) {
	err = d.onPage(ctx, page, func(b *sandbox) (err error) {
		all, err = b.where(page, choose)
		return err
	})
	return all, err
}

// where reads a page letter by letter, since PDFium tells places by the number of a
// letter, and leaves some out of a text that it gives as a whole.
func (b *sandbox) where(page int, choose func(text string) []Stretch) (all []Found, err error) {
	text, err := b.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: b.page(page)})
	if err != nil {
		return nil, b.fail(err)
	}
	defer b.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	n, err := b.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return nil, b.fail(err)
	}
	var read strings.Builder
	var ends []int // of each letter, in bytes
	for i := range n.Count {
		r, err := b.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text.TextPage, Index: i})
		if err != nil {
			return nil, b.fail(err)
		}
		read.WriteRune(rune(r.Unicode))
		ends = append(ends, read.Len())
	}
	for _, s := range choose(read.String()) {
		first, _ := slices.BinarySearch(ends, s.From+1)
		last, _ := slices.BinarySearch(ends, s.To)
		if first > last || last >= len(ends) || len(all) == MaxFound {
			continue
		}
		found, err := b.boxes(page, text.TextPage, first, last-first+1)
		if err != nil {
			return nil, b.fail(err)
		}
		all = append(all, found)
	}
	return all, nil
}

// fine is how finely places on a page are told: a page of this many steps.
const fine = 1 << 16

// found tells where what a search has just found stands.
func (b *sandbox) found(page int, text references.FPDF_TEXTPAGE, search references.FPDF_SCHHANDLE) (Found, error) {
	at, err := b.FPDFText_GetSchResultIndex(&requests.FPDFText_GetSchResultIndex{Search: search})
	if err != nil {
		return nil, err
	}
	long, err := b.FPDFText_GetSchCount(&requests.FPDFText_GetSchCount{Search: search})
	if err != nil {
		return nil, err
	}
	return b.boxes(page, text, at.Index, long.Count)
}

// boxes tells where so many letters of a page stand.
func (b *sandbox) boxes(page int, text references.FPDF_TEXTPAGE, from, count int) (found Found, err error) {
	n, err := b.FPDFText_CountRects(&requests.FPDFText_CountRects{TextPage: text, StartIndex: from, Count: count})
	if err != nil {
		return nil, err
	}
	corner := func(x, y float64) (float64, float64, error) { // the page may be turned, and cropped
		got, err := b.FPDF_PageToDevice(&requests.FPDF_PageToDevice{Page: b.page(page), SizeX: fine, SizeY: fine, PageX: x, PageY: y})
		if err != nil {
			return 0, 0, err
		}
		return float64(got.DeviceX) / fine, float64(got.DeviceY) / fine, nil
	}
	for i := range min(n.Count, MaxFound) {
		r, err := b.FPDFText_GetRect(&requests.FPDFText_GetRect{TextPage: text, Index: i})
		if err != nil {
			return nil, err
		}
		x1, y1, err := corner(r.Left, r.Top)
		if err != nil {
			return nil, err
		}
		x2, y2, err := corner(r.Right, r.Bottom)
		if err != nil {
			return nil, err
		}
		found = append(found, Box{math.Min(x1, x2), math.Min(y1, y2), math.Max(x1, x2), math.Max(y1, y2)})
	}
	return found, nil
}
