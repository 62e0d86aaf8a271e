package interchange_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/interchange"
	"guvoh/model/modeltest"
)

const (
	idA = "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90"
	idB = "b1946ac9-2492-4d23-a58f-1b1d8d3b2c77"
)

// secret is in every wrong value, so that a message which repeats it is seen.
const secret = "Secret words"

func TestAWrongDocumentIsRefusedWithItsFaultNamed(t *testing.T) {
	good := record(idA, "person", `"sex":"male"`)
	letter := []byte("letter")
	att := attachment(letter)
	second := func(b, field string, fault interchange.Fault, want string) interchange.Problem {
		return interchange.Problem{Part: "record", Number: 2, ID: idB, Kind: b, Field: field, Fault: fault, Want: want}
	}
	attached := func(fault interchange.Fault, field, want string) interchange.Problem {
		return interchange.Problem{Part: "attachment", Number: 1, ID: digest(letter), Field: field, Fault: fault, Want: want}
	}
	plain := func(part string, n int, fault interchange.Fault, field string) interchange.Problem {
		return interchange.Problem{Part: part, Number: n, Fault: fault, Field: field}
	}
	noID := func(p interchange.Problem) interchange.Problem { p.ID = ""; return p }
	tests := []struct {
		name string
		doc  []byte
		want interchange.Problem
	}{
		{"an unknown kind", document(good, record(idB, "persn", ``)), second("persn", "", interchange.UnknownKind, "")},
		{"a kind that is somebody's words", document(good, record(idB, secret, ``)), second("", "", interchange.UnknownKind, "")},
		{"an unknown field", document(good, record(idB, "person", `"shoe_size":"`+secret+`"`)), second("person", "shoe_size", interchange.UnknownField, "")},
		{"a field of nobody's own", document(good, record(idB, "person", `"x_00112233445566778899aabbccddeeff":"`+secret+`"`)), second("person", "x_00112233445566778899aabbccddeeff", interchange.UnknownField, "")},
		{"a field whose name is somebody's words", document(good, record(idB, "person", `"`+secret+`":1`)), second("person", "", interchange.UnknownField, "")},
		{"text where a number belongs", document(good, record(idB, "sentence", `"years":"`+secret+`"`)), second("sentence", "years", interchange.BadShape, "int")},
		{"a number where text belongs", document(good, record(idB, "person", `"occupation":12`)), second("person", "occupation", interchange.BadShape, "text")},
		{"text where a list belongs", document(good, record(idB, "case", `"tags":"`+secret+`"`)), second("case", "tags", interchange.BadShape, "texts")},
		{"a link that is no id", document(good, record(idB, "participant", `"person":"`+secret+`"`)), second("participant", "person", interchange.BadShape, "ref")},
		{"a date that is not understood", document(good, record(idB, "person", `"birth":"`+secret+`"`)), second("person", "birth", interchange.BadDate, "")},
		{"31 February in words", document(good, record(idB, "person", `"birth":"31 February 1975"`)), second("person", "birth", interchange.BadDate, "")},
		{"31 February as numbers", document(good, record(idB, "person", `"birth":"1975-02-31"`)), second("person", "birth", interchange.BadDate, "")},
		{"31 February as an object", document(good, record(idB, "person", `"birth":{"earliest":"1975-02-31","latest":"1975-02-31","precision":"day"}`)), second("person", "birth", interchange.BadDate, "")},
		{"a date with an unknown member", document(good, record(idB, "person", `"birth":{"earliest":"1975-02-01","latest":"1975-02-01","precision":"day","mood":"`+secret+`"}`)), second("person", "birth", interchange.BadDate, "")},
		{"an unknown word", document(good, record(idB, "person", `"sex":"`+secret+`"`)), second("person", "sex", interchange.UnknownTerm, "sex")},
		{"an unknown word among others", document(good, record(idB, "act", `"methods":["beating","`+secret+`"]`)), second("act", "methods", interchange.UnknownTerm, "act_method")},
		{"an id that stands twice", document(good, record(strings.ToUpper(idA), "person", ``)), interchange.Problem{Part: "record", Number: 2, ID: idA, Kind: "person", Fault: interchange.Twice}},
		{"an id that is none", document(good, record(secret, "person", ``)), noID(second("person", "", interchange.BadID, ""))},
		{"an id of zeros", document(good, record("00000000-0000-0000-0000-000000000000", "person", ``)), noID(second("person", "", interchange.BadID, ""))},
		{"no id", document(good, `{"kind":"person","fields":{}}`), noID(second("person", "id", interchange.Lacking, ""))},
		{"no kind", document(good, `{"id":"`+idB+`","fields":{}}`), second("", "kind", interchange.Lacking, "")},
		{"a member that records do not have", document(good, `{"id":"`+idB+`","kind":"person","colour":"`+secret+`","fields":{}}`), second("person", "colour", interchange.UnknownKey, "")},
		{"a field that stands twice", document(good, record(idB, "person", `"sex":"male","sex":"female"`)), second("person", "sex", interchange.Repeated, "")},
		{"a member that stands twice", document(good, `{"id":"`+idB+`","kind":"person","kind":"person"}`), second("person", "kind", interchange.Repeated, "")},
		{"fields that are no object", document(good, `{"id":"`+idB+`","kind":"person","fields":["`+secret+`"]}`), second("person", "fields", interchange.NotObject, "")},
		{"a record that is no object", document(good, `"`+secret+`"`), plain("record", 2, interchange.NotObject, "")},
		{"records that are no list", []byte(`{"format":"guvoh-data","version":1,"records":{"a":"` + secret + `"}}`), plain("document", 0, interchange.NotArray, "records")},
		{"attachments that are no list", []byte(`{"format":"guvoh-data","version":1,"records":[],"attachments":7}`), plain("document", 0, interchange.NotArray, "attachments")},
		{"no records", []byte(`{"format":"guvoh-data","version":1}`), plain("document", 0, interchange.Lacking, "records")},
		{"a member that documents do not have", []byte(`{"format":"guvoh-data","version":1,"records":[],"note":"` + secret + `"}`), plain("document", 0, interchange.UnknownKey, "note")},
		{"records twice", []byte(`{"format":"guvoh-data","version":1,"records":[],"records":[]}`), plain("document", 0, interchange.Repeated, "records")},
		{"elsewhere that is no list of ids", []byte(`{"format":"guvoh-data","version":1,"records":[],"elsewhere":["` + secret + `"]}`), interchange.Problem{Part: "document", Fault: interchange.BadShape, Field: "elsewhere", Want: "refs"}},
		{"elsewhere that is nothing", []byte(`{"format":"guvoh-data","version":1,"records":[],"elsewhere":null}`), interchange.Problem{Part: "document", Fault: interchange.BadShape, Field: "elsewhere", Want: "refs"}},
		{"a SHA-256 of evidence that is none", document(good, record(idB, "evidence", `"sha256":"`+secret+`"`)), second("evidence", "sha256", interchange.BadShape, interchange.FormSHA256)},
		{"a size of evidence that is not that of its bytes", documentWith([]string{good, record(idB, "evidence", `"size":7,"sha256":"`+digest(letter)+`"`)}, att), second("evidence", "size", interchange.BadSize, "")},
		{"an own field of no kind", document(good, record(idB, "field", `"kind":"shoe"`)), second("field", "kind", interchange.BadShape, interchange.FormKind)},
		{"an own field of no type", document(good, record(idB, "field", `"type":"ref"`)), second("field", "type", interchange.BadShape, interchange.FormOwnType)},
		{"an own word of no vocabulary", document(good, record(idB, "term", `"vocabulary":"`+secret+`"`)), second("term", "vocabulary", interchange.BadShape, interchange.FormVocabulary)},
		{"an attachment that is no object", documentWith(nil, `"`+secret+`"`), plain("attachment", 1, interchange.NotObject, "")},
		{"an attachment with other bytes", documentWith(nil, strings.Replace(att, "bGV0dGVy", "bGV0dGVz", 1)), attached(interchange.BadHash, "sha256", "")},
		{"an attachment cut short", documentWith(nil, strings.Replace(att, "bGV0dGVy", "bGV0", 1)), attached(interchange.BadSize, "size", "")},
		{"base64 that is none", documentWith(nil, strings.Replace(att, "bGV0dGVy", "bGV0 dGVy!", 1)), attached(interchange.BadBase64, "data", "")},
		{"base64 without its padding", documentWith(nil, strings.Replace(att, "bGV0dGVy", "bGV0dGV", 1)), attached(interchange.BadBase64, "data", "")},
		{"data that is no text", documentWith(nil, strings.Replace(att, `"bGV0dGVy"`, "[1]", 1)), attached(interchange.BadBase64, "data", "")},
		{"an attachment without bytes", documentWith(nil, `{"sha256":"`+digest(letter)+`","size":0,"data":""}`), attached(interchange.Empty, "data", "")},
		{"an attachment without data", documentWith(nil, `{"sha256":"`+digest(letter)+`","size":6}`), attached(interchange.Lacking, "data", "")},
		{"an attachment with a size in words", documentWith(nil, strings.Replace(att, `:6`, `:"6"`, 1)), attached(interchange.BadShape, "size", interchange.FormSize)},
		{"an attachment under no SHA-256", documentWith(nil, strings.Replace(att, digest(letter), secret, 1)), interchange.Problem{Part: "attachment", Number: 1, Field: "sha256", Fault: interchange.BadShape, Want: interchange.FormSHA256}},
		{"an attachment that stands twice", documentWith(nil, att, att), interchange.Problem{Part: "attachment", Number: 2, ID: digest(letter), Fault: interchange.Twice}},
	}
	s := schema(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := read(test.doc, s)
			var invalid *interchange.Invalid
			if !errors.As(err, &invalid) {
				t.Fatalf("got %v", err)
			}
			got := invalid.Problems[0]
			if got.Date == nil && test.want.Fault == interchange.BadDate {
				t.Error("it does not say why the date cannot be")
			}
			got.Date = nil
			if got != test.want || len(invalid.Problems) != 1 {
				t.Errorf("got  %+v (of %d)\nwant %+v", got, len(invalid.Problems), test.want)
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("it repeats what was said: %v", err)
			}
		})
	}
}

