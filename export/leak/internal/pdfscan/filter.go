package pdfscan

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/ascii85"
	"fmt"
	"io"
)

// Decode unpacks a stream. What is left packed is a picture, whose filter is
// named: DCTDecode, JPXDecode, CCITTFaxDecode or JBIG2Decode.
func (f *File) Decode(o *Object) (data []byte, left Name, err error) {
	d := o.Dict()
	data = o.Raw
	parameters := list(f.Get(first(d, "DecodeParms", "DP")))
	for i, filter := range list(f.Get(first(d, "Filter", "F"))) {
		name, ok := f.Get(filter).(Name)
		if !ok {
			return nil, "", fmt.Errorf("object %d: %w", o.Number, ErrFilter)
		}
		var p Dict
		if i < len(parameters) {
			p = f.DictOf(parameters[i])
		}
		switch name {
		case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode":
			return data, name, nil
		}
		if data, err = f.filter(name, data, p); err != nil {
			return nil, "", fmt.Errorf("object %d: %w", o.Number, err)
		}
	}
	return data, "", nil
}

// first gives the value of the first key that is there: a file that lies
// elsewhere has its own keys, and pictures inside a page have short ones.
func first(d Dict, keys ...Name) any {
	for _, k := range keys {
		if v, ok := d[k]; ok {
			if _, isString := v.([]byte); !isString {
				return v
			}
		}
	}
	return nil
}

// list gives an array, or a single value as one of one.
func list(v any) Array {
	switch v := v.(type) {
	case nil:
		return nil
	case Array:
		return v
	}
	return Array{v}
}

func (f *File) filter(name Name, data []byte, p Dict) ([]byte, error) {
	var out []byte
	var err error
	switch name {
	case "FlateDecode", "Fl":
		out, err = f.inflate(data)
	case "LZWDecode", "LZW":
		early, ok := f.Get(p["EarlyChange"]).(float64)
		out, err = unlzw(data, !ok || early != 0)
	case "ASCIIHexDecode", "AHx":
		out = (&lexer{data: append([]byte("<"), data...)}).hex()
	case "ASCII85Decode", "A85":
		out, err = un85(data)
	case "RunLengthDecode", "RL":
		out, err = unrun(data)
	default:
		err = ErrFilter
	}
	if err != nil {
		return nil, err
	}
	if f.spent += len(out); len(out) > maxStream || f.spent > maxAll {
		return nil, ErrTooBig
	}
	return f.unpredict(out, p)
}

// inflate unpacks as far as it goes: what a damaged stream still gives is what
// a reader would show.
func (f *File) inflate(data []byte) ([]byte, error) {
	limit := int64(min(maxStream, maxAll-f.spent)) + 1
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		if len(data) < 3 {
			return nil, nil
		}
		out, _ := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data[2:])), limit))
		if len(out) == 0 {
			return nil, ErrFilter
		}
		return out, nil
	}
	out, err := io.ReadAll(io.LimitReader(r, limit))
	if err != nil && len(out) == 0 {
		return nil, ErrFilter
	}
	return out, nil
}

func un85(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	if k := bytes.IndexByte(data, '~'); k >= 0 {
		data = data[:k]
	}
	out, err := io.ReadAll(ascii85.NewDecoder(bytes.NewReader(data)))
	if err != nil {
		return nil, ErrFilter
	}
	return out, nil
}

func unrun(data []byte) ([]byte, error) {
	var out []byte
	for i := 0; i < len(data); {
		n := int(data[i])
		i++
		switch {
		case n == 128:
			return out, nil
		case n < 128:
			if i+n+1 > len(data) {
				return nil, ErrFilter
			}
			out = append(out, data[i:i+n+1]...)
			i += n + 1
		default:
			if i >= len(data) {
				return nil, ErrFilter
			}
			out = append(out, bytes.Repeat(data[i:i+1], 257-n)...)
			i++
		}
		if len(out) > maxStream {
			return nil, ErrTooBig
		}
	}
	return out, nil
}

// unlzw unpacks LZW as PDF and TIFF pack it (ISO 32000-2, 7.4.4).
func unlzw(data []byte, early bool) ([]byte, error) {
	const clearCode, endCode = 256, 257
	var out, previous []byte
	table := make([][]byte, 258, 4096)
	for i := range 256 {
		table[i] = []byte{byte(i)}
	}
	width, bits, have := 9, 0, 0
	shift := 0
	if early {
		shift = 1
	}
	for _, c := range data {
		bits, have = bits<<8|int(c), have+8
		if have < width {
			continue
		}
		code := bits >> (have - width) & (1<<width - 1)
		have -= width
		bits &= 1<<have - 1
		switch {
		case code == clearCode:
			table, width, previous = table[:258], 9, nil
			continue
		case code == endCode:
			return out, nil
		case code < len(table):
		case code == len(table) && previous != nil:
			table = append(table, append(bytes.Clone(previous), previous[0]))
			out, previous = append(out, table[code]...), table[code]
			width = wider(len(table)+shift, width)
			continue
		default:
			return nil, ErrFilter
		}
		entry := table[code]
		if previous != nil && len(table) < 4096 {
			table = append(table, append(bytes.Clone(previous), entry[0]))
		}
		out, previous = append(out, entry...), entry
		width = wider(len(table)+shift, width)
		if len(out) > maxStream {
			return nil, ErrTooBig
		}
	}
	return out, nil
}

func wider(entries, width int) int {
	for width < 12 && entries >= 1<<width {
		width++
	}
	return width
}

// unpredict undoes the differences that were packed in place of values.
func (f *File) unpredict(data []byte, p Dict) ([]byte, error) {
	number := func(key Name, usual int) int {
		if n, ok := f.Get(p[key]).(float64); ok {
			return int(n)
		}
		return usual
	}
	kind := number("Predictor", 1)
	if kind < 2 {
		return data, nil
	}
	colors, depth, columns := number("Colors", 1), number("BitsPerComponent", 8), number("Columns", 1)
	if colors < 1 || colors > 64 || depth < 1 || depth > 16 || columns < 1 || columns > 1<<24 {
		return nil, ErrFilter
	}
	pixel := max(1, colors*depth/8)
	row := (colors*depth*columns + 7) / 8
	if kind == 2 {
		if depth == 8 {
			for start := 0; start < len(data); start += row {
				for i := start + pixel; i < min(start+row, len(data)); i++ {
					data[i] += data[i-pixel]
				}
			}
		}
		return data, nil
	}
	return unPNG(data, row, pixel), nil
}

// unPNG undoes the filters of PNG, one row after the other.
func unPNG(data []byte, row, pixel int) []byte {
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for start := 0; start < len(data); start += row + 1 {
		kind := data[start]
		line := bytes.Clone(data[start+1 : min(start+1+row, len(data))])
		for i := range line {
			var left, corner byte
			if i >= pixel {
				left, corner = line[i-pixel], above[i-pixel]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += above[i]
			case 3:
				line[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				line[i] += paeth(left, above[i], corner)
			}
		}
		out = append(out, line...)
		copy(above, line)
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	da, db, dc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case da <= db && da <= dc:
		return a
	case db <= dc:
		return b
	}
	return c
}

func abs(n int) int { return max(n, -n) }
