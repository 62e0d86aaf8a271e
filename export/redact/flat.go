package redact

import (
	"bytes"
	"context"
	"fmt"
	"image"

	"guvoh/export/exhibit"
)

// sheet is one page that is a picture and nothing else.
type sheet struct {
	width, height float64 // in points
	pixels        image.Point
	jpeg          []byte
}

// flatPDF makes a PDF of pictures: no text, no names, no dates.
func flatPDF(sheets []sheet) []byte {
	w := newPDFWriter()
	kids := ""
	for i := range sheets {
		kids += fmt.Sprintf("%d 0 R ", 3+3*i)
	}
	w.object("<< /Type /Catalog /Pages 2 0 R >>")
	w.object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids, len(sheets)))
	for i, s := range sheets {
		w.page(3+3*i, s.width, s.height, fmt.Sprintf("q %.3f 0 0 %.3f 0 0 cm /P Do Q", s.width, s.height))
		w.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
			s.pixels.X, s.pixels.Y), s.jpeg)
	}
	return w.close()
}

// pictureAsPDF has the reader's worker decode a picture, and makes a page of
// what comes of it, held upright.
func pictureAsPDF(ctx context.Context, reader *exhibit.Reader, f exhibit.File) ([]byte, error) {
	if reader == nil {
		return nil, ErrNoReader
	}
	img, err := reader.Picture(ctx, f, func(width, height int) (int, int) { return min(width, mostWide), min(height, 2*mostWide) })
	if err != nil {
		return nil, err
	}
	var data bytes.Buffer
	if err := img.Write(ctx, &data); err != nil {
		return nil, err
	}
	width, height := float64(img.Width), float64(img.Height)
	if img.Turn >= 5 {
		width, height = height, width
	}
	const points = 72.0 / dotsPerInch // a pixel of it becomes a pixel of the copy
	width, height = width*points, height*points
	w := newPDFWriter()
	w.object("<< /Type /Catalog /Pages 2 0 R >>")
	w.object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	w.page(3, width, height, fmt.Sprintf("q %s cm /P Do Q", upright(img.Turn, width, height)))
	w.stream("/Type /XObject /Subtype /Image "+img.Dict(), data.Bytes())
	return w.close(), nil
}

// upright gives the matrix by which a stored picture is put on a page, by how it
// is to be turned (Exif 2.32, tag 274).
func upright(turn int, w, h float64) string {
	m := map[int][6]float64{
		2: {-w, 0, 0, h, w, 0}, 3: {-w, 0, 0, -h, w, h}, 4: {w, 0, 0, -h, 0, h},
		5: {0, -h, -w, 0, w, h}, 6: {0, -h, w, 0, 0, h}, 7: {0, h, w, 0, 0, 0}, 8: {0, h, -w, 0, w, 0},
	}
	v, ok := m[turn]
	if !ok {
		v = [6]float64{w, 0, 0, h, 0, 0}
	}
	return fmt.Sprintf("%.3f %.3f %.3f %.3f %.3f %.3f", v[0], v[1], v[2], v[3], v[4], v[5])
}

// pdfWriter writes the few objects of a PDF of pictures, in the order of their
// numbers.
type pdfWriter struct {
	b  bytes.Buffer
	at []int
}

func newPDFWriter() *pdfWriter {
	w := &pdfWriter{}
	w.b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	return w
}

func (w *pdfWriter) object(s string) {
	w.at = append(w.at, w.b.Len())
	fmt.Fprintf(&w.b, "%d 0 obj\n%s\nendobj\n", len(w.at), s)
}

func (w *pdfWriter) stream(dict string, data []byte) {
	w.at = append(w.at, w.b.Len())
	fmt.Fprintf(&w.b, "%d 0 obj\n<< %s /Length %d >>\nstream\n", len(w.at), dict, len(data))
	w.b.Write(data)
	w.b.WriteString("\nendstream\nendobj\n")
}

// page writes a page and its contents; its picture is the object after them.
func (w *pdfWriter) page(number int, width, height float64, contents string) {
	w.object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.3f %.3f] /Contents %d 0 R /Resources << /XObject << /P %d 0 R >> >> >>",
		width, height, number+1, number+2))
	w.stream("", []byte(contents))
}

func (w *pdfWriter) close() []byte {
	xref := w.b.Len()
	fmt.Fprintf(&w.b, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, at := range w.at {
		fmt.Fprintf(&w.b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&w.b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(w.at)+1, xref)
	return w.b.Bytes()
}
