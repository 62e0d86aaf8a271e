package worker

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// The failures of a worker.
var (
	ErrDied = errors.New("the worker broke down")
	ErrSlow = errors.New("the worker took too long")
)

// Process is a worker at work. Its methods are called one after the other.
type Process struct {
	cmd  *exec.Cmd // nil for one in this process
	to   io.WriteCloser
	from *bufio.Reader
	end  func()

	mu   sync.Mutex
	slow bool // it was ended because it took too long
}

// Job is work that this program does when it is started with that argument.
type Job struct {
	Argument string
	Work     func(in io.Reader, out io.Writer) (status int)
}

// served are the arguments that this program looks for.
var served = map[string]bool{}

// Serve ends this process with what it was started for, if that is a job. It is
// the first thing that main and a test's own main call: a program that does
// not is never started as a worker, since it would do all that it does without
// the argument.
func Serve(jobs ...Job) {
	for _, j := range jobs {
		if len(os.Args) == 2 && os.Args[1] == j.Argument {
			os.Exit(j.Work(os.Stdin, os.Stdout))
		}
		served[j.Argument] = true
	}
}

// Again is the command that starts this program once more.
func Again(argument string) (*exec.Cmd, error) {
	if !served[argument] {
		return nil, ErrDied
	}
	program, err := os.Executable()
	return exec.Command(program, argument), err
}

// Start starts a worker. [Process.Close] must be called.
func Start(cmd *exec.Cmd) (*Process, error) {
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &Process{cmd: cmd, to: in, from: bufio.NewReaderSize(out, 64<<10)}
	p.end = func() { _ = cmd.Process.Kill() } // it may have ended already
	return p, nil
}

// Inside has serve be the worker within this process: without limits, for
// tests of what is made of its answers.
func Inside(serve func(in io.Reader, out io.Writer)) *Process {
	in, to := io.Pipe()
	from, out := io.Pipe()
	go func() {
		serve(in, out)
		_ = in.Close()
		_ = out.Close()
	}()
	p := &Process{to: to, from: bufio.NewReaderSize(from, 64<<10)}
	p.end = func() {
		_ = to.Close()
		_ = from.Close()
	}
	return p
}

// Cmd gives the process; nil for a worker within this one.
func (p *Process) Cmd() *exec.Cmd { return p.cmd }

// Kill ends the worker at once, from any goroutine.
func (p *Process) Kill() { p.end() }

// Close ends the worker and waits for its end. It may be called more than once.
func (p *Process) Close() {
	p.to.Close()
	p.end()
	if p.cmd != nil {
		_ = p.cmd.Wait()
	}
}

// Write sends a message, and waits so long and no longer for the worker to take
// it. It fails as [Process.Read] does.
func (p *Process) Write(ctx context.Context, wait time.Duration, what byte, body []byte) error {
	return p.within(ctx, wait, func() error { return WriteFrame(p.to, what, body) })
}

// Read waits for a message, so long and no longer. It fails with [ErrSlow],
// [ErrDied] or as the context does, and the worker is then ended.
func (p *Process) Read(ctx context.Context, wait time.Duration) (f Frame, err error) {
	err = p.within(ctx, wait, func() (err error) {
		f, err = ReadFrame(p.from)
		return err
	})
	if err != nil {
		return Frame{}, err
	}
	return f, nil
}

// within does something that waits for the worker, which is ended when it takes
// too long.
func (p *Process) within(ctx context.Context, wait time.Duration, do func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	late := time.AfterFunc(wait, func() {
		p.mu.Lock()
		p.slow = true
		p.mu.Unlock()
		p.end()
	})
	stop := context.AfterFunc(ctx, p.end)
	err := do()
	late.Stop()
	stop()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	p.end()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.slow {
		return ErrSlow
	}
	return ErrDied
}

// Listen reads what is asked of a worker, also while it is at work. When the
// asking ends, nobody waits for an answer any more, and ended is called.
func Listen(in io.Reader, ended func()) <-chan Frame {
	asked := make(chan Frame)
	go func() {
		defer close(asked)
		r := bufio.NewReaderSize(in, 64<<10)
		for {
			f, err := ReadFrame(r)
			if err != nil {
				ended()
				return
			}
			asked <- f
		}
	}()
	return asked
}

// Bound has Go keep to so much memory, on every system, and ends this process
// when it does not.
func Bound(memory int64) {
	debug.SetMemoryLimit(memory)
	total := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	go func() {
		for {
			time.Sleep(20 * time.Millisecond)
			metrics.Read(total)
			if used := total[0].Value.Uint64() - total[1].Value.Uint64(); used > uint64(memory)+uint64(memory)/4 {
				os.Exit(3)
			}
		}
	}()
}
