package finish

import "io"

// Foreign is drawings out of a file of somebody else, with all that they need.
// Its objects follow on each other and are written in one go, so that nobody
// holds them in memory.
type Foreign struct {
	Count int     // of its objects
	Names []Named // those that pages draw with "/Name Do"
	// Write writes the objects with the numbers from first on, whole. begin is
	// called before the first byte of each.
	Write func(w io.Writer, first int, begin func(number int)) error
}

// Named is an object that pages draw by its name.
type Named struct {
	Name   string
	Object int // which of the objects, counted from 0
}

// addForeign reserves the numbers of foreign objects and names them.
func (f *file) addForeign(j *Job) {
	for i := range j.Foreign {
		first := len(f.objects)
		for range j.Foreign[i].Count {
			f.objects = append(f.objects, &object{elsewhere: true})
		}
		if first < len(f.objects) {
			f.objects[first].foreign = &j.Foreign[i]
		}
		for _, n := range j.Foreign[i].Names {
			f.named(n.Name, first+n.Object)
		}
	}
}

// writeForeign writes the objects of a foreign file and notes where they stand.
func (c *counter) writeForeign(o *Foreign, first int, places []int64) error {
	return o.Write(c, first, func(number int) {
		if number >= first && number < first+o.Count {
			places[number] = c.n
		}
	})
}
