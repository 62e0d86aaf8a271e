package leak_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"guvoh/export/leak"
	"guvoh/model"
)

// secrets are those of an invented man.
func secrets(t *testing.T) []leak.Secret {
	t.Helper()
	birth, err := model.ParseDate("12 May 1985")
	if err != nil {
		t.Fatal(err)
	}
	return []leak.Secret{
		{ID: "family", Text: "Хамидкариев"},
		{ID: "given", Text: "Mirsobir"},
		{ID: "common", Text: "Вера"},
		{ID: "short", Text: "Ali"},
		{ID: "passport", Sort: leak.Number, Text: "AA 1234567"},
		{ID: "telephone", Sort: leak.Number, Text: "+998 90 765-43-21"},
		{ID: "file", Sort: leak.Number, Text: "К-417"},
		{ID: "birth", Sort: leak.Day, Date: birth},
		{ID: "address", Sort: leak.Words, Text: "ул. Навои, д. 5"},
	}
}

// found gives the ids of what is found in a file, doubtful ones with a question
// mark.
func found(t *testing.T, s *leak.Search, name string, file []byte) []string {
	t.Helper()
	hits, err := s.Search(context.Background(), name, file)
	if err != nil {
		t.Fatal(err)
	}
	return ids(hits)
}

func ids(hits []leak.Hit) []string {
	seen := map[string]bool{}
	var out []string
	for _, h := range hits {
		id := h.Secret
		if h.Doubtful {
			id += "?"
		}
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// expect checks that just these secrets are found. Nothing but ids stands in
// what it says.
func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	missing, more := diff(want, got), diff(got, want)
	if len(missing)+len(more) > 0 {
		t.Errorf("not found: %v, found besides: %v", missing, more)
	}
}

func diff(a, b []string) []string {
	in := map[string]bool{}
	for _, x := range b {
		in[x] = true
	}
	var out []string
	for _, x := range a {
		if !in[x] {
			out = append(out, x)
		}
	}
	return out
}

// file makes a PDF of these objects; the first three are a catalog, a tree of
// pages and a page, whose contents are object 4. A text with "stream" in it is
// written as it is.
func file(page string, more ...string) []byte {
	objects := append([]string{
		"<< /Type /Catalog /Pages 2 0 R " + catalogOf(more) + ">>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>",
		stream("", []byte(page)),
	}, more...)
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

// catalogOf lets an object say what stands in the catalog: "%catalog …".
func catalogOf(more []string) string {
	for i, o := range more {
		if s, ok := strings.CutPrefix(o, "%catalog "); ok {
			more[i] = "null"
			return s + " "
		}
	}
	return ""
}

// stream writes a stream object.
func stream(dict string, data []byte) string {
	return fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(data), dict, data)
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// wideHex writes a text as a hexadecimal string in UTF-16.
func wideHex(s string) string { return fmt.Sprintf("<FEFF%X>", wide(s, binary.BigEndian)) }

func wide(s string, order binary.AppendByteOrder) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

// refused checks that the search says it could not look, in words that hold no
// secret.
func refused(t *testing.T, file []byte) {
	t.Helper()
	_, err := leak.New(secrets(t), nil).Search(context.Background(), "out.pdf", file)
	if !errors.Is(err, leak.ErrUnread) {
		t.Errorf("error %v", err != nil)
	}
	if err != nil && len(leak.New(secrets(t), nil).Text("error", err.Error())) > 0 {
		t.Error("the error tells a secret")
	}
}
