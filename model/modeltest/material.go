package modeltest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
)

// material is a piece of evidence as it was received.
type material struct {
	name, media string
	bytes       []byte
}

// materials are the evidence of the full case: two pictures, a text, and a
// picture that is none.
var materials = []material{
	{"scar.png", "image/png", drawing(encodePNG)},
	{"Портрет №1.jpg", "image/jpeg", drawing(encodeJPEG)},
	{"statement.txt", "text/plain", []byte("He said: “I was there.”\nМен у ерда эдим.\n")},
	{"broken.jpg", "image/jpeg", []byte("\xff\xd8\xff\xe0 this is not a picture")},
}

// Attachments gives the bytes of the full case's evidence by their SHA-256.
func Attachments() map[string][]byte {
	m := make(map[string][]byte, len(materials))
	for _, a := range materials {
		m[digest(a.bytes)] = bytes.Clone(a.bytes)
	}
	return m
}

// Open reads one of [Attachments].
func Open(sha256 string) (io.ReadCloser, error) {
	b, ok := Attachments()[sha256]
	if !ok {
		return nil, fmt.Errorf("attachment %s: %w", sha256, fs.ErrNotExist)
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// drawing is a picture with a slant, so that turning or cutting it shows.
func drawing(encode func(io.Writer, image.Image) error) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for y := range 240 {
		for x := range 320 {
			c := color.RGBA{uint8(200 - y/4), uint8(180 - x/8), 150, 255}
			if d := x - y - 40; d > -6 && d < 6 {
				c = color.RGBA{120, 30, 30, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := encode(&b, img); err != nil {
		panic("picture cannot be made: " + err.Error()) // it is the same in each run
	}
	return b.Bytes()
}

func encodePNG(w io.Writer, m image.Image) error { return png.Encode(w, m) }

func encodeJPEG(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }
