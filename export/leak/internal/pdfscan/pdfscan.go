// Package pdfscan takes a PDF apart without believing its table of contents.
//
// Its one job is bytes → every object that stands in them. Rules of the
// package:
//
//   - An object is found by what it looks like, not by the cross-reference
//     table, so that what an earlier save left behind is found as well.
//   - What cannot be read is an error. There is no repair that leaves out.
//   - It shares no code with what writes our documents: a mistake there must
//     not hide itself here.
//   - It is for looking, on files of our own making and on what was put into
//     them; sizes are limited all the same.
package pdfscan

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// The reasons why a file cannot be looked into.
var (
	ErrLocked = errors.New("PDF is encrypted")
	ErrFilter = errors.New("PDF has a stream that cannot be unpacked")
	ErrTooBig = errors.New("PDF unpacks to more than is looked at")
	ErrSyntax = errors.New("PDF has an object that cannot be read")
)

// The values of a PDF. Numbers are float64, strings []byte as they are meant
// (not as they are written), null is nil.
type (
	// Name is a name object, without its slash and with its escapes undone.
	Name string
	// Array is an array object.
	Array []any
	// Dict is a dictionary object.
	Dict map[Name]any
	// Ref points at another object.
	Ref struct{ Number, Generation int }
	// Keyword is a word of a content stream, or of the file around objects.
	Keyword string
)

// Object is one numbered object. There may be several of one number.
type Object struct {
	Number int
	Value  any
	// Raw is what stands between "stream" and "endstream"; nil for other objects.
	Raw []byte
	// In is the number of the object stream that holds the object; 0 for none.
	In int
}

// Dict gives the object's dictionary; nil when it is none.
func (o *Object) Dict() Dict {
	d, _ := o.Value.(Dict)
	return d
}

// File is a PDF taken apart.
type File struct {
	Objects []*Object
	// Outside is what stands in no object: comments, tables, trailers, and
	// whatever was put between.
	Outside []byte
	last    map[int]*Object // the object that holds for each number
	spent   int             // bytes unpacked so far
	Trailer []Dict
}

// Limits of what is unpacked.
const (
	maxStream = 512 << 20
	maxAll    = 2 << 30
	maxDepth  = 64
)

