package exhibit

import (
	"guvoh/export/exhibit/internal/picture"
	"guvoh/model/worker"
)

// picture opens the file as a picture, once.
func (s *side) picture() (*picture.Picture, error) {
	if s.open.picture == nil {
		p, err := picture.Open(s.file, s.file.size)
		if err != nil {
			return nil, err
		}
		s.open.picture = p
	}
	return s.open.picture, nil
}

// inspectPicture looks whether a picture can be drawn. A JPEG was looked
// through when it was opened; any other is decoded.
func (s *side) inspectPicture(info *Info) error {
	p, err := s.picture()
	if err != nil {
		return err
	}
	info.Width, info.Height = p.Size()
	info.Pictures = max(len(p.Frames()), 1)
	if p.Moving() {
		info.Warnings = append(info.Warnings, Animated)
	}
	if p.Kind() != "image/jpeg" {
		_, err = p.Print(16, 16)
	}
	return err
}

// pictureSize is the size in pixels of a picture held upright.
type pictureSize struct{ Width, Height int }

func (s *side) pictureSize() (size pictureSize, err error) {
	p, err := s.picture()
	if err == nil {
		size.Width, size.Height = p.Size()
	}
	return size, err
}

// printPicture sends a picture as it is printed.
func (s *side) printPicture(body *worker.Fields) error {
	w, h, always := body.Int(), body.Int(), body.Int()
	p, err := s.picture()
	if err != nil {
		return err
	}
	const most = 1 << 20
	out, err := p.Print(int(min(w, most)), int(min(h, most)))
	if err != nil {
		return err
	}
	says := printed{
		Width: out.Width, Height: out.Height, Turn: out.Turn, Components: out.Components,
		JPEG: out.JPEG, Shrunk: out.Shrunk, Passed: out.Passed, Size: out.Size,
	}
	if err := s.json(says, nil); err != nil {
		return err
	}
	if out.Passed && always == 0 {
		return nil
	}
	return out.Write(dataWriter{s})
}

// dataWriter sends what is written to it.
type dataWriter struct{ side *side }

func (w dataWriter) Write(b []byte) (int, error) { return len(b), w.side.pieces(sayData, b) }
