package picture

import "math"

// shrink makes a picture smaller: each new point is a weighted mean of all old
// ones that lie under it (Catmull-Rom). The filters of golang.org/x/image/draw
// do the same, but hold 32 bytes for each point of all rows made narrow: half a
// gigabyte for a scanned page. Here only those rows are held that a new one
// needs.
func shrink(from *rows, width, height int) *pixels {
	across, down := taps(from.width, width), taps(from.height, height)
	n := from.components
	out := &pixels{rows: &rows{width: width, height: height, components: n}, pix: make([]byte, width*height*n)}
	out.read = func(y int, into []byte) { copy(into, out.pix[y*width*n:(y+1)*width*n]) }
	most := 0
	for _, t := range down {
		most = max(most, len(t.weights))
	}
	band, done := make([][]float32, most), 0 // row y stands at y modulo most; those before done are there
	raw, sum := make([]byte, from.width*n), make([]float32, width*n)
	for y, t := range down {
		for ; done < t.from+len(t.weights); done++ {
			from.read(done, raw)
			band[done%most] = narrow(band[done%most], raw, n, across)
		}
		clear(sum)
		for k, weight := range t.weights {
			for i, v := range band[(t.from+k)%most] {
				sum[i] += weight * v
			}
		}
		row := out.pix[y*width*n:]
		for i, v := range sum {
			row[i] = byte(min(max(v+0.5, 0), 255))
		}
	}
	return out
}

// tap says which old points, from one on, a new one is made of.
type tap struct {
	from    int
	weights []float32
}

// taps works out how so many points become fewer.
func taps(from, to int) []tap {
	scale := float64(from) / float64(to)
	reach := 2 * max(scale, 1)
	all := make([]tap, to)
	for i := range all {
		centre := (float64(i) + 0.5) * scale
		first, last := max(int(math.Floor(centre-reach)), 0), min(int(math.Ceil(centre+reach)), from)
		t := tap{from: first, weights: make([]float32, last-first)}
		sum := 0.0
		for k := range t.weights {
			w := catmullRom((float64(first+k) + 0.5 - centre) / max(scale, 1))
			t.weights[k] = float32(w)
			sum += w
		}
		for k := range t.weights {
			t.weights[k] /= float32(sum)
		}
		all[i] = t
	}
	return all
}

func catmullRom(x float64) float64 {
	switch x = math.Abs(x); {
	case x < 1:
		return (1.5*x-2.5)*x*x + 1
	case x < 2:
		return ((-0.5*x+2.5)*x-4)*x + 2
	}
	return 0
}

// narrow makes a row of points narrower, into the room given if it is enough.
func narrow(room []float32, row []byte, components int, across []tap) []float32 {
	if room == nil {
		room = make([]float32, len(across)*components)
	}
	for x, t := range across {
		if components == 1 {
			var sum float32
			for k, w := range t.weights {
				sum += w * float32(row[t.from+k])
			}
			room[x] = sum
			continue
		}
		var r, g, b float32
		from := row[3*t.from : 3*(t.from+len(t.weights))]
		for k, w := range t.weights {
			r += w * float32(from[3*k])
			g += w * float32(from[3*k+1])
			b += w * float32(from[3*k+2])
		}
		room[3*x], room[3*x+1], room[3*x+2] = r, g, b
	}
	return room
}
