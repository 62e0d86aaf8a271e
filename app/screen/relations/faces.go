package relations

import (
	"image"
	"image/color"
	"math"

	"guvoh/app/ui"
)

// nextFace reads the next face that is to be shown, one after the other and away
// from the window. What is no picture leaves the letters where they are.
func (s *Screen) nextFace() {
	if s.facing || s.gone {
		return
	}
	for _, n := range s.shown.Nodes {
		if _, tried := s.faces[n.Portrait]; tried || n.Portrait.IsZero() {
			continue
		}
		portrait := n.Portrait
		s.faces[portrait] = nil
		e, ok := s.d.Get(portrait)
		sha := e.Text("sha256")
		if !ok || sha == "" {
			continue
		}
		s.facing = true
		db := s.d.DB
		var face image.Image
		s.d.Runner.Do(func() {
			const side = 120
			if data, err := db.ReadAttachment(sha, largest); err == nil {
				if img, err := ui.Picture(data, side); err == nil {
					face = round(img)
				}
			}
		}, func() {
			s.facing = false
			if s.gone {
				return
			}
			s.faces[portrait] = face
			for _, o := range s.shown.Nodes {
				if o.Portrait == portrait && face != nil {
					s.chart.SetFace(o.Key, face)
				}
			}
			s.nextFace()
		})
		return
	}
}

// round cuts the largest circle out of the middle of a picture; of a picture that
// is higher than wide, out of its upper part, where a face is.
func round(src image.Image) image.Image {
	b := src.Bounds()
	side := min(b.Dx(), b.Dy())
	left, top := b.Min.X+(b.Dx()-side)/2, b.Min.Y+(b.Dy()-side)/4
	out := image.NewNRGBA(image.Rect(0, 0, side, side))
	r := float64(side) / 2
	for y := range side {
		for x := range side {
			edge := r - math.Hypot(float64(x)+0.5-r, float64(y)+0.5-r)
			if edge <= 0 {
				continue
			}
			c := color.NRGBAModel.Convert(src.At(left+x, top+y)).(color.NRGBA)
			c.A = uint8(float64(c.A) * min(edge, 1))
			out.SetNRGBA(x, y, c)
		}
	}
	return out
}

// largest is more than the picture of a face has in bytes.
const largest = 40 << 20
