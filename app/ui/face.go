package ui

import (
	"bytes"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Fyne brings Noto Sans 2.000 of 2017, which takes the dot from the Cyrillic і
// and ј wherever they stand: a lookup of the feature ccmp exchanges each for the
// form that belongs under an accent (notofonts/noto-fonts#1051, mended in later
// Noto). In that lookup we put the letters themselves in the place of those
// forms. Another lookup looks for an accent first, so і́ loses its dot still.
//
// A face in which that lookup is not found just once, as another version of Fyne
// may bring it, is left as it is.

// A dotRule is that lookup as it stands in the file, and as it should: format 2,
// where the letters are listed, how many, what each becomes; then that list.
type dotRule struct{ stands, mended []byte }

// The faces number their glyphs differently.
var (
	romanDots = dotRule{
		[]byte{0, 2, 0, 10, 0, 2, 0x08, 0x22, 0x08, 0x23, 0, 1, 0, 2, 0x01, 0xee, 0x01, 0xf0},
		[]byte{0, 2, 0, 10, 0, 2, 0x01, 0xee, 0x01, 0xf0, 0, 1, 0, 2, 0x01, 0xee, 0x01, 0xf0},
	}
	italicDots = dotRule{
		[]byte{0, 2, 0, 10, 0, 2, 0x08, 0x1f, 0x08, 0x20, 0, 1, 0, 2, 0x01, 0xeb, 0x01, 0xed},
		[]byte{0, 2, 0, 10, 0, 2, 0x01, 0xeb, 0x01, 0xed, 0, 1, 0, 2, 0x01, 0xeb, 0x01, 0xed},
	}
)

// faces gives the mended copy of each face that needs one. It is made when the
// first text in that face is drawn, and is the same for every theme, since that is
// how a face that was read or measured is known again.
var faces = map[fyne.Resource]func() fyne.Resource{
	theme.DefaultTextFont():           romanDots.mend(theme.DefaultTextFont()),
	theme.DefaultTextBoldFont():       romanDots.mend(theme.DefaultTextBoldFont()),
	theme.DefaultTextItalicFont():     italicDots.mend(theme.DefaultTextItalicFont()),
	theme.DefaultTextBoldItalicFont(): italicDots.mend(theme.DefaultTextBoldItalicFont()),
}

// mend answers what makes the mended copy of a face, once.
func (d dotRule) mend(face fyne.Resource) func() fyne.Resource {
	return sync.OnceValue(func() fyne.Resource {
		content := face.Content()
		if bytes.Count(content, d.stands) != 1 {
			return face
		}
		return fyne.NewStaticResource(face.Name(), bytes.Replace(content, d.stands, d.mended, 1))
	})
}
