package store

import "slices"

// A report that is kept in the file says of each field who wrote it, when, and by
// what. For a record that is new, that is one and the same a dozen times over:
// such a claim is written down once, and a field without one has that of the
// field before.

// thin gives the records without what [thicken] puts back.
func thin(rs []Merged) []Merged {
	out := slices.Clone(rs)
	for i := range out {
		fs := slices.Clone(out[i].Fields)
		for j := len(fs) - 1; j > 0; j-- {
			if sameClaims(fs[j].Came, fs[j-1].Came) {
				fs[j].Came = nil
			}
		}
		out[i].Fields = fs
	}
	return out
}

func thicken(rs []Merged) {
	for i := range rs {
		fs := rs[i].Fields
		for j := 1; j < len(fs); j++ {
			if fs[j].Came == nil {
				fs[j].Came = fs[j-1].Came
			}
		}
	}
}

// sameClaims reports whether a report would keep the same of both.
func sameClaims(a, b []Claim) bool {
	return len(a) == 1 && len(b) == 1 &&
		a[0].Author == b[0].Author && a[0].At.Equal(b[0].At) && a[0].Verb == b[0].Verb && a[0].Gone == b[0].Gone
}