// Scan finds every object of a file.
func Scan(data []byte) (*File, error) {
	f := &File{last: map[int]*Object{}}
	if err := f.scan(data); err != nil {
		return nil, err
	}
	for _, o := range f.Objects {
		if d := o.Dict(); d != nil && d["Encrypt"] != nil && (d["Type"] == Name("XRef") || o.Number == 0) {
			return nil, ErrLocked
		}
	}
	for _, d := range f.Trailer {
		if d["Encrypt"] != nil {
			return nil, ErrLocked
		}
	}
	for i := 0; i < len(f.Objects); i++ { // object streams do not hold streams
		if err := f.unpackObjects(f.Objects[i]); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// scan goes through the file from its first byte to its last.
func (f *File) scan(data []byte) error {
	outside := 0
	for i := 0; i < len(data); {
		k := bytes.Index(data[i:], []byte("obj"))
		if k < 0 {
			break
		}
		k += i
		start, number, ok := header(data, k)
		if !ok {
			i = k + 3
			continue
		}
		f.outside(data[outside:max(outside, start)])
		l := &lexer{data: data, at: k + 3}
		o := &Object{Number: number}
		v, err := l.value(0)
		if err != nil {
			return fmt.Errorf("object %d: %w", number, err)
		}
		o.Value = v
		l.space()
		if d, isDict := v.(Dict); isDict && bytes.HasPrefix(data[l.at:], []byte("stream")) {
			end := 0
			o.Raw, end = f.stream(data, l.at+len("stream"), d)
			l.at = end
		}
		f.add(o)
		i, outside = l.at, l.at
	}
	f.outside(data[outside:])
	return nil
}

func (f *File) add(o *Object) {
	f.Objects = append(f.Objects, o)
	if o.In == 0 || f.last[o.Number] == nil {
		f.last[o.Number] = o
	}
}

// outside keeps what stands between objects, and reads the trailers in it.
func (f *File) outside(b []byte) {
	f.Outside = append(append(f.Outside, b...), '\n')
	for rest := b; ; {
		k := bytes.Index(rest, []byte("trailer"))
		if k < 0 {
			return
		}
		rest = rest[k+len("trailer"):]
		l := &lexer{data: rest}
		if v, err := l.value(0); err == nil {
			if d, ok := v.(Dict); ok {
				f.Trailer = append(f.Trailer, d)
			}
		}
	}
}

// header reads "12 0 " before the word obj, which is not the end of endobj.
func header(data []byte, obj int) (start, number int, ok bool) {
	i := obj
	back := func(is func(byte) bool) int {
		n := 0
		for i > 0 && is(data[i-1]) {
			i, n = i-1, n+1
		}
		return n
	}
	if back(isSpace) == 0 {
		return 0, 0, false
	}
	if n := back(isDigit); n == 0 || n > 5 {
		return 0, 0, false
	}
	if back(isSpace) == 0 {
		return 0, 0, false
	}
	end := i
	if n := back(isDigit); n == 0 || n > 10 {
		return 0, 0, false
	}
	for _, c := range data[i:end] {
		number = number*10 + int(c-'0')
	}
	return i, number, true
}

// stream gives the bytes of a stream and where the text after it begins. Its
// length is believed only where the stream really ends there.
func (f *File) stream(data []byte, at int, d Dict) ([]byte, int) {
	if at < len(data) && data[at] == '\r' {
		at++
	}
	if at < len(data) && data[at] == '\n' {
		at++
	}
	if n, ok := f.Get(d["Length"]).(float64); ok && n >= 0 && n <= float64(len(data)-at) {
		end := at + int(n)
		l := &lexer{data: data, at: end}
		l.space()
		if bytes.HasPrefix(data[l.at:], []byte("endstream")) {
			return data[at:end], l.at
		}
	}
	end := bytes.Index(data[at:], []byte("endstream"))
	if end < 0 {
		return data[at:], len(data)
	}
	return data[at : at+end], at + end
}

// Get follows a reference to its end.
func (f *File) Get(v any) any {
	for range maxDepth {
		r, ok := v.(Ref)
		if !ok {
			return v
		}
		o := f.last[r.Number]
		if o == nil {
			return nil
		}
		v = o.Value
	}
	return nil
}

// Object gives the object that a reference leads to; nil when there is none.
func (f *File) Object(v any) *Object {
	r, ok := v.(Ref)
	if !ok {
		return nil
	}
	return f.last[r.Number]
}

// DictOf follows a reference to a dictionary; nil when it leads to none.
func (f *File) DictOf(v any) Dict {
	d, _ := f.Get(v).(Dict)
	return d
}

// unpackObjects reads the objects inside an object stream.
func (f *File) unpackObjects(o *Object) error {
	d := o.Dict()
	if o.Raw == nil || d["Type"] != Name("ObjStm") {
		return nil
	}
	data, _, err := f.Decode(o)
	if err != nil {
		return err
	}
	count, _ := f.Get(d["N"]).(float64)
	first, _ := f.Get(d["First"]).(float64)
	if count < 0 || first < 0 || first > float64(len(data)) {
		return fmt.Errorf("object %d: %w", o.Number, ErrSyntax)
	}
	l := &lexer{data: data[:int(first)]}
	for range int(count) {
		number, ok1 := l.token().(float64)
		offset, ok2 := l.token().(float64)
		if !ok1 || !ok2 || offset < 0 || first+offset > float64(len(data)) {
			return fmt.Errorf("object %d: %w", o.Number, ErrSyntax)
		}
		in := &lexer{data: data, at: int(first + offset)}
		v, err := in.value(0)
		if err != nil {
			return fmt.Errorf("object %d: %w", o.Number, err)
		}
		f.add(&Object{Number: int(number), Value: v, In: o.Number})
	}
	return nil
}

// sortedKeys gives the keys of a dictionary in an order that does not change.
func sortedKeys(d Dict) []Name {
	return slices.Sorted(maps.Keys(d))
}

// FontFiles gives the streams that hold the letters of a font.
func (f *File) FontFiles() map[*Object]bool {
	out := map[*Object]bool{}
	for _, o := range f.Objects {
		for _, key := range []Name{"FontFile", "FontFile2", "FontFile3"} {
			if file := f.Object(o.Dict()[key]); file != nil && o.Dict()["Type"] == Name("FontDescriptor") {
				out[file] = true
			}
		}
	}
	return out
}
