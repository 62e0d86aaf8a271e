package pdfcheck

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
)

// ErrPicture says that a stream holds a picture in a form of its own, such as
// JPEG, which is not taken apart.
var ErrPicture = errors.New("a picture in a form of its own")

// mostDecoded is the most that one stream may hold.
const mostDecoded = 1 << 30

// pictures are filters whose result is a picture.
var pictures = map[Name]bool{"DCTDecode": true, "JPXDecode": true, "CCITTFaxDecode": true, "JBIG2Decode": true}

// Filters returns the filters of a stream in the order in which they are
// undone.
func (f *File) Filters(s *Stream) []Name {
	switch v := f.Get(s.Dict["Filter"]).(type) {
	case Name:
		return []Name{v}
	case Array:
		var all []Name
		for _, e := range v {
			all = append(all, f.name(e))
		}
		return all
	}
	return nil
}

// Decode returns what a stream holds. Of a picture in a form of its own it
// returns the bytes in that form and [ErrPicture].
func (f *File) Decode(s *Stream) ([]byte, error) {
	data := s.Raw
	for i, filter := range f.Filters(s) {
		if pictures[filter] {
			return data, ErrPicture
		}
		parms := f.Dict(s.Dict["DecodeParms"])
		if list := f.array(s.Dict["DecodeParms"]); i < len(list) {
			parms = f.Dict(list[i])
		}
		var err error
		switch filter {
		case "FlateDecode":
			data, err = inflate(data)
			if err == nil {
				data, err = f.unpredict(data, parms)
			}
		case "ASCIIHexDecode":
			l := &lexer{b: append(append([]byte("<"), bytes.TrimSpace(data)...), '>')}
			var v Value
			v, err = l.hex()
			text, _ := v.(String)
			data = []byte(text)
		default:
			err = fmt.Errorf("the filter %s is not known", filter)
		}
		if err != nil {
			return nil, err
		}
	}
	return data, nil
}

func inflate(data []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(r, mostDecoded+1))
	if err == nil && len(out) > mostDecoded {
		err = errors.New("a stream holds too much")
	}
	return out, err
}

// unpredict undoes the differences between rows that were written in place of
// the rows, as PNG does it.
func (f *File) unpredict(data []byte, parms Dict) ([]byte, error) {
	predictor := f.number(parms["Predictor"])
	if predictor < 2 {
		return data, nil
	}
	get := func(key Name, usual int) int {
		if n := f.number(parms[key]); n > 0 {
			return n
		}
		return usual
	}
	colours, bits, columns := get("Colors", 1), get("BitsPerComponent", 8), get("Columns", 1)
	if predictor < 10 || colours > 32 || bits > 16 || columns > 1<<24 {
		return nil, errors.New("a predictor that is not known")
	}
	pixel, width := max(colours*bits/8, 1), (colours*bits*columns+7)/8
	out := make([]byte, 0, len(data))
	above := make([]byte, width)
	for len(data) > 0 {
		if len(data) < width+1 {
			return nil, errors.New("a row is cut short")
		}
		row := append([]byte(nil), data[1:width+1]...)
		if err := unfilter(data[0], row, above, pixel); err != nil {
			return nil, err
		}
		data = data[width+1:]
		out = append(out, row...)
		above = row
	}
	return out, nil
}

// unfilter undoes one filter of PNG in a row.
func unfilter(kind byte, row, above []byte, pixel int) error {
	for i := range row {
		left, corner := 0, 0
		if i >= pixel {
			left, corner = int(row[i-pixel]), int(above[i-pixel])
		}
		up := int(above[i])
		switch kind {
		case 0:
		case 1:
			row[i] += byte(left)
		case 2:
			row[i] += byte(up)
		case 3:
			row[i] += byte((left + up) / 2)
		case 4:
			row[i] += byte(paeth(left, up, corner))
		default:
			return errors.New("a row has a filter that is not known")
		}
	}
	return nil
}

// paeth returns the neighbour that is nearest to their sum.
func paeth(left, up, corner int) int {
	distance := func(n int) int { return max(n, -n) }
	sum := left + up - corner
	l, u, c := distance(sum-left), distance(sum-up), distance(sum-corner)
	switch {
	case l <= u && l <= c:
		return left
	case u <= c:
		return up
	}
	return corner
}
