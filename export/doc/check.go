package doc

import "fmt"

// Check returns what is wrong with the references of a document: anchors set
// twice and links that lead nowhere. A renderer prints such a document, with a
// dash for the missing number; a profile's tests should not let it come to that.
func Check(d *Document) []error {
	var faults []error
	set := map[string]bool{}
	d.Walk(func(b Block, _ int) {
		Anchors(b, func(a string) {
			if set[a] {
				faults = append(faults, fmt.Errorf("anchor %q is set twice", a))
			}
			set[a] = true
		})
	})
	var check func(Text)
	check = func(t Text) {
		for _, s := range t {
			if s.Link != "" && !IsWeb(s.Link) && !set[s.Link] {
				faults = append(faults, fmt.Errorf("link to %q leads nowhere", s.Link))
			}
			if s.Note != nil {
				check(s.Note.Text)
			}
		}
	}
	if d.Cover != nil {
		for _, f := range d.Cover.Facts {
			check(f.Value)
		}
		check(d.Cover.Foot)
	}
	d.Walk(func(b Block, _ int) { Texts(b, check) })
	return faults
}
