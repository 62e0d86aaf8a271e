package pdfscan_test

import (
	"bytes"
	"compress/lzw"
	"fmt"
	"testing"

	"guvoh/export/leak/internal/pdfscan"
)

func one(dict string, data []byte) []byte {
	return fmt.Appendf(nil, "%%PDF-1.7\n1 0 obj\n<< /Length %d %s >>\nstream\n%s\nendstream\nendobj\n", len(data), dict, data)
}

func decoded(t *testing.T, file []byte) ([]byte, error) {
	t.Helper()
	f, err := pdfscan.Scan(file)
	if err != nil {
		return nil, err
	}
	data, _, err := f.Decode(f.Objects[0])
	return data, err
}

func TestLZW(t *testing.T) {
	t.Run("the example of the standard", func(t *testing.T) { // ISO 32000-2, 7.4.4.2
		got, err := decoded(t, one("/Filter /LZWDecode", []byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01}))
		if want := []byte{45, 45, 45, 45, 45, 65, 45, 45, 45, 66}; err != nil || !bytes.Equal(got, want) {
			t.Errorf("%v, %v", got, err)
		}
	})
	t.Run("codes that grow to twelve bits", func(t *testing.T) {
		var want []byte
		for i := range 40000 {
			want = append(want, byte(i*i>>3), byte(i%7))
		}
		var b bytes.Buffer
		w := lzw.NewWriter(&b, lzw.MSB, 8)
		_, _ = w.Write(want)
		_ = w.Close()
		got, err := decoded(t, one("/Filter /LZWDecode /DecodeParms << /EarlyChange 0 >>", b.Bytes()))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes of %d, %v", len(got), len(want), err)
		}
	})
}

func TestWhatIsRead(t *testing.T) {
	f, err := pdfscan.Scan([]byte("%PDF-1.7\n1 0 obj << /A (a\\)\\\n(b)\\101) /B <4 1 4> /C [1 0 R 2 true null /N#20x] /A (again) >> endobj\n" +
		"2 0 obj 5 endobj trailer << /Root 1 0 R >>"))
	if err != nil {
		t.Fatal(err)
	}
	d := f.Objects[0].Dict()
	if a, _ := d["A"].([]byte); string(a) != "a)(b)A" {
		t.Error("a literal string")
	}
	if b, _ := d["B"].([]byte); string(b) != "A@" {
		t.Error("a hexadecimal string")
	}
	if c, _ := d["C"].(pdfscan.Array); len(c) != 5 || c[0] != (pdfscan.Ref{Number: 1}) || c[4] != pdfscan.Name("N x") {
		t.Error("an array")
	}
	if all := pdfscan.Strings(d); !containsBytes(all, "again") || !containsBytes(all, "N x") {
		t.Error("what a key says the second time")
	}
	if len(f.Objects) != 2 || len(f.Trailer) != 1 {
		t.Error("objects")
	}
}

func containsBytes(all [][]byte, s string) bool {
	for _, b := range all {
		if string(b) == s {
			return true
		}
	}
	return false
}

func FuzzScan(f *testing.F) {
	f.Add(one("/Filter /LZWDecode", []byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01}))
	f.Add([]byte("%PDF-1.7\n1 0 obj << /Type /Page /Contents 2 0 R >> endobj 2 0 obj <</Length 9>> stream\nBT (a) Tj [(b) -300 (c)] TJ ET\nendstream endobj"))
	f.Add([]byte("1 0 obj << /Type /ObjStm /N 1 /First 4 /Length 10 >> stream\n5 0 (abc) \nendstream endobj"))
	f.Add([]byte("0 0 obj<"))
	f.Add([]byte("0 0 obj0 0 obj"))
	f.Add([]byte("0 0 obj(\\"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := pdfscan.Scan(data)
		if err != nil {
			return
		}
		_, _ = file.Texts()
		for _, o := range file.Objects {
			for _, s := range pdfscan.Strings(o.Value) {
				_ = pdfscan.Readings(s)
			}
			if o.Raw != nil {
				_, _, _ = file.Decode(o)
			}
		}
	})
}
