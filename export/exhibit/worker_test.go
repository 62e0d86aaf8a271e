package exhibit_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/export/exhibit"
	"guvoh/model/worker"
)

// played is a reader whose worker is a script.
func played(t testing.TB, patience time.Duration, script string) *exhibit.Reader {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("scripts of the shell play the worker")
	}
	r := exhibit.Played(patience, func() (*worker.Process, error) { return worker.Start(exec.Command("/bin/sh", "-c", script)) })
	t.Cleanup(r.Close)
	return r
}

func message(what byte, body []byte) string {
	var b bytes.Buffer
	_ = worker.WriteFrame(&b, what, body)
	return b.String()
}

// shell writes bytes as printf understands them.
func shell(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteString("\\0" + string('0'+s[i]>>6&7) + string('0'+s[i]>>3&7) + string('0'+s[i]&7))
	}
	return "printf '%b' '" + b.String() + "'"
}

func TestAWorkerThatFails(t *testing.T) {
	data := []byte("no PDF, so that nothing else is tried")
	done := message('.', nil)
	for name, c := range map[string]struct {
		script string
		want   exhibit.Fault
	}{
		"dies at once":                      {"exit 1", exhibit.Died},
		"dies in the middle":                {shell(done) + "; exit 3", exhibit.Died},
		"hangs":                             {"cat > /dev/null; exec sleep 60", exhibit.TooSlow},
		"says nothing of sense":             {"echo 'panic: runtime error'; exec cat > /dev/null", exhibit.Died},
		"says what nobody knows":            {shell(done+message('?', nil)) + "; exec cat > /dev/null", exhibit.Died},
		"refuses with words of its own":     {shell(done+message('!', []byte("Dear Sir"))) + "; exec cat > /dev/null", exhibit.Died},
		"wants bytes that are not there":    {shell(done+message('w', worker.PutInt(worker.PutInt(nil, -5), 10))) + "; exec cat > /dev/null", exhibit.Died},
		"wants the file again and again":    {shell(done) + "; while true; do " + shell(message('w', worker.PutInt(worker.PutInt(nil, 0), 10))) + "; done", exhibit.TooSlow},
		"answers with something else":       {shell(done+message('i', []byte("[]"))+done) + "; exec cat > /dev/null", exhibit.Died},
		"never ends its answer":             {shell(done) + "; while true; do " + shell(message('i', []byte(strings.Repeat(" ", 4000)))) + "; done", exhibit.TooSlow},
		"names pages that cannot be":        {shell(done+message('i', []byte(`{"kind":"pdf","pages":[{"Page":7,"Width":1,"Height":1}]}`))+done) + "; exec cat > /dev/null", exhibit.Died},
		"names a page of no size at all":    {shell(done+message('i', []byte(`{"kind":"pdf","pages":[{"Page":1,"Width":0,"Height":1}]}`))+done) + "; exec cat > /dev/null", exhibit.Died},
		"refuses with a fault that we know": {shell(done+message('!', []byte("loop"))) + "; exec cat > /dev/null", exhibit.Loop},
	} {
		t.Run(name, func(t *testing.T) {
			r := played(t, 300*time.Millisecond, c.script)
			began := time.Now()
			info, err := r.Inspect(ctx, file(data))
			if err != nil || info.Refused != c.want {
				t.Errorf("%+v, %v; want %q", info, err, c.want)
			}
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
	t.Run("leaves the next file to another", func(t *testing.T) {
		n := 0
		r := exhibit.Played(time.Second, func() (*worker.Process, error) {
			if n++; n == 1 {
				return worker.Start(exec.Command("/bin/sh", "-c", "exit 1"))
			}
			return worker.Inside(exhibit.Serve), nil
		})
		defer r.Close()
		if info, _ := r.Inspect(ctx, file(data)); info.Refused != exhibit.Died {
			t.Errorf("%+v", info)
		}
		if info, _ := r.Inspect(ctx, file(data)); info.Refused != "" || info.Kind != exhibit.Text {
			t.Errorf("%+v", info)
		}
	})
}

func TestSomebodyCancels(t *testing.T) {
	r := played(t, time.Minute, "cat > /dev/null; exec sleep 60")
	c, cancel := context.WithCancel(ctx)
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := r.Inspect(c, file([]byte("words"))); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// An error of the disk is none of the file.
func TestBytesThatCannotBeHad(t *testing.T) {
	r := reader(t)
	broken := errors.New("the disk is broken")
	f := exhibit.File{Size: 1000, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader("%PDF-"), failing{broken})), nil
	}}
	if _, err := r.Inspect(ctx, f); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	f.Open = func() (io.ReadCloser, error) { return nil, broken }
	if _, err := r.Inspect(ctx, f); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	t.Run("a file is as long as it is said to be", func(t *testing.T) {
		short := file([]byte("only words"))
		short.Size = 5000
		if _, err := r.Inspect(ctx, short); err == nil {
			t.Error("a file that is too short was taken")
		}
	})
	t.Run("and the reader goes on", func(t *testing.T) {
		if info, err := r.Inspect(ctx, file([]byte("words"))); err != nil || info.Kind != exhibit.Text {
			t.Errorf("%+v, %v", info, err)
		}
	})
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestFilesThatCannotBeReadOutOfOrder(t *testing.T) {
	data := onePage(sheet)
	opened := 0
	f := exhibit.File{Open: func() (io.ReadCloser, error) {
		opened++
		return io.NopCloser(io.MultiReader(bytes.NewReader(data))), nil // no Seek
	}}
	r := reader(t)
	for _, size := range []int64{0, int64(len(data))} {
		f.Size = size
		info, err := r.Inspect(ctx, f)
		if err != nil || len(info.Pages) != 1 {
			t.Errorf("%+v, %v", info, err)
		}
	}
	if opened > 4 {
		t.Errorf("opened %d times", opened)
	}
}

func TestManyAtOnce(t *testing.T) {
	r := reader(t)
	data := onePage(sheet)
	done := make(chan error, 12)
	for i := range cap(done) {
		go func() {
			what := data
			if i%3 == 0 {
				what = []byte("words")
			}
			info, err := r.Inspect(ctx, file(what))
			if err == nil && info.Refused != "" {
				err = &exhibit.Refusal{Fault: info.Refused}
			}
			done <- err
		}()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// FuzzAnswers lets a worker that was taken over say what it likes.
func FuzzAnswers(f *testing.F) {
	info := message('i', []byte(`{"kind":"pdf","pages":[{"Page":1,"Width":10,"Height":10}]}`))
	plan := message('i', []byte(`{"Objects":1,"Bytes":9,"Forms":[1],"Pages":[{"Width":10,"Height":10}]}`))
	object := message('o', worker.PutBytes(worker.PutInt(nil, 3), "<</A {1} /B <00> >>")) + message('d', []byte("abc"))
	f.Add([]byte(message('.', nil) + info + message('.', nil)))
	f.Add([]byte(message('.', nil) + plan + message('.', nil) + message('.', nil) + message('.', nil) + object + message('.', nil)))
	f.Add([]byte(message('.', nil) + message('w', worker.PutInt(worker.PutInt(nil, 0), 5))))
	f.Add([]byte{'i', 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, said []byte) {
		start := func() (*worker.Process, error) {
			return worker.Inside(func(in io.Reader, out io.Writer) {
				go func() { _, _ = io.Copy(io.Discard, in) }()
				_, _ = out.Write(said)
			}), nil
		}
		r := exhibit.Played(time.Second, start)
		defer r.Close()
		data := file([]byte("twelve bytes"))
		if i, err := r.Inspect(ctx, data); err == nil && i.Refused == "" && !slices.Contains(exhibit.Kinds, i.Kind) {
			t.Errorf("%+v", i)
		}
		if p, err := r.Pages(ctx, data, []int{1}); err == nil {
			var b bytes.Buffer
			numbers := 0
			if err := p.Write(ctx, &b, 5, func(n int) { numbers++ }); err == nil {
				whole(t, b.Bytes(), numbers)
			}
		}
		_, _ = r.Picture(ctx, data, func(w, h int) (int, int) { return w, h })
		_, _ = r.Blocks(ctx, data, plainWords{})
	})
}

// whole checks that objects do not reach out of themselves.
func whole(t *testing.T, b []byte, objects int) {
	t.Helper()
	if bytes.Count(b, []byte(" obj\n")) < objects {
		t.Errorf("%d objects begun in %q", objects, b)
	}
}

// plainWords says keys.
type plainWords struct{}

func (plainWords) T(key string, _ ...map[string]any) string        { return key }
func (plainWords) N(key string, n int, _ ...map[string]any) string { return key }

// FuzzRenumbered gives texts of objects that a worker of ours would not write.
func FuzzRenumbered(f *testing.F) {
	f.Add("<</Type /XObject /A {1} /B [1 -0.5 true null] /C <0A> >>")
	f.Add("<<>>endobj 7 0 obj")
	f.Add("{2}{3}")
	f.Add("<</A (x)>>")
	f.Fuzz(func(t *testing.T, text string) {
		out, ok := exhibit.Renumbered(text, 100, 3)
		if !ok {
			return
		}
		for _, bad := range []string{"(", ")", "%", "obj", "stream", "\n", "trailer"} {
			at := strings.Index(out, bad)
			if at >= 0 && !strings.Contains(out[:at], "/") { // a name may say so
				t.Errorf("%q became %q", text, out)
			}
		}
		if strings.Count(out, "<<") != strings.Count(out, ">>") || strings.Count(out, "[") != strings.Count(out, "]") {
			t.Errorf("%q became %q", text, out)
		}
	})
}

func TestReferencesAreThoseOfTheFile(t *testing.T) {
	for text, want := range map[string]string{
		"<</A {1} /B [{3} -1.5 true] /C <00FF>>>": "<</A 100 0 R /B [102 0 R -1.5 true] /C <00FF>>>",
		"null":                     "null",
		"[{4}]":                    "",
		"[{0}]":                    "",
		"<</A 1":                   "",
		"<</A 1]":                  "",
		"<</A 1>> endobj":          "",
		"1 0 R":                    "",
		"(words)":                  "",
		"<</A <00zz>>>":            "",
		"":                         "",
		"<</A 1e400>>":             "",
		"<</A /B#20C >>":           "<</A /B#20C >>",
		"<</A 1 % x\n>>":           "",
		"<</A --5 >>":              "",
		string([]byte{0x3c, 0x80}): "",
	} {
		got, ok := exhibit.Renumbered(text, 100, 3)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q became %q, %v", text, got, ok)
		}
	}
}
