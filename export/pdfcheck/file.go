package pdfcheck

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// ErrFile says that bytes are no PDF that can be read.
var ErrFile = errors.New("no PDF that can be read")

// File is a PDF, taken apart.
type File struct {
	Trailer Dict
	data    []byte
	objects map[int]Value
	numbers []int
}

// entry says where an object stands: in the file, or in a stream of objects.
type entry struct {
	at, in int
}

// Open takes a PDF apart.
func Open(data []byte) (*File, error) {
	f := &File{data: data, objects: map[int]Value{}}
	entries, err := f.table()
	if err != nil {
		return nil, err
	}
	for n := range entries {
		f.numbers = append(f.numbers, n)
	}
	slices.Sort(f.numbers)
	for _, n := range f.numbers {
		if e := entries[n]; e.in == 0 {
			if f.objects[n], err = f.objectAt(e.at, n, entries); err != nil {
				return nil, fmt.Errorf("object %d: %w", n, err)
			}
		}
	}
	gathered := map[int]bool{}
	for _, n := range f.numbers {
		if in := entries[n].in; in > 0 && !gathered[in] {
			gathered[in] = true
			if err := f.unpack(in, entries); err != nil {
				return nil, fmt.Errorf("object %d: %w", in, err)
			}
		}
	}
	if _, ok := f.Get(f.Trailer["Root"]).(Dict); !ok {
		return nil, fmt.Errorf("%w: no catalog", ErrFile)
	}
	return f, nil
}

// Numbers returns the numbers of all objects, in order.
func (f *File) Numbers() []int { return f.numbers }

// Object returns the object of a number, or nil.
func (f *File) Object(n int) Value { return f.objects[n] }

// Get follows a reference to its object; any other value it returns as it is.
func (f *File) Get(v Value) Value {
	for range deepest {
		ref, is := v.(Ref)
		if !is {
			return v
		}
		v = f.objects[int(ref)]
	}
	return nil
}

// Dict follows a reference to a dictionary, that of a stream as well; it
// returns nil for anything else.
func (f *File) Dict(v Value) Dict {
	switch v := f.Get(v).(type) {
	case Dict:
		return v
	case *Stream:
		return v.Dict
	}
	return nil
}

func (f *File) array(v Value) Array    { a, _ := f.Get(v).(Array); return a }
func (f *File) name(v Value) Name      { n, _ := f.Get(v).(Name); return n }
func (f *File) number(v Value) int     { n, _ := f.Get(v).(float64); return int(n) }
func (f *File) stream(v Value) *Stream { s, _ := f.Get(v).(*Stream); return s }
func (f *File) text(v Value) string    { s, _ := f.Get(v).(String); return s.Text() }

// table reads where all objects stand, from the end of the file back.
func (f *File) table() (map[int]entry, error) {
	tail := f.data[max(len(f.data)-64, 0):]
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return nil, fmt.Errorf("%w: no end", ErrFile)
	}
	l := &lexer{b: tail, at: i + len("startxref")}
	v, err := l.next(0)
	at, ok := v.(float64)
	if err != nil || !ok {
		return nil, fmt.Errorf("%w: no cross-references", ErrFile)
	}
	entries := map[int]entry{}
	seen := map[int]bool{}
	for where := int(at); where >= 0; {
		if seen[where] || where >= len(f.data) {
			return nil, fmt.Errorf("%w: cross-references", ErrFile)
		}
		seen[where] = true
		trailer, err := f.section(where, entries)
		if err != nil {
			return nil, err
		}
		if f.Trailer == nil {
			f.Trailer = trailer
		}
		where = -1
		if previous, has := trailer["Prev"].(float64); has {
			where = int(previous)
		}
	}
	return entries, nil
}

// section reads one table of cross-references, of either sort.
func (f *File) section(at int, entries map[int]entry) (Dict, error) {
	if !bytes.HasPrefix(f.data[at:], []byte("xref")) {
		return f.tableStream(at, entries)
	}
	l := &lexer{b: f.data, at: at + len("xref")}
	for {
		l.skip()
		if bytes.HasPrefix(f.data[min(l.at, len(f.data)):], []byte("trailer")) {
			l.at += len("trailer")
			break
		}
		first, err1 := strconv.Atoi(l.word())
		l.skip()
		count, err2 := strconv.Atoi(l.word())
		if err1 != nil || err2 != nil || count < 0 || count > len(f.data) {
			return nil, fmt.Errorf("%w: cross-references", ErrFile)
		}
		for n := first; n < first+count; n++ {
			l.skip()
			where, err := strconv.Atoi(l.word())
			l.skip()
			l.word()
			l.skip()
			if kind := l.word(); err != nil || kind != "n" && kind != "f" {
				return nil, fmt.Errorf("%w: cross-references", ErrFile)
			} else if _, known := entries[n]; kind == "n" && !known {
				entries[n] = entry{at: where}
			}
		}
	}
	v, err := l.next(0)
	trailer, ok := v.(Dict)
	if err != nil || !ok {
		return nil, fmt.Errorf("%w: trailer", ErrFile)
	}
	return trailer, nil
}

