package finish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strconv"
)

// object is one object of the file: a dictionary (or other value) and maybe a
// stream.
type object struct {
	head   string
	stream []byte
	write  func(io.Writer) error // in place of stream; the length is written after it
	packed bool                  // stream is compressed already
	has    bool                  // has a stream
}

// file is the canvas's output taken apart.
type file struct {
	objects    []*object // by number; 0 is unused
	root, info int
}

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
	f := &file{objects: make([]*object, count)}
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
	return f, nil
}

type place struct{ number, at int }

// offsets reads the cross-reference table, in order of place.
func offsets(table []byte, count int) ([]place, error) {
	const entry = len("0000000000 00000 n \n")
	start := bytes.Index(table, []byte(" f \n"))
	if start < 0 || count < 1 || count > len(table)/entry+1 || len(table) < start+4+(count-1)*entry {
		return nil, errShape
	}
	var places []place
	for n := 1; n < count; n++ {
		at, err := strconv.Atoi(string(table[start+4+(n-1)*entry:][:10]))
		if err != nil {
			return nil, errShape
		}
		places = append(places, place{n, at})
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

// page returns the number of the object of a page, counted from 1.
func page(n int) int { return 1 + 2*n }
