package finish

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
	"regexp"
	"runtime"
	"sync"
)

var lengthEntry = regexp.MustCompile(`/Length \d+`)

// perStream is how many small objects stand in one stream.
const perStream = 200

// pack puts small objects into streams and compresses all streams that are not
// compressed, on all processors.
func (f *file) pack() {
	if !f.classic {
		f.gather()
	}
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
			for i := k; i < len(open); i += workers {
				o := open[i]
				o.stream = Deflate(o.stream)
				o.head = lengthEntry.ReplaceAllString(o.head, fmt.Sprintf("/Filter /FlateDecode /Length %d", len(o.stream)))
			}
		})
	}
	wait.Wait()
}

// gather puts small objects into streams, as PDF allows since 1.5: there are
// many of them, and they are much alike.
func (f *file) gather() {
	var numbers []int
	for n, o := range f.objects {
		if n > 0 && o.small {
			numbers = append(numbers, n)
		}
	}
	for len(numbers) > 0 {
		part := numbers[:min(perStream, len(numbers))]
		numbers = numbers[len(part):]
		var index, bodies bytes.Buffer
		for _, n := range part {
			fmt.Fprintf(&index, "%d %d ", n, bodies.Len())
			bodies.WriteString(f.objects[n].head)
			bodies.WriteByte('\n')
		}
		at := f.addStream(fmt.Sprintf("/Type /ObjStm /N %d /First %d", len(part), index.Len()), append(index.Bytes(), bodies.Bytes()...))
		for i, n := range part {
			f.objects[n].in, f.objects[n].index = at, i
			f.objects[n].head = "" // it is written now
		}
	}
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

// writeTo writes the file and returns its length. Its identifier is made of its
// content.
func (f *file) writeTo(w io.Writer) (int64, error) {
	c := &counter{w: w, sum: sha256.New()}
	version := "1.7"
	if f.classic {
		version = "1.4"
	}
	if _, err := io.WriteString(c, "%PDF-"+version+"\n%\xe2\xe3\xcf\xd3\n"); err != nil {
		return c.n, err
	}
	places := make([]int64, len(f.objects))
	for n, o := range f.objects {
		if n == 0 || o.in > 0 {
			continue
		}
		if o.foreign != nil {
			if err := c.writeForeign(o.foreign, n, places); err != nil {
				return c.n, err
			}
		}
		if o.elsewhere {
			continue
		}
		places[n] = c.n
		if err := o.writeTo(c, n); err != nil {
			return c.n, err
		}
	}
	id := fmt.Sprintf("%X", c.sum.Sum(nil)[:16])
	trailer := fmt.Sprintf("/Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]", f.root, f.info, id, id)
	end := f.table(places, c.n, trailer)
	if f.classic {
		end = f.classicTable(places, c.n, trailer)
	}
	_, err := c.Write(end)
	return c.n, err
}

// classicTable writes where each object stands as plain text.
func (f *file) classicTable(places []int64, at int64, trailer string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(places))
	for _, p := range places[1:] {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n", len(places), trailer, at)
	return b.Bytes()
}

// table writes where each object stands as a stream, which stands at the end
// itself: a byte for how, some for where and two for the place in a stream of
// objects. Each row holds the difference from the one above, which compresses
// to little.
func (f *file) table(places []int64, at int64, trailer string) []byte {
	where := 2 // bytes: enough for what stands last
	for at>>(8*where) > 0 {
		where++
	}
	width := 1 + where + 2
	var rows []byte
	above, row := make([]byte, width), make([]byte, width)
	put := func(how byte, place uint64, index uint16) {
		row[0] = how
		var wide [8]byte
		binary.BigEndian.PutUint64(wide[:], place)
		copy(row[1:], wide[8-where:])
		binary.BigEndian.PutUint16(row[1+where:], index)
		rows = append(rows, 2) // the filter "up"
		for i := range row {
			rows = append(rows, row[i]-above[i])
		}
		above, row = row, above
	}
	put(0, 0, 0xFFFF)
	for n, o := range f.objects[1:] {
		if o.in > 0 {
			put(2, uint64(o.in), uint16(o.index))
		} else {
			put(1, uint64(places[n+1]), 0)
		}
	}
	put(1, uint64(at), 0)
	packed := Deflate(rows)
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d 0 obj\n<</Type /XRef /Size %d /W [1 %d 2] %s /Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns %d>> /Length %d>>\nstream\n",
		len(places), len(places)+1, where, trailer, width, len(packed))
	b.Write(packed)
	fmt.Fprintf(&b, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", at)
	return b.Bytes()
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
