package timeaxis

// View is what is seen: time from From on, Scale units of the surface to each
// minute, over a width.
type View struct {
	From  float64
	Scale float64
	Width float64
}

// closest is the largest scale: an hour is 120 units wide.
const closest = 2.0

// Step is how much larger or smaller one step of zooming makes things.
const Step = 1.5

// X gives where a minute stands, from the left edge.
func (v View) X(m Minute) float64 { return (float64(m) - v.From) * v.Scale }

// At gives the time at a distance from the left edge.
func (v View) At(x float64) float64 { return v.From + x/v.Scale }

// wide gives a range room to be seen: a day at least, and some white at its ends.
func (r Range) wide() (from, length float64) {
	from, length = float64(r.First), float64(r.Last-r.First)
	if day := float64(Day); length < day {
		from -= (day - length) / 2
		length = day
	}
	return from - length*0.04, length * 1.08
}

// Fit shows all of a range.
func Fit(r Range, width float64) View {
	from, length := r.wide()
	v := View{From: from, Scale: max(width, 1) / length, Width: max(width, 1)}
	if v.Scale > closest {
		v.From -= (v.Width/closest - length) / 2
		v.Scale = closest
	}
	return v
}

// Zoomed makes things by times larger. The time at x stays where it is. Nothing
// becomes smaller than to see all of the range, or larger than hours need.
func (v View) Zoomed(by, x float64, whole Range) View {
	least := Fit(whole, v.Width).Scale
	at := v.At(x)
	v.Scale = min(max(v.Scale*by, least), max(closest, least))
	v.From = at - x/v.Scale
	if v.Scale == least {
		return Fit(whole, v.Width)
	}
	return v.held(whole)
}

// Panned moves what is seen by so many units, as far as there is anything.
func (v View) Panned(dx float64, whole Range) View {
	v.From += dx / v.Scale
	return v.held(whole)
}

// Resized keeps the left edge and the scale at another width; what was seen whole
// is seen whole again.
func (v View) Resized(width float64, whole Range) View {
	if v.Width <= 0 || v == Fit(whole, v.Width) {
		return Fit(whole, width)
	}
	v.Width = max(width, 1)
	v.Scale = max(v.Scale, Fit(whole, width).Scale)
	return v.held(whole)
}

// Showing moves what is seen as little as it takes to see from one minute to
// another; of what is wider than that, its beginning.
func (v View) Showing(first, last Minute, edge float64, whole Range) View {
	x0, x1 := v.X(first), v.X(last)
	switch {
	case x0 < 0:
		return v.Panned(x0-edge, whole)
	case x1 > v.Width:
		return v.Panned(min(x1-v.Width+edge, x0-edge), whole)
	}
	return v
}

// held keeps some of the range in view: never more than half of what is seen
// lies beyond its ends.
func (v View) held(whole Range) View {
	half := v.Width / v.Scale / 2
	v.From = min(max(v.From, float64(whole.First)-half), float64(whole.Last)-half)
	return v
}
