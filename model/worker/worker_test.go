package worker_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"guvoh/model/worker"
)

// hungry is a worker that takes memory without end.
var hungry = worker.Job{Argument: "hungry", Work: func(io.Reader, io.Writer) int {
	worker.Bound(64 << 20)
	var all [][]byte
	for len(all) < 4000 {
		all = append(all, bytes.Repeat([]byte{1}, 1<<20))
	}
	return len(all) % 2 // never: it was ended long before
}}

// echo is a worker that says what it hears.
var echo = worker.Job{Argument: "echo", Work: func(in io.Reader, out io.Writer) int {
	for f := range worker.Listen(in, func() { os.Exit(0) }) {
		if worker.WriteFrame(out, f.What, f.Body) != nil {
			return 1
		}
	}
	return 0
}}

// calm is a worker that says how many processors it uses, and its priority.
var calm = worker.Job{Argument: "calm", Work: func(_ io.Reader, out io.Writer) int {
	worker.Calm()
	threads := make(chan int)
	go func() { // on a thread that comes later
		runtime.LockOSThread()
		threads <- niceness()
	}()
	body := worker.PutInt(worker.PutInt(nil, int64(runtime.GOMAXPROCS(0))), int64(<-threads))
	if worker.WriteFrame(out, 'c', body) != nil {
		return 1
	}
	return 0
}}

func TestMain(m *testing.M) {
	worker.Serve(hungry, echo, calm)
	os.Exit(m.Run())
}

func start(t *testing.T, argument string) *worker.Process {
	t.Helper()
	cmd, err := worker.Again(argument)
	if err != nil {
		t.Fatal(err)
	}
	p, err := worker.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

var ctx = context.Background()

func TestAWorker(t *testing.T) {
	t.Run("answers what it is asked", func(t *testing.T) {
		p := start(t, "echo")
		for _, body := range []string{"", "words", strings.Repeat("x", 1<<20)} {
			done := make(chan error, 1)
			go func() { done <- p.Write(ctx, time.Minute, 'a', []byte(body)) }()
			f, err := p.Read(ctx, time.Minute)
			if err := errors.Join(err, <-done); err != nil || f.What != 'a' || string(f.Body) != body {
				t.Fatalf("%q, %v", f.What, err)
			}
		}
	})
	t.Run("that takes too much memory is ended", func(t *testing.T) {
		p := start(t, "hungry")
		if _, err := p.Read(ctx, time.Minute); !errors.Is(err, worker.ErrDied) {
			t.Errorf("%v", err)
		}
		p.Close()
		if got := p.Cmd().ProcessState.ExitCode(); got != 3 {
			t.Errorf("it ended with %d", got)
		}
	})
	t.Run("that says nothing is ended", func(t *testing.T) {
		p := start(t, "echo")
		if _, err := p.Read(ctx, 50*time.Millisecond); !errors.Is(err, worker.ErrSlow) {
			t.Errorf("%v", err)
		}
	})
	t.Run("that hears nothing is ended", func(t *testing.T) {
		if _, err := exec.LookPath("sleep"); err != nil {
			t.Skip("no program here that hears nothing")
		}
		p, err := worker.Start(exec.Command("sleep", "60"))
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		if err := p.Write(ctx, 50*time.Millisecond, 'a', make([]byte, 1<<20)); !errors.Is(err, worker.ErrSlow) {
			t.Errorf("%v", err)
		}
	})
	t.Run("nobody waits for is ended", func(t *testing.T) {
		c, cancel := context.WithCancel(ctx)
		p := start(t, "echo")
		time.AfterFunc(20*time.Millisecond, cancel)
		if _, err := p.Read(c, time.Minute); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
	t.Run("that is calm leaves the machine to others", func(t *testing.T) {
		f, err := start(t, "calm").Read(ctx, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		said := worker.NewFields(f.Body)
		if processors, nice := said.Int(), said.Int(); processors != 1 || nice != calmest {
			t.Errorf("it uses %d processors with the priority %d", processors, nice)
		}
	})
	t.Run("is not started by a program that would not be one", func(t *testing.T) {
		if _, err := worker.Again("unknown"); !errors.Is(err, worker.ErrDied) {
			t.Errorf("%v", err)
		}
	})
	t.Run("can be within this process", func(t *testing.T) {
		p := worker.Inside(func(in io.Reader, out io.Writer) {
			f, err := worker.ReadFrame(in)
			if err == nil {
				_ = worker.WriteFrame(out, f.What, f.Body)
			}
		})
		defer p.Close()
		if err := p.Write(ctx, time.Minute, 'b', []byte("x")); err != nil {
			t.Fatal(err)
		}
		if f, err := p.Read(ctx, time.Minute); err != nil || string(f.Body) != "x" {
			t.Errorf("%v %v", f, err)
		}
		if _, err := p.Read(ctx, time.Minute); !errors.Is(err, worker.ErrDied) {
			t.Errorf("%v", err)
		}
	})
}

func TestFields(t *testing.T) {
	body := worker.PutBytes(worker.PutBytes(worker.PutInt(nil, -7), "words"), []byte{1, 2})
	f := worker.NewFields(body)
	if n, s, b := f.Int(), f.Bytes(10), f.Exactly(2); n != -7 || string(s) != "words" || b[1] != 2 || !f.Whole() {
		t.Errorf("%d %q %v", n, s, b)
	}
	for name, take := range map[string]func(f *worker.Fields){
		"bytes over the bound":     func(f *worker.Fields) { f.Int(); f.Bytes(3) },
		"more than is there":       func(f *worker.Fields) { f.Int(); f.Bytes(9); f.Bytes(9); f.Int() },
		"fewer than there must be": func(f *worker.Fields) { f.Int(); f.Exactly(9) },
		"less than all":            func(f *worker.Fields) { f.Int() },
	} {
		f := worker.NewFields(body)
		if take(f); f.Whole() {
			t.Errorf("%s is taken for whole", name)
		}
	}
	if f := worker.NewFields(body); len(f.Rest()) != len(body) || !f.Whole() {
		t.Error("the rest is not all that is left")
	}
}

func FuzzReadFrame(f *testing.F) {
	f.Add([]byte{'a', 0, 0, 0, 2, 'x', 'y'})
	f.Add([]byte{'a', 0xff, 0xff, 0xff, 0xff})
	f.Add([]byte{'a', 3, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bytes.NewReader(b)
		for {
			got, err := worker.ReadFrame(r)
			if err != nil {
				return
			}
			if len(got.Body) > len(b) {
				t.Fatalf("%d bytes out of %d", len(got.Body), len(b))
			}
		}
	})
}