// tableStream reads cross-references that stand in a stream.
func (f *File) tableStream(at int, entries map[int]entry) (Dict, error) {
	v, err := f.objectAt(at, 0, nil)
	if err != nil {
		return nil, err
	}
	s, ok := v.(*Stream)
	if !ok || s.Dict["Type"] != Name("XRef") {
		return nil, fmt.Errorf("%w: cross-references", ErrFile)
	}
	rows, err := f.Decode(s)
	if err != nil {
		return nil, err
	}
	var widths [3]int
	w, _ := s.Dict["W"].(Array)
	for i := range min(len(w), 3) {
		n, _ := w[i].(float64)
		if widths[i] = int(n); widths[i] < 0 || widths[i] > 8 {
			return nil, fmt.Errorf("%w: cross-references", ErrFile)
		}
	}
	size, _ := s.Dict["Size"].(float64)
	index, has := s.Dict["Index"].(Array)
	if !has {
		index = Array{0.0, size}
	}
	width := widths[0] + widths[1] + widths[2]
	for i := 0; i+1 < len(index); i += 2 {
		first, _ := index[i].(float64)
		count, _ := index[i+1].(float64)
		for n := int(first); n < int(first+count) && width > 0; n++ {
			if len(rows) < width {
				return nil, fmt.Errorf("%w: cross-references", ErrFile)
			}
			var field [3]int
			for k, row := 0, rows; k < 3; k++ {
				for _, c := range row[:widths[k]] {
					field[k] = field[k]<<8 | int(c)
				}
				row = row[widths[k]:]
			}
			rows = rows[width:]
			if _, known := entries[n]; known {
				continue
			}
			switch field[0] {
			case 1:
				entries[n] = entry{at: field[1]}
			case 2:
				entries[n] = entry{in: field[1]}
			}
		}
	}
	return s.Dict, nil
}

// objectAt reads the object at a place. Its number must be the one given, or
// any for 0.
func (f *File) objectAt(at, number int, entries map[int]entry) (Value, error) {
	if at < 0 || at >= len(f.data) {
		return nil, errSyntax
	}
	l := &lexer{b: f.data, at: at}
	var head Array
	for range 3 {
		v, err := l.next(0)
		if err != nil {
			return nil, err
		}
		head = append(head, v)
	}
	n, _ := head[0].(float64)
	if number > 0 && int(n) != number || head[2] != operator("obj") {
		return nil, fmt.Errorf("%w: an object is not where it should be", ErrFile)
	}
	v, err := l.next(0)
	if err != nil {
		return nil, err
	}
	d, isDict := v.(Dict)
	if l.skip(); !isDict || !bytes.HasPrefix(f.data[min(l.at, len(f.data)):], []byte("stream")) {
		if two, err := l.next(0); err == nil && two != operator("endobj") { // a reference alone
			return nil, errSyntax
		}
		return v, nil
	}
	l.at += len("stream")
	if bytes.HasPrefix(f.data[l.at:], []byte("\r\n")) {
		l.at++
	}
	l.at++
	length, ok := f.length(d["Length"], entries)
	if !ok || length < 0 || l.at+length > len(f.data) {
		return nil, fmt.Errorf("%w: the length of a stream", ErrFile)
	}
	end := &lexer{b: f.data, at: l.at + length}
	if after, err := end.next(0); err != nil || after != operator("endstream") {
		return nil, fmt.Errorf("%w: the end of a stream", ErrFile)
	}
	return &Stream{d, f.data[l.at : l.at+length]}, nil
}

// length returns the length of a stream, which may be an object of its own.
func (f *File) length(v Value, entries map[int]entry) (int, bool) {
	if ref, is := v.(Ref); is {
		e, known := entries[int(ref)]
		if !known || e.in > 0 {
			return 0, false
		}
		found, err := f.objectAt(e.at, int(ref), nil)
		if err != nil {
			return 0, false
		}
		v = found
	}
	n, ok := v.(float64)
	return int(n), ok
}

// unpack reads the objects in a stream of objects.
func (f *File) unpack(number int, entries map[int]entry) error {
	s, ok := f.objects[number].(*Stream)
	if !ok || s.Dict["Type"] != Name("ObjStm") {
		return fmt.Errorf("%w: no stream of objects", ErrFile)
	}
	data, err := f.Decode(s)
	if err != nil {
		return err
	}
	count, _ := s.Dict["N"].(float64)
	first, _ := s.Dict["First"].(float64)
	if first < 0 || int(first) > len(data) {
		return errSyntax
	}
	index := &lexer{b: data[:int(first)]}
	for range int(count) {
		n, err1 := index.next(0)
		at, err2 := index.next(0)
		object, ok1 := n.(float64)
		place, ok2 := at.(float64)
		if err1 != nil || err2 != nil || !ok1 || !ok2 || place < 0 {
			return errSyntax
		}
		if entries[int(object)].in != number {
			continue
		}
		l := &lexer{b: data, at: int(first) + int(place)}
		if f.objects[int(object)], err = l.next(0); err != nil {
			return err
		}
	}
	return nil
}
