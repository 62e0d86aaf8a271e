package btree

import (
	"encoding/binary"
	"math"
	"slices"
)

// Class is how a value is stored.
type Class byte

// The classes (section 2.1).
const (
	Null Class = iota
	Integer
	Real
	Text
	Blob
)

// Column is one value of a row: nil, int64, float64, string or []byte.
type Column struct {
	Class Class
	Whole bool // false when the row was cut off before its end; Value is then nil
	Value any
}

// mostColumns is more than SQLite allows in a table (its limit is 2000).
const mostColumns = 4000

// Row reads the columns of a row, or of its beginning. It fails with
// [ErrShape] when it is none.
func Row(payload []byte) ([]Column, error) {
	length, n := varint(payload)
	if n == 0 || length < uint64(n) || length > uint64(len(payload)) {
		return nil, ErrShape
	}
	types, body := payload[n:length], payload[length:]
	var cols []Column
	for len(types) > 0 {
		t, k := varint(types)
		if k == 0 || len(cols) == mostColumns || t > math.MaxInt32 {
			return nil, ErrShape
		}
		types = types[k:]
		c, size := column(t)
		if c.Whole = size <= len(body); c.Whole {
			c.Value = value(c.Class, t, body[:size])
			body = body[size:]
		} else {
			body = nil
		}
		cols = append(cols, c)
	}
	return cols, nil
}

// column gives the class and the length of a value by the number that stands
// for its type.
func column(t uint64) (Column, int) {
	switch {
	case t == 0, t == 10, t == 11:
		return Column{Class: Null}, 0
	case t == 7:
		return Column{Class: Real}, 8
	case t < 10:
		return Column{Class: Integer}, [...]int{0, 1, 2, 3, 4, 6, 8, 0, 0, 0}[t]
	case t%2 == 0:
		return Column{Class: Blob}, int(t-12) / 2
	}
	return Column{Class: Text}, int(t-13) / 2
}

func value(class Class, t uint64, b []byte) any {
	switch class {
	case Integer:
		switch t {
		case 8:
			return int64(0)
		case 9:
			return int64(1)
		}
		var v int64
		if b[0] >= 0x80 {
			v = -1
		}
		for _, c := range b {
			v = v<<8 | int64(c)
		}
		return v
	case Real:
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	case Text:
		return string(b)
	case Blob:
		return slices.Clone(b)
	}
	return nil
}