func TestSomethingElseIsRefused(t *testing.T) {
	syntax := func(line int) func(error) bool {
		return func(err error) bool {
			var e *interchange.SyntaxError
			return errors.As(err, &e) && e.Line == line
		}
	}
	is := func(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }
	const head = "{\"format\":\"guvoh-data\",\n\"version\":1,\n"
	tests := []struct {
		name, doc string
		want      func(error) bool
	}{
		{"nothing", "", is(interchange.ErrNotData)},
		{"a text", "Dear colleague,", is(interchange.ErrNotData)},
		{"another kind of JSON", `{"type":"FeatureCollection","features":[]}`, is(interchange.ErrNotData)},
		{"a list", `[1]`, is(interchange.ErrNotData)},
		{"another format", `{"format":"other","version":1,"records":[]}`, is(interchange.ErrNotData)},
		{"no version", `{"format":"guvoh-data","records":[]}`, is(interchange.ErrNotData)},
		{"a version in words", `{"format":"guvoh-data","version":"1","records":[]}`, is(interchange.ErrNotData)},
		{"a newer version, whatever else is in it", `{"format":"guvoh-data","version":2,"people":{}}`, is(interchange.ErrNewer)},
		{"a document cut short", head + `"records":[{"id":"x"`, syntax(3)},
		{"a document cut short in a word", head + `"records":[{"id":"x`, syntax(3)},
		{"two documents", head + `"records":[]}` + "\n{}", syntax(4)},
		{"a comma too many", head + "\"records\":[\n1,\n]}", syntax(5)},
		{"a comma too few", head + "\"records\":[\n1\n2]}", syntax(5)},
		{"single quotes", head + "'records':[]}", syntax(3)},
		{"a wrong word deep inside", head + "\"records\":[{\"id\":\"x\",\"kind\":\"person\",\"fields\":{\n\"sex\":[\n1,\nmale]}}]}", syntax(6)},
		{"a bracket too many", head + `"records":[]]}`, syntax(3)},
		{"a line break inside base64", head + "\"records\":[],\"attachments\":[{\"data\":\"YQ\n==\"}]}", syntax(4)},
		{"an unknown escape inside base64", head + `"records":[],"attachments":[{"data":"YQ\x3d"}]}`, syntax(3)},
		{"a document cut short in base64", head + `"records":[],"attachments":[{"data":"YWJj`, syntax(3)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := read([]byte(test.doc), schema(t)); !test.want(err) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestReading(t *testing.T) {
	t.Run("names the first twenty faults and counts the others", func(t *testing.T) {
		var rs []string
		for i := range 50 {
			rs = append(rs, record(fmt.Sprintf("00000000-0000-4000-8000-%012d", i), "person", `"no":1`))
		}
		rs[3] = "7" // found earlier than the others, but it stands behind some of them
		_, err := read(document(rs...), schema(t))
		var invalid *interchange.Invalid
		if !errors.As(err, &invalid) || len(invalid.Problems) != interchange.MaxProblems || invalid.More != 30 {
			t.Fatalf("got %v", err)
		}
		for i, p := range invalid.Problems {
			if p.Number != i+1 {
				t.Errorf("the %dth is of record %d", i+1, p.Number)
			}
		}
	})
	t.Run("takes members in any order, a byte order mark, and base64 as other programs escape it", func(t *testing.T) {
		b := []byte{0xfb, 0xff, 0xbf, 0xfb} // its base64 is full of / and +
		doc := "\ufeff" + `{"attachments":[{"data":"+\/\u002b\/\r\n+w==","size":4,"sha256":"` + digest(b) + `"}],` +
			`"records":[{"fields":{"sha256":"` + digest(b) + `"},"kind":"evidence","id":"` + idA + `"}],"version":1,"format":"guvoh-data"}` + "\n"
		f, err := read([]byte(doc), schema(t))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(f.Open(f.Attachments[0]))
		if err != nil || !slices.Equal(got, b) {
			t.Errorf("got % x, %v", got, err)
		}
	})
	t.Run("stops when nobody waits for it", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		doc := document(record(idA, "person", ``))
		_, err := interchange.Read(ctx, strings.NewReader(string(doc)), int64(len(doc)), schema(t))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("says what the disk said", func(t *testing.T) {
		_, err := interchange.Read(context.Background(), failing{}, 1<<20, schema(t))
		if !errors.Is(err, errDisk) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("notices that the document has changed before it was imported", func(t *testing.T) {
		doc := documentWith([]string{record(idA, "evidence", `"sha256":"`+digest([]byte("letter"))+`"`)}, attachment([]byte("letter")))
		f := mustRead(t, doc, schema(t))
		copy(doc, strings.Replace(string(doc), "bGV0dGVy", "bGV0dGVz", 1))
		_, err := f.Into(context.Background(), recorder{}, errNone)
		if !errors.Is(err, interchange.ErrChanged) {
			t.Errorf("got %v", err)
		}
	})
}

var (
	errDisk = errors.New("the disk has failed")
	errNone = errors.New("no such record")
)

type failing struct{}

func (failing) ReadAt(p []byte, off int64) (int, error) {
	return copy(p, `{"format":"guvoh-data","version":1,"records":[`), errDisk
}

// recorder is a target that takes the bytes of attachments only.
type recorder struct{}

func (recorder) Get(model.ID) (model.Record, error) { return model.Record{}, errNone }
func (recorder) Put(model.Record) error             { return nil }
func (recorder) Undelete(model.ID) error            { return nil }
func (recorder) Attach(r io.Reader) (string, int64, error) {
	b, err := io.ReadAll(r)
	return digest(b), int64(len(b)), err
}

func FuzzRead(f *testing.F) {
	s := schema(f)
	f.Add(write(f, source(s, nil, nil)))
	f.Add(document(record(idA, "person", `"sex":"male","birth":"about May 1975","languages":["uz","ru"],"clinician":true`)))
	f.Add(document(record(idA, "case", `"tags":["a\u0000","b\u202e"],"opened":{"earliest":"2014-05-01","latest":"2014-05-31","precision":"month"}`), record(idB, "injury", `"point":{"x":0.5,"y":0.25},"count":3,"person":"`+idA+`"`)))
	f.Add(documentWith([]string{record(idB, "evidence", `"size":6,"sha256":"`+digest([]byte("letter"))+`"`)}, attachment([]byte("letter"))))
	f.Add(document(record(idA, "field", `"kind":"person","type":"terms","vocabulary":"act_type"`), record(idB, "person", `"x_3f2b7c1e0d4a4a519b6e2f8d1c5a7e90":["torture"]`)))
	f.Add([]byte(`{"format":"guvoh-data","version":1,"records":[{"id":"","kind":1,"fields":[{}]}],"attachments":[{"data":"\u00"}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		first, err := read(doc, s)
		if err != nil {
			return
		}
		open := func(sha string) (io.ReadCloser, error) {
			for _, a := range first.Attachments {
				if a.SHA256 == sha {
					return io.NopCloser(first.Open(a)), nil
				}
			}
			return modeltest.Open(sha)
		}
		again := write(t, source(s, first.Records, open))
		second := mustRead(t, again, s)
		if len(second.Records) != len(first.Records) {
			t.Errorf("%d records became %d", len(first.Records), len(second.Records))
		}
		if third := write(t, source(s, second.Records, open)); string(third) != string(again) {
			t.Error("what was accepted does not come out the same twice")
		}
	})
}
