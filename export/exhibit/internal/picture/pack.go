package picture

import (
	"bytes"
	"compress/zlib"
	"image/jpeg"
)

// quality is that of JPEGs made here: no eye sees a difference in print.
const quality = 92

// bulky is how long packed rows may be before a JPEG is tried.
const bulky = 1 << 20

// pack makes data of a picture: a JPEG of what was one, rows without loss of
// anything else, unless it is a photograph all the same and takes three times
// as much so.
func pack(r *rows, lossy bool) (data []byte, isJPEG bool, err error) {
	if lossy {
		data, err = packJPEG(r)
		return data, true, err
	}
	if data, err = packRows(r); err != nil || len(data) < bulky {
		return data, false, err
	}
	if small, err := packJPEG(r); err == nil && len(small)*3 < len(data) {
		return small, true, nil
	}
	return data, false, nil
}

func packJPEG(r *rows) ([]byte, error) {
	p := &pixels{rows: r, pix: make([]byte, r.width*r.height*r.components)}
	for y := range r.height {
		r.read(y, p.pix[y*r.width*r.components:(y+1)*r.width*r.components])
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, p.image(), &jpeg.Options{Quality: quality})
	return b.Bytes(), err
}

// packRows packs each row with the difference to the row or point before it,
// whichever packs better.
func packRows(r *rows) ([]byte, error) {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	n := r.components
	row, above := make([]byte, r.width*n), make([]byte, r.width*n)
	sub, up := make([]byte, 1+len(row)), make([]byte, 1+len(row))
	for y := range r.height {
		r.read(y, row)
		sub[0], up[0] = 1, 2
		costSub, costUp := 0, 0
		for i, v := range row {
			before := byte(0)
			if i >= n {
				before = row[i-n]
			}
			sub[1+i], up[1+i] = v-before, v-above[i]
			costSub += cost(sub[1+i])
			costUp += cost(up[1+i])
		}
		best := up
		if costSub < costUp {
			best = sub
		}
		if _, err := z.Write(best); err != nil {
			return nil, err
		}
		row, above = above, row
	}
	err := z.Close()
	return out.Bytes(), err
}

// cost is how far a difference is from none.
func cost(b byte) int {
	if b > 127 {
		return 256 - int(b)
	}
	return int(b)
}
