package finish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// object is one object of the file: a dictionary (or other value) and maybe a
// stream.
type object struct {
	head   string
	stream []byte
	write  func(io.Writer) error // in place of stream
	length int                   // the object that says how much was written
	packed bool                  // stream is compressed already
	has    bool                  // has a stream
	small  bool                  // may stand in a stream with others
	in     int                   // that stream; 0 for none
	index  int                   // its place there

	foreign   *Foreign // written from here on
	elsewhere bool     // written with the foreign ones before it
}

// file is the canvas's output taken apart.
type file struct {
	objects    []*object // by number; 0 is unused
	root, info int
	pages      int
	classic    bool     // as files were before PDF 1.5
	fonts      []string // entries of the resources
	drawings   []string
	annots     map[place]int // objects of links
}

// place is a link of a page, both counted from 1.
type place struct{ page, index int }

var errShape = errors.New("the canvas wrote a file of an unknown shape")

var trailerRef = map[string]*regexp.Regexp{
	"Root": regexp.MustCompile(`/Root (\d+) 0 R`),
	"Info": regexp.MustCompile(`/Info (\d+) 0 R`),
}

// parse takes apart a file in the one shape that the canvas writes.
func parse(src []byte) (*file, error) {
	at := bytes.LastIndex(src, []byte("startxref\n"))
	if at < 0 {
		return nil, errShape
	}
	var table, count int
	if _, err := fmt.Sscanf(string(src[at:]), "startxref\n%d", &table); err != nil || table <= 0 || table > at {
		return nil, errShape
	}
	if _, err := fmt.Sscanf(string(src[table:at]), "xref\n0 %d\n", &count); err != nil {
		return nil, errShape
	}
	offsets, err := offsets(src[table:at], count)
	if err != nil {
		return nil, err
	}
	f := &file{objects: make([]*object, count), annots: map[place]int{}}
	for i, o := range offsets {
		end := table
		if i+1 < len(offsets) {
			end = offsets[i+1].at
		}
		if o.at < 0 || end < o.at || end > table {
			return nil, errShape
		}
		if f.objects[o.number], err = parseObject(src[o.at:end], o.number); err != nil {
			return nil, err
		}
	}
	f.root, f.info = reference(src[table:at], "Root"), reference(src[table:at], "Info")
	if f.root <= 0 || f.info <= 0 || f.root >= count || f.info >= count || count <= page(1) {
		return nil, errShape
	}
	return f, f.readPages()
}

// Packed stands on a page of the canvas before its content, which is compressed.
// What the canvas has set before it is what every page begins with anyway.
const Packed = "%packed\n"

// readPages counts the pages and marks their contents as compressed.
func (f *file) readPages() error {
	for n := 1; page(n) < len(f.objects) && strings.HasPrefix(f.objects[page(n)].head, "<</Type /Page\n"); n++ {
		if page(n)+1 >= len(f.objects) {
			return errShape
		}
		o := f.objects[page(n)+1]
		if !o.has || o.packed {
			return errShape
		}
		_, content, marked := bytes.Cut(o.stream, []byte(Packed))
		if !marked {
			return errShape
		}
		o.stream = bytes.TrimSuffix(content, []byte("\n"))
		o.head, o.packed = fmt.Sprintf("<</Filter /FlateDecode /Length %d>>\n", len(o.stream)), true
		f.pages = n
	}
	return nil
}

type offset struct{ number, at int }

// offsets reads the cross-reference table, in order of place.
func offsets(table []byte, count int) ([]offset, error) {
	const entry = len("0000000000 00000 n \n")
	start := bytes.Index(table, []byte(" f \n"))
	if start < 0 || count < 1 || count > len(table)/entry+1 || len(table) < start+4+(count-1)*entry {
		return nil, errShape
	}
	var places []offset
	for n := 1; n < count; n++ {
		at, err := strconv.Atoi(string(table[start+4+(n-1)*entry:][:10]))
		if err != nil {
			return nil, errShape
		}
		places = append(places, offset{n, at})
	}
	sort.Slice(places, func(i, j int) bool { return places[i].at < places[j].at })
	return places, nil
}

func reference(table []byte, name string) int {
	m := trailerRef[name].FindSubmatch(table)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

func parseObject(b []byte, number int) (*object, error) {
	title := fmt.Sprintf("%d 0 obj\n", number)
	if !bytes.HasPrefix(b, []byte(title)) {
		return nil, errShape
	}
	b = b[len(title):]
	const tail = "\nendstream\nendobj\n"
	if s := bytes.Index(b, []byte("stream\n")); s >= 0 && s+len("stream\n")+len(tail) <= len(b) && bytes.HasSuffix(b, []byte(tail)) {
		head := string(b[:s])
		return &object{
			head: head, stream: b[s+len("stream\n") : len(b)-len(tail)],
			packed: bytes.Contains(b[:s], []byte("/Filter")), has: true,
		}, nil
	}
	end := bytes.LastIndex(b, []byte("endobj"))
	if end < 0 {
		return nil, errShape
	}
	return &object{head: string(b[:end])}, nil
}

// add appends an object and returns its number.
func (f *file) add(head string) int {
	f.objects = append(f.objects, &object{head: head})
	return len(f.objects) - 1
}

// addStream appends a stream; entries are those of its dictionary but for the
// length and the filter.
func (f *file) addStream(entries string, data []byte) int {
	n := f.add("<<" + entries + " /Length 0>>\n")
	f.objects[n].stream, f.objects[n].has = data, true
	return n
}

// addSmall appends an object that may stand in a stream with others.
func (f *file) addSmall(head string) int {
	n := f.add(head)
	f.objects[n].small = true
	return n
}

// addStreamed appends a stream whose bytes are written when their turn comes,
// ready as they are, and their length after them.
func (f *file) addStreamed(entries string, write func(io.Writer) error) int {
	n := f.add("")
	length := f.add("")
	o := f.objects[n]
	o.head = fmt.Sprintf("<<%s /Length %d 0 R>>\n", entries, length)
	o.has, o.packed, o.length = true, true, length
	o.write = func(w io.Writer) error {
		counted := &counter{w: w}
		err := write(counted)
		f.objects[length].head = fmt.Sprintf("%d\n", counted.n)
		return err
	}
	return n
}

// page returns the number of the object of a page, counted from 1.
func page(n int) int { return 1 + 2*n }
