package finish

import (
	"bytes"
	"compress/zlib"
	"sync"
)

// deflater compresses bytes. One takes more than a megabyte, so that they are
// used again.
type deflater struct {
	out bytes.Buffer
	z   *zlib.Writer
}

var deflaters = sync.Pool{New: func() any {
	d := &deflater{}
	d.z = zlib.NewWriter(&d.out)
	return d
}}

// Deflate compresses what a stream holds.
func Deflate(data []byte) []byte {
	d := deflaters.Get().(*deflater)
	defer deflaters.Put(d)
	d.out.Reset()
	d.z.Reset(&d.out)
	_, _ = d.z.Write(data) // a buffer does not fail
	_ = d.z.Close()
	return bytes.Clone(d.out.Bytes())
}
