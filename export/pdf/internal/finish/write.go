package finish

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"regexp"
	"runtime"
	"sync"
)

var lengthEntry = regexp.MustCompile(`/Length \d+`)

// pack compresses all streams that are not, on all processors.
func (f *file) pack() {
	var open []*object
	for _, o := range f.objects[1:] {
		if o.has && !o.packed {
			open = append(open, o)
		}
	}
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		wait.Go(func() {
			var buf bytes.Buffer
			z := zlib.NewWriter(&buf)
			for i := k; i < len(open); i += workers {
				buf.Reset()
				z.Reset(&buf)
				_, _ = z.Write(open[i].stream) // a buffer does not fail
				_ = z.Close()
				open[i].stream = bytes.Clone(buf.Bytes())
				open[i].head = lengthEntry.ReplaceAllString(open[i].head, fmt.Sprintf("/Filter /FlateDecode /Length %d", buf.Len()))
			}
		})
	}
	wait.Wait()
}

// counter counts and hashes what is written through it.
type counter struct {
	w   io.Writer
	sum hash.Hash
	n   int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	if c.sum != nil {
		c.sum.Write(p[:n])
	}
	return n, err
}

// writeTo writes the file. Its identifier is made of its content.
func (f *file) writeTo(w io.Writer) error {
	c := &counter{w: w, sum: sha256.New()}
	if _, err := io.WriteString(c, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"); err != nil {
		return err
	}
	places := make([]int64, len(f.objects))
	for n, o := range f.objects {
		if n == 0 {
			continue
		}
		places[n] = c.n
		if err := o.writeTo(c, n); err != nil {
			return err
		}
	}
	id := fmt.Sprintf("%X", c.sum.Sum(nil)[:16])
	var b bytes.Buffer
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(places))
	for _, p := range places[1:] {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(places), f.root, f.info, id, id, c.n)
	_, err := c.Write(b.Bytes())
	return err
}

func (o *object) writeTo(w io.Writer, number int) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d 0 obj\n%s", number, o.head)
	if b.Bytes()[b.Len()-1] != '\n' {
		b.WriteByte('\n')
	}
	if o.has {
		b.WriteString("stream\n")
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return err
	}
	if o.has {
		if o.write != nil {
			if err := o.write(w); err != nil {
				return err
			}
		} else if _, err := w.Write(o.stream); err != nil {
			return err
		}
		if _, err := io.WriteString(w, "\nendstream\n"); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "endobj\n")
	return err
}
