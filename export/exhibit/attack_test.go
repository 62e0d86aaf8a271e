package exhibit_test

import (
	"bufio"
	"bytes"
	"io"
	"testing"
	"time"

	"guvoh/export/exhibit"
	"guvoh/model/worker"
)

// turned is a worker that was taken over by the file that it reads: it answers
// what is asked for pages with one object of its own.
func turned(text string, data []byte) func() (*worker.Process, error) {
	return func() (*worker.Process, error) {
		return worker.Inside(func(in io.Reader, pipe io.Writer) {
			out := bufio.NewWriter(pipe)
			for f := range worker.Listen(in, func() {}) { // as a real one does: who asks need not wait for that
				switch f.What {
				case 'P':
					_ = worker.WriteFrame(out, 'i', []byte(`{"Objects":1,"Bytes":9,"Forms":[1],"Pages":[{"Width":10,"Height":10}]}`))
				case 'C':
					_ = worker.WriteFrame(out, 'o', worker.PutBytes(worker.PutInt(nil, int64(len(data))), text))
					_ = worker.WriteFrame(out, 'd', data)
				}
				_ = worker.WriteFrame(out, '.', nil)
				if out.Flush() != nil {
					return
				}
			}
		}), nil
	}
}

// A reader of the finished file must not take the data of a stream from
// elsewhere, nor end it where a worker wants, so that another object begins.
func TestAWorkerThatWasTakenOverWritesNoEntryOfItsOwn(t *testing.T) {
	data := []byte("q Q\nendstream endobj 1 0 obj <</Type /Catalog>>")
	for text, fine := range map[string]bool{
		"<</Type /XObject /Subtype /Form /BBox [0 0 9 9]>>":                                         true,
		"<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</Font <</F null /OPI 1>>>>>>": true,
		"<</Length 3 /Type /XObject>>":                                                              false,
		"<</#4cength 3 /Type /XObject>>":                                                            false,
		"<</Type /XObject /F <2F6574632F706173737764>>>":                                            false,
		"<</Type /XObject /Ref <</F <61>>>>>":                                                       false,
		"<</Type /XObject /A [<</B 1>>] /OPI <</B 1>>>>":                                            false,
	} {
		r := exhibit.Played(10*time.Second, turned(text, data))
		pages, err := r.Pages(ctx, file([]byte("no PDF")), []int{1})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := pages.Write(ctx, &b, 7, func(int) {}); (err == nil) != fine {
			t.Errorf("%s: %v", text, err)
		}
		r.Close()
	}
}
