package exhibit

import (
	"context"
	"encoding/json"
	"io"

	"guvoh/export/exhibit/internal/picture"
	"guvoh/model/worker"
)

// printed is what a worker says of a picture as it is printed.
type printed struct {
	Width, Height int  // in pixels, as stored
	Turn          int  // how it is held upright, as Exif counts: 1 to 8
	Components    int  // 1 for grey, 3 for red, green and blue
	JPEG          bool // its data is a JPEG; else rows packed with a PNG predictor
	Shrunk        bool // it has fewer pixels than the file
	Passed        bool // its data is that of the file
	Size          int64
}

// Image is a picture as it is put into a document.
type Image struct {
	printed
	reader     *Reader
	file       File
	maxW, maxH int
	data       []byte // nil when it is asked for again
}

// mostKept is how much data of pictures a reader keeps for writing.
const mostKept = 64 << 20

// Picture makes a picture ready. fit is told its size in pixels, held upright,
// and answers how many pixels of it are wanted at most. It fails with a
// [*Refusal], as the bytes do, or as the context does.
func (r *Reader) Picture(ctx context.Context, f File, fit func(width, height int) (maxWidth, maxHeight int)) (*Image, error) {
	s, err := r.session(ctx, f)
	if err != nil {
		return nil, err
	}
	defer s.end()
	var size pictureSize
	if err := s.answer(ctx, askSize, nil, &size); err != nil {
		return nil, err
	}
	if size.Width < 1 || size.Height < 1 || size.Width > picture.MaxPixels || size.Height > picture.MaxPixels {
		return nil, errNonsense
	}
	i := &Image{reader: r, file: f}
	i.maxW, i.maxH = fit(size.Width, size.Height)
	keep := &keeper{}
	if err := i.fetch(ctx, s, keep, false); err != nil {
		return nil, err
	}
	if !i.Passed && r.kept.Add(int64(len(keep.data))) <= mostKept {
		i.data = keep.data
	}
	return i, nil
}

// keeper keeps what is written to it.
type keeper struct{ data []byte }

func (k *keeper) Write(b []byte) (int, error) {
	k.data = append(k.data, b...)
	return len(b), nil
}

// fetch has the worker make the picture and writes its data, unless it is that
// of the file and not wanted.
func (i *Image) fetch(ctx context.Context, s *session, w io.Writer, always bool) error {
	body := worker.PutInt(worker.PutInt(nil, int64(i.maxW)), int64(i.maxH))
	if always {
		body = worker.PutInt(body, 1)
	} else {
		body = worker.PutInt(body, 0)
	}
	before, left, told := i.printed, int64(0), false
	err := s.ask(ctx, askPicture, body, func(f worker.Frame) error {
		switch {
		case f.What == sayInfo && !told:
			told = true
			if json.Unmarshal(f.Body, &i.printed) != nil || !i.sound() || before != (printed{}) && before != i.printed {
				return errNonsense
			}
			if left = i.Size; i.Passed && !always {
				left = 0
			}
			return nil
		case f.What == sayData && told && int64(len(f.Body)) <= left:
			left -= int64(len(f.Body))
			_, err := w.Write(f.Body)
			return err
		}
		return errNonsense
	})
	if err == nil && (left != 0 || !told) {
		return errNonsense
	}
	return err
}

// sound tells whether an image can be what the worker says.
func (p printed) sound() bool {
	return p.Width >= 1 && p.Height >= 1 && p.Width <= picture.MaxPixels && p.Height <= picture.MaxPixels/p.Width &&
		p.Turn >= 1 && p.Turn <= 8 && (p.Components == 1 || p.Components == 3) && p.Size > 0 && p.Size <= picture.MaxBytes
}

// Dict gives the entries of the image dictionary of a PDF but for its length.
func (i *Image) Dict() string { return picture.Dict(i.Width, i.Height, i.Components, i.JPEG) }

// Write writes the data.
func (i *Image) Write(ctx context.Context, w io.Writer) error {
	if i.data != nil {
		_, err := w.Write(i.data)
		return err
	}
	s, err := i.reader.session(ctx, i.file)
	if err != nil {
		return err
	}
	defer s.end()
	return i.fetch(ctx, s, w, true)
}
