package picture_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"io"
	"testing"

	"guvoh/export/exhibit/internal/picture"
)

// BenchmarkPhotograph makes a photograph of a telephone (12 megapixels) as
// small as it is printed.
func BenchmarkPhotograph(b *testing.B) {
	img := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	for i := range img.Y {
		img.Y[i] = byte(i*i>>7 ^ i>>5)
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = byte(i>>9), byte(i>>11)
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, img, nil); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(data.Len()))
	for b.Loop() {
		p, err := picture.Open(bytes.NewReader(data.Bytes()), int64(data.Len()))
		if err != nil {
			b.Fatal(err)
		}
		out, err := p.Print(1040, 780)
		if err != nil {
			b.Fatal(err)
		}
		if err := out.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
