package app_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
)

const (
	// near is by how much of 255 a colour may be off: half of the distance between
	// the colours of edges in a master, and what processors round differently.
	near = 18
	// others is how many pixels of a picture may be farther off. One word that
	// moves by one pixel is more.
	others = 60
	// ground is what part of a picture has one colour where that is a ground, which
	// must be the same: one of so many pixels.
	ground = 400
	// levels is between how many steps of each colour an edge is kept.
	levels = 9
)

// masters is where they lie.
var masters = filepath.Join("testdata", "masters")

// picture keeps a picture as a master has it. Grounds and full letters keep their
// colours; those of edges, of which there are thousands, become the nearest of
// few, or files would be twice as large.
func picture(img image.Image) *image.Paletted {
	from := plain(img)
	count := map[color.RGBA]int{}
	for i := 0; i < len(from.Pix); i += 4 {
		count[pixel(from, i)]++
	}
	kept := map[color.RGBA]color.RGBA{}
	var exact []color.RGBA
	for _, c := range commonest(count) {
		if count[c]*2*ground < len(from.Pix)/4 {
			break
		}
		exact = append(exact, c)
	}
	for c := range count {
		kept[c] = nearest(c, exact)
	}
	out := image.NewPaletted(from.Rect, nil)
	index := map[color.RGBA]uint8{}
	for _, c := range commonest(count) { // in an order that is always the same
		if _, known := index[kept[c]]; !known && len(out.Palette) < 256 {
			index[kept[c]] = uint8(len(out.Palette))
			out.Palette = append(out.Palette, kept[c])
		}
	}
	for i := 0; i < len(from.Pix); i += 4 {
		c := kept[pixel(from, i)]
		at, known := index[c]
		if !known {
			at = uint8(out.Palette.Index(c))
			index[c] = at
		}
		out.Pix[i/4] = at
	}
	return out
}

// nearest gives the colour as which one is kept.
func nearest(c color.RGBA, exact []color.RGBA) color.RGBA {
	if slices.Contains(exact, c) {
		return c
	}
	for _, e := range exact {
		if apart(c, e) <= 255/levels/2 {
			return e
		}
	}
	round := func(v uint8) uint8 { return uint8((int(v)*levels + 127) / 255 * 255 / levels) }
	return color.RGBA{round(c.R), round(c.G), round(c.B), 255}
}

// commonest gives colours, those first that most pixels have.
func commonest(count map[color.RGBA]int) []color.RGBA {
	return slices.SortedFunc(maps.Keys(count), func(p, q color.RGBA) int {
		return cmp.Or(count[q]-count[p], bytes.Compare([]byte{p.R, p.G, p.B}, []byte{q.R, q.G, q.B}))
	})
}

// plain gives a picture as bytes that begin at nought.
func plain(img image.Image) *image.RGBA {
	if out, ok := img.(*image.RGBA); ok && out.Rect.Min == (image.Point{}) && out.Stride == 4*out.Rect.Dx() {
		return out
	}
	out := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

func pixel(img *image.RGBA, i int) color.RGBA {
	return color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], 255}
}

// differing gives how many pixels of a picture are others than those of a master,
// and a picture of where. All of a ground are, when it has another colour.
func differing(got, master image.Image) (n int, where image.Image) {
	a, b := plain(got), plain(master)
	if a.Rect != b.Rect {
		return max(len(a.Pix), len(b.Pix)) / 4, a
	}
	marks := image.NewGray(a.Rect)
	was := map[color.RGBA]map[color.RGBA]int{} // for each colour of the master, those of the picture there
	for i, end := 0, 0; i < len(a.Pix); i = end {
		p, q := pixel(a, i), pixel(b, i)
		for end = i + 4; end < len(a.Pix) && pixel(a, end) == p && pixel(b, end) == q; end += 4 {
		}
		if was[q] == nil {
			was[q] = map[color.RGBA]int{}
		}
		was[q][p] += (end - i) / 4
		if apart(p, q) > near {
			n += (end - i) / 4
			for j := i; j < end; j += 4 {
				marks.Pix[j/4] = 255
			}
		}
	}
	for c, now := range was {
		if !anotherGround(c, now, len(a.Pix)/4) {
			continue
		}
		for i := 0; i < len(b.Pix); i += 4 {
			if pixel(b, i) == c && marks.Pix[i/4] == 0 {
				n++
				marks.Pix[i/4] = 255
			}
		}
	}
	return n, marks
}

// anotherGround tells whether what has one colour in the master, and so much of it
// that it was kept exactly, has mostly one other colour in a picture.
func anotherGround(c color.RGBA, now map[color.RGBA]int, size int) bool {
	all := 0
	for _, n := range now {
		all += n
	}
	if all*ground < size {
		return false
	}
	most := commonest(now)[0]
	return now[most] > all/2 && apart(most, c) > 2
}

// apart gives how far two colours are from each other, of 255.
func apart(a, b color.RGBA) int {
	far := func(x, y uint8) int { return int(max(x, y) - min(x, y)) }
	return max(far(a.R, b.R), far(a.G, b.G), far(a.B, b.B))
}

