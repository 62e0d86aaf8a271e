package pdfview

import (
	"context"
	"math"
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
		found, err := b.boxes(page, text.TextPage, search.Search)
		if err != nil {
			return nil, b.fail(err)
		}
		all = append(all, found)
	}
	return all, nil
}

// fine is how finely places on a page are told: a page of this many steps.
const fine = 1 << 16

// boxes tells where what a search has just found stands.
func (b *sandbox) boxes(page int, text references.FPDF_TEXTPAGE, search references.FPDF_SCHHANDLE) (found Found, err error) {
	at, err := b.FPDFText_GetSchResultIndex(&requests.FPDFText_GetSchResultIndex{Search: search})
	if err != nil {
		return nil, err
	}
	long, err := b.FPDFText_GetSchCount(&requests.FPDFText_GetSchCount{Search: search})
	if err != nil {
		return nil, err
	}
	n, err := b.FPDFText_CountRects(&requests.FPDFText_CountRects{TextPage: text, StartIndex: at.Index, Count: long.Count})
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
