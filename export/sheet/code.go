package sheet

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"guvoh/export/doc"
	"guvoh/model/vault"
)

// Heights of codes on paper, in millimetres with their quiet zone. No module
// is smaller than 0.6 mm, which any telephone and a worn scanner can see.
const (
	wordsCodeHeight  = 52
	shortCodeHeight  = 46
	hybridCodeHeight = 90
)

// longestSmall is the longest recipient whose code keeps small letters.
const longestSmall = 200

// wordsCode is the code of the words of a share. A quarter of it may be worn
// off: this paper lies folded in a wallet for years.
func wordsCode(words []string) ([]byte, error) {
	return draw(qr.Encode(strings.Join(words, " "), qr.Q, qr.Unicode))
}

// cardCode is the code of a card and its height. It holds the keys alone, whose
// letters it can pack; names are of every script.
func cardCode(c vault.Card) (code []byte, height float64, err error) {
	if len(c.Recipient) <= longestSmall {
		keys := c.Recipient
		if c.Signing != nil {
			keys += "\n# " + c.SigningText()
		}
		code, err = draw(qr.Encode(keys, qr.Q, qr.Unicode))
		return code, shortCodeHeight, err
	}
	keys := strings.TrimSpace(c.Recipient + " " + c.SigningText())
	code, err = draw(qr.Encode(strings.ToUpper(keys), qr.M, qr.AlphaNumeric))
	return code, hybridCodeHeight, err
}

// CardCode gives the code of a card as a picture (PNG), as it stands on paper.
func CardCode(c vault.Card) ([]byte, error) {
	code, _, err := cardCode(c)
	return code, err
}

// errCode says that no code can hold a text. The library's own error is left
// out: it repeats the text.
var errCode = errors.New("sheet: no code can hold this")

// draw paints a code as a PNG: each module a square of whole pixels, black or
// white, with the quiet zone of four modules that the standard wants.
func draw(code barcode.Barcode, err error) ([]byte, error) {
	if err != nil {
		return nil, errCode
	}
	const quiet, pixels = 4, 10
	modules := code.Bounds().Dx()
	side := (modules + 2*quiet) * pixels
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			at := image.Pt(x/pixels-quiet, y/pixels-quiet)
			dark := at.In(code.Bounds()) && color.GrayModel.Convert(code.At(at.X, at.Y)).(color.Gray).Y < 128
			if !dark {
				img.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return b.Bytes(), err
}

// figure is a code in a document.
func figure(code []byte, alt string, height float64) *doc.Figure {
	return &doc.Figure{
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(code)), nil },
		Alt:  alt, Caption: doc.Plain(alt), Height: height,
	}
}