// box is where two pictures differ.
func box(a, b image.Image) (where image.Rectangle) {
	p, q := plain(a), plain(b)
	if p.Rect != q.Rect {
		return p.Rect.Union(q.Rect)
	}
	for i := 0; i < len(p.Pix); i += 4 {
		if pixel(p, i) != pixel(q, i) {
			x, y := i/4%p.Rect.Dx(), i/4/p.Rect.Dx()
			where = where.Union(image.Rect(x, y, x+1, y+1))
		}
	}
	return where
}

// compareMaster holds a picture to the master of that name, or makes it the master
// with UPDATE_GOLDEN=1. What differs is left as files, and named by their names:
// words of a case stand in no output.
func compareMaster(t *testing.T, name string, got image.Image) error {
	t.Helper()
	path := filepath.Join(masters, name+".png")
	want, err := readPicture(path)
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		if err == nil {
			if n, _ := differing(got, want); n == 0 {
				return nil // a file that says the same stays as it is
			}
		}
		return writePicture(path, picture(got), png.BestCompression)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no master %s (make golden, and look at it)", name)
	}
	if err != nil {
		return err
	}
	n, where := differing(got, want)
	if n <= others {
		return nil
	}
	dir := os.Getenv("GUVOH_SHOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	if err := errors.Join(writePicture(filepath.Join(dir, name+".png"), got, png.BestSpeed), writePicture(filepath.Join(dir, name+"-differs.png"), where, png.BestSpeed)); err != nil {
		return err
	}
	return fmt.Errorf("%d pixels of %s are others: see %s-differs.png in %s (GUVOH_SHOTS=FOLDER keeps it; look at it, then make golden)", n, name, name, dir)
}

func readPicture(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}

func writePicture(path string, img image.Image, level png.CompressionLevel) error {
	var b bytes.Buffer
	pack := png.Encoder{CompressionLevel: level}
	if err := pack.Encode(&b, img); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// drawn draws words at a place, as a screen would.
func drawn(words string, x float32, ground, ink color.Color) image.Image {
	text := canvas.NewText(words, ink)
	text.Move(fyne.NewPos(x, 20))
	c := software.NewCanvas()
	c.SetContent(container.NewStack(canvas.NewRectangle(ground), container.NewWithoutLayout(text)))
	c.Resize(fyne.NewSize(640, 400))
	return c.Capture()
}

// TestAnotherPictureIsRefused shows that the comparison can fail, and for how
// little.
func TestAnotherPictureIsRefused(t *testing.T) {
	test.NewTempApp(t)
	paper, ink := color.NRGBA{R: 250, G: 248, B: 244, A: 255}, color.NRGBA{R: 20, G: 20, B: 24, A: 255}
	was := drawn("Deadlines", 40, paper, ink)
	master := picture(was)
	for name, c := range map[string]struct {
		now    image.Image
		refuse bool
	}{
		"the same":                        {drawn("Deadlines", 40, paper, ink), false},
		"a word that moved by a pixel":    {drawn("Deadlines", 41, paper, ink), true},
		"another word":                    {drawn("Headlines", 40, paper, ink), true},
		"a ground that is hardly another": {drawn("Deadlines", 40, color.NRGBA{R: 246, G: 244, B: 240, A: 255}, ink), true},
		"letters in another colour":       {drawn("Deadlines", 40, paper, color.NRGBA{R: 160, G: 20, B: 24, A: 255}), true},
		"what another processor rounds":   {drawn("Deadlines", 40, color.NRGBA{R: 251, G: 247, B: 244, A: 255}, color.NRGBA{R: 22, G: 19, B: 25, A: 255}), false},
		"another size":                    {image.NewRGBA(image.Rect(0, 0, 640, 399)), true},
	} {
		t.Run(name, func(t *testing.T) {
			if n, _ := differing(c.now, master); n > others != c.refuse {
				t.Errorf("%d pixels are others", n)
			}
		})
	}
}

// TestAWrongMasterIsNamed shows what whoever finds a difference is told and given.
func TestAWrongMasterIsNamed(t *testing.T) {
	test.NewTempApp(t)
	dir := t.TempDir()
	was, keep := masters, dir
	masters = filepath.Join(dir, "masters")
	t.Cleanup(func() { masters = was })
	t.Setenv("GUVOH_SHOTS", keep)
	t.Setenv("UPDATE_GOLDEN", "")
	paper, ink := color.White, color.Black
	if err := compareMaster(t, "a", drawn("Deadlines", 40, paper, ink)); err == nil {
		t.Error("it passes without a master")
	}
	t.Setenv("UPDATE_GOLDEN", "1")
	must(t, compareMaster(t, "a", drawn("Deadlines", 40, paper, ink)))
	t.Setenv("UPDATE_GOLDEN", "")
	must(t, compareMaster(t, "a", drawn("Deadlines", 40, paper, ink)))
	err := compareMaster(t, "a", drawn("Headlines", 40, paper, ink))
	if err == nil || !strings.Contains(err.Error(), "a-differs.png") {
		t.Fatalf("it says %v", err)
	}
	for _, name := range []string{"a.png", "a-differs.png"} {
		if _, err := readPicture(filepath.Join(keep, name)); err != nil {
			t.Error(err)
		}
	}
}
