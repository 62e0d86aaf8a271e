package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"math"
	"strconv"
	"unicode/utf8"
)

// tables reads the table of tables.
func (p *pages) tables() (all []table, err error) {
	if p.count == 0 {
		return nil, nil
	}
	err = p.walk(1, func(_ int64, payload []byte) error {
		v, err := values(payload)
		if err != nil {
			return err
		}
		if len(v) != 5 {
			return refuse("its table of tables has %d columns", len(v))
		}
		kind, _ := v[0].(string)
		name, _ := v[1].(string)
		root, _ := v[3].(int64)
		sql, _ := v[4].(string)
		if kind != "table" || root == 0 { // an index, a view; or a virtual table, whose content is in others
			return nil
		}
		t, err := parseTable(name, sql)
		t.root = root
		all = append(all, t)
		return err
	})
	return all, err
}

// blob is a value that is no text. Others are int64, float64, string and nil.
type blob []byte

// values splits a record into its values.
func values(payload []byte) ([]any, error) {
	c := bytesAt{b: payload}
	size := c.varint()
	if c.bad || size > uint64(len(payload)) {
		return nil, refuse("a row has no head")
	}
	head, body := bytesAt{b: payload[:size], at: c.at}, bytesAt{b: payload, at: int(size)}
	var all []any
	for head.at < len(head.b) && !head.bad {
		all = append(all, value(head.varint(), &body))
	}
	if head.bad || body.bad {
		return nil, refuse("a row is cut short")
	}
	return all, nil
}

var sizes = [...]int{0, 1, 2, 3, 4, 6, 8}

func value(serial uint64, c *bytesAt) any {
	switch {
	case serial == 0:
		return nil
	case serial <= 6:
		n := sizes[serial]
		return int64(c.number(n)<<(64-8*n)) >> (64 - 8*n)
	case serial == 7:
		return math.Float64frombits(c.number(8))
	case serial <= 9:
		return int64(serial - 8)
	case serial <= 11 || serial>>1 > uint64(len(c.b))+6:
		c.bad = true
		return nil
	case serial%2 == 0:
		return blob(c.take(int(serial-12) / 2))
	}
	return string(c.take(int(serial-13) / 2))
}

// print writes every row of a table as a line of JSON:
//
//	{"table":"t","row":{"n":1,"name":"…"}}
//
// A table that has neither a key of its own nor a column for it gets the
// number of its row as "rowid". What JSON has no form for stands in an object:
// {"blob":base64}, {"text":base64} for bytes that are no UTF-8, {"real":"+Inf"}.
func (p *pages) print(w *bufio.Writer, t table) error {
	return p.walk(t.root, func(rowid int64, payload []byte) error {
		stored, err := values(payload)
		if err != nil {
			return err
		}
		row, err := t.row(rowid, stored)
		if err != nil {
			return err
		}
		w.WriteString(`{"table":`)
		w.Write(jsonOf(t.name))
		w.WriteString(`,"row":{`)
		if t.alias < 0 && !t.withoutRowid {
			w.WriteString(`"rowid":` + strconv.FormatInt(rowid, 10))
			if len(row) > 0 {
				w.WriteByte(',')
			}
		}
		for i, v := range row {
			if i > 0 {
				w.WriteByte(',')
			}
			w.Write(jsonOf(t.columns[i].name))
			w.WriteByte(':')
			w.Write(jsonOf(v))
		}
		_, err = w.WriteString("}}\n")
		return err
	})
}

func jsonOf(v any) []byte {
	switch x := v.(type) {
	case blob:
		return jsonOf(map[string]string{"blob": base64.StdEncoding.EncodeToString(x)})
	case float64:
		if math.IsInf(x, 0) || math.IsNaN(x) {
			return jsonOf(map[string]string{"real": strconv.FormatFloat(x, 'g', -1, 64)})
		}
		b := strconv.AppendFloat(nil, x, 'g', -1, 64)
		if !bytes.ContainsAny(b, ".e") {
			b = append(b, ".0"...) // so that it is seen to be no whole number
		}
		return b
	case string:
		if !utf8.ValidString(x) {
			return jsonOf(map[string]string{"text": base64.StdEncoding.EncodeToString([]byte(x))})
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // only for what is no value
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// row puts the stored values in the order of the columns.
func (t table) row(rowid int64, stored []any) ([]any, error) {
	if len(stored) > len(t.columns) {
		return nil, refuse("a row of %s has more values than columns", t.name)
	}
	row := make([]any, len(t.columns))
	for i, c := range t.stored {
		v := t.columns[c].missing
		if i < len(stored) {
			v = stored[i]
		} else if v == (unknown{}) {
			return nil, refuse("a row of %s lacks a value whose default this reader cannot work out", t.name)
		}
		if n, ok := v.(int64); ok && t.columns[c].real {
			v = float64(n)
		}
		row[c] = v
	}
	if t.alias >= 0 {
		row[t.alias] = rowid
	}
	return row, nil
}
