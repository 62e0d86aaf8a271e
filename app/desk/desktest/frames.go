package desktest

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2/canvas"

	"guvoh/model/store"
)

// frame is how long a picture of the window may take, at 60 in a second.
const frame = 16 * time.Millisecond

// Frames measures what stands between a key, a turn of the wheel or a pull and
// the picture that answers it. Of each step it notes, in the time of the
// processor that the window's own thread had (other work on the machine does not
// count, nor what the collector does beside it):
//
//   - what the window did: it heard the step, worked, laid out what changed, and
//     made the pictures that it paints itself, such as figures and lines;
//   - the painting of now and then a step. The test driver paints the whole window
//     by the processor, the real one by OpenGL, and there only words that changed
//     are drawn anew. So this is no part of the frame that is reported, but stands
//     beside it;
//   - what was done away from the window, such as questions to the file.
type Frames struct {
	bench *Bench
	order []string
	steps map[string]*steps
	away  time.Duration // spent on work away from the window since the step began
}

// steps are the times of all steps of one name.
type steps struct{ window, clock, paint, away []time.Duration }

// Measure begins to measure. Until the benchmark is over the goroutine keeps its
// thread.
func (b *Bench) Measure() *Frames {
	runtime.LockOSThread()
	b.TB.Cleanup(runtime.UnlockOSThread)
	f := &Frames{bench: b, steps: map[string]*steps{}}
	b.frames = f
	b.TB.Cleanup(func() { b.frames = nil })
	return f
}

// painted is how many steps of a name one painting is for: that takes long.
const painted = 8

// Do carries a step out and paints the window now and then.
func (f *Frames) Do(name string, step func()) {
	s := f.steps[name]
	if s == nil {
		s = &steps{}
		f.steps[name] = s
		f.order = append(f.order, name)
	}
	f.away = 0
	start, begun := time.Now(), threadTime()
	step()
	took, clock := threadTime()-begun-f.away, time.Since(start)
	pictures := f.pictures()
	start, begun = time.Now(), threadTime()
	for _, make := range pictures {
		make()
	}
	s.window, s.away = append(s.window, took+threadTime()-begun), append(s.away, f.away)
	s.clock = append(s.clock, clock+time.Since(start))
	if len(s.window)%painted != 1 {
		return
	}
	begun = threadTime()
	f.bench.window.Canvas().Capture()
	s.paint = append(s.paint, threadTime()-begun)
}

// pictures are what is called for the pictures that the window paints itself, in
// a window of one pixel to a unit.
func (f *Frames) pictures() (make []func()) {
	for _, r := range Find[*canvas.Raster](f.bench) {
		if r.Visible() && r.Generator != nil {
			make = append(make, func() { r.Generator(int(r.Size().Width), int(r.Size().Height)) })
		}
	}
	return make
}

// work carries out what a screen gives away, and notes how long it took.
func (f *Frames) work(do func()) {
	begun := threadTime()
	do()
	f.away += threadTime() - begun
}

// P95 gives the time of the window below which 95 of 100 steps of a name stay.
func (f *Frames) P95(name string) time.Duration { return at(f.steps[name].window, 95) }

// Report says all that was measured, each step by its name: p50 and p95 of the
// window in milliseconds, p95 as a part of a frame of 16 ms, the same by the
// clock, the painting, and what was done away from the window where there was
// any.
func (f *Frames) Report(b *testing.B) {
	b.ReportMetric(0, "ns/op") // of a round of all steps: it says nothing
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	for _, name := range f.order {
		s := f.steps[name]
		b.ReportMetric(ms(at(s.window, 50)), name+"-p50-ms")
		b.ReportMetric(ms(at(s.window, 95)), name+"-p95-ms")
		b.ReportMetric(float64(at(s.window, 95))/float64(frame), name+"-of-a-frame")
		b.ReportMetric(ms(at(s.clock, 50)), name+"-clock-p50-ms")
		b.ReportMetric(ms(at(s.paint, 50)), name+"-painting-ms")
		if slices.Max(s.away) > 0 {
			b.ReportMetric(ms(at(s.away, 95)), name+"-away-p95-ms")
		}
	}
}

// Against says how many times as long a step takes here as in another
// measurement, by their medians: the ratio of a large thing to a small one.
func (f *Frames) Against(b *testing.B, small *Frames, names ...string) {
	for _, name := range names {
		one := max(at(small.steps[name].window, 50), time.Microsecond)
		b.ReportMetric(float64(at(f.steps[name].window, 50))/float64(one), name+"-times-small")
	}
}

// at gives the time below which so many of a hundred stay.
func at(all []time.Duration, percent int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.SortedFunc(slices.Values(all), cmp.Compare[time.Duration])
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)]
}

// Kept fills the file by make, or takes the file that an earlier run filled so and
// kept under that name in the folder $GUVOH_BENCH_FILES. What is large takes long
// to make.
func (b *Bench) Kept(name string, make func()) {
	b.TB.Helper()
	dir := os.Getenv("GUVOH_BENCH_FILES")
	// What the toolkit knows of a window that nobody paints is forgotten after a
	// minute.
	defer b.Settle()
	if dir == "" {
		make()
		return
	}
	path := filepath.Join(dir, name+".guvoh")
	if _, err := os.Stat(path); err != nil {
		make()
		half := path + ".half"
		b.Must(b.DB.CopyTo(half))
		b.Must(os.Rename(half, path))
		return
	}
	o := b.options()
	b.Must(b.DB.Close())
	var err error
	b.DB, err = store.Open(path, o)
	b.Must(err)
	b.Pane, b.Desk = nil, nil
	b.speak()
}
