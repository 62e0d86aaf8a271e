package pdf

import (
	"fmt"
	"io"
	"slices"
	"time"

	"guvoh/assets/icc"
	"guvoh/export/doc"
	"guvoh/export/pdf/internal/finish"
	"guvoh/export/pdf/internal/typeset"
)

// volume is one of the files of a document.
type volume struct {
	number, of  int
	first, last int // pages
	claim       Level
	because     []Hindrance
	trial       bool // it is only to be measured
}

// volumeOf returns which volume a page is in, counted from 1.
func (j *job) volumeOf(page int) int {
	n, found := slices.BinarySearch(j.cuts, page)
	if found {
		n++
	}
	return max(n, 1)
}

// elsewhere returns the volume of a page when that is not the one of the page
// here, else 0.
func (j *job) elsewhere(page, here int) int {
	if v := j.volumeOf(page); v != j.volumeOf(here) {
		return v
	}
	return 0
}

// inVolume returns the words after the number of a page in another volume. The
// parts of a fax are one pile of paper, where the number is enough.
func (j *job) inVolume(page, here int) string {
	if v := j.elsewhere(page, here); v > 0 && !j.limit.Parts {
		return ", " + fmt.Sprintf(j.words.InVolume, v)
	}
	return ""
}

// heads sets the running head of each volume.
func (r *printing) heads(p *painter) []*head {
	n := max(len(r.job.cuts), 1)
	heads := make([]*head, n)
	for i := range heads {
		which := ""
		if n > 1 {
			which = r.which(i+1, n)
		}
		heads[i] = p.newHead(which, r.limit.Parts)
	}
	return heads
}

// which says which volume or part of how many.
func (r *printing) which(n, of int) string {
	if r.limit.Parts {
		return counted(r.job.words.PartOf, n, of)
	}
	return counted(r.job.words.VolumeOf, n, of)
}

// cut returns the first pages of the volumes that the limit asks for, or nil
// for one volume. A volume that once had to end at a page does not grow beyond
// it again: what the text says of volumes changes its length, and the cutting
// must come to an end.
func (r *printing) cut() ([]int, error) {
	if r.limit.Pages <= 0 && r.limit.Bytes <= 0 {
		return nil, nil
	}
	var starts []int // pages before which the document may be cut
	for _, l := range r.leaves {
		if _, is := l.block.(*doc.Exhibit); is && !r.limit.Parts {
			starts = append(starts, l.first)
		}
	}
	cuts := []int{1}
	for {
		first := cuts[len(cuts)-1]
		last, err := r.lastFitting(first)
		if err != nil {
			return nil, err
		}
		if last == len(r.drawn) {
			break
		}
		next := last + 1
		if i := sortedBefore(starts, next); i >= 0 && starts[i] > first {
			next = starts[i]
		}
		r.ends[first] = next - 1
		cuts = append(cuts, next)
	}
	if len(cuts) == 1 {
		return nil, nil
	}
	return cuts, nil
}

// sortedBefore returns the index of the last of sorted numbers that is not
// above n, or -1.
func sortedBefore(sorted []int, n int) int {
	i, found := slices.BinarySearch(sorted, n)
	if found {
		return i
	}
	return i - 1
}

// lastFitting returns the last page of the largest volume that begins with a
// page and keeps to the limit.
func (r *printing) lastFitting(first int) (int, error) {
	last := len(r.drawn)
	if end, known := r.ends[first]; known {
		last = min(last, end)
	}
	if r.limit.Pages > 0 {
		last = min(last, first+r.limit.Pages-1)
	}
	if r.limit.Bytes <= 0 {
		return last, nil
	}
	atLeast := int64(0) // what the pages need without anything else
	for n := first; n < last; n++ {
		if atLeast += int64(len(r.drawn[n-1].content)); atLeast > r.limit.Bytes {
			last = n
		}
	}
	low, high := first, last // first may not fit, what is above high does not
	for {
		size, err := r.measure(first, last)
		if err != nil {
			return 0, err
		}
		switch {
		case size <= r.limit.Bytes:
			low = last
		case last == first:
			return 0, &TooLargeError{Page: first, Bytes: size}
		default:
			high = last - 1
		}
		if low == high {
			if low == first && last != first { // not measured yet
				last = first
				continue
			}
			return low, nil
		}
		last = (low + high + 1) / 2
	}
}

// measure returns how many bytes a volume has.
func (r *printing) measure(first, last int) (int64, error) {
	if err := r.opt.Context.Err(); err != nil {
		return 0, err
	}
	v := r.volumeAt(first, last)
	v.number, v.of, v.trial = r.job.volumeOf(first), max(len(r.job.cuts), 1), true
	written, err := r.write(io.Discard, v)
	return written.Bytes, err
}

// volumesAt returns the volumes that begin at pages.
func (r *printing) volumesAt(cuts []int) []*volume {
	if len(cuts) == 0 {
		cuts = []int{1}
	}
	var all []*volume
	for i, first := range cuts {
		last := len(r.drawn)
		if i+1 < len(cuts) {
			last = cuts[i+1] - 1
		}
		v := r.volumeAt(first, last)
		v.number, v.of = i+1, len(cuts)
		all = append(all, v)
	}
	return all
}

// volumeAt returns a volume with what it may claim.
func (r *printing) volumeAt(first, last int) *volume {
	v := &volume{first: first, last: last, claim: A2A}
	for _, l := range r.leaves {
		e, is := l.block.(*doc.Exhibit)
		if !is || len(e.Sheets) == 0 || l.last < first || l.first > last {
			continue
		}
		if r.job.shelf.of(e) == nil {
			continue // a note stands in its place
		}
		verdict := r.verdict(e)
		if verdict.Best != A2A {
			v.because = append(v.because, Hindrance{e, verdict.Faults})
		}
		if verdict.Best == Plain || v.claim == A2A {
			v.claim = verdict.Best
		}
	}
	if r.title() == "" && v.claim == A2A { // who hears it would not know what it is
		v.claim = A2B
	}
	if first == 1 && len(r.opt.Attachments) > 0 {
		v.claim = map[Level]Level{A2A: A3A, A2B: A3B, Plain: Plain}[v.claim]
	}
	if r.opt.NoClaim {
		v.claim, v.because = Plain, nil
	}
	return v
}

// write makes the file of a volume.
func (r *printing) write(w io.Writer, v *volume) (Volume, error) {
	pages := r.pagesOf(v)
	c := newCanvas(r.job.sheet.paperW, r.job.sheet.paperH)
	job := r.finishing(v, pages)
	var err error
	if job.Foreign, err = r.foreign(v, pages); err != nil {
		return Volume{}, err
	}
	for i, book := range r.painter.books {
		used := usedCodes(pages, i)
		if len(used) == 0 {
			continue
		}
		if err := c.addFont(book, used); err != nil {
			return Volume{}, err
		}
		job.Fonts = append(job.Fonts, fontOf(book, used))
	}
	for _, pg := range pages {
		if err := c.page(pg.content, pg.width, pg.height); err != nil {
			return Volume{}, err
		}
	}
	file, err := c.bytes()
	if err != nil {
		return Volume{}, err
	}
	n, err := finish.Write(w, file, job)
	return Volume{First: v.first, Pages: len(pages), Bytes: n, Claim: v.claim, Because: v.because}, err
}

// pagesOf returns the pages of a volume, with links counted from its first page
// and those left out that lead elsewhere.
func (r *printing) pagesOf(v *volume) []*drawnPage {
	var pages []*drawnPage
	for _, pg := range r.drawn[v.first-1 : v.last] {
		own := *pg
		own.links = nil
		for _, l := range pg.links {
			if l.Page > 0 {
				if l.Page < v.first || l.Page > v.last {
					continue
				}
				l.Page -= v.first - 1
			}
			own.links = append(own.links, l)
		}
		pages = append(pages, &own)
	}
	return pages
}

// usedCodes returns the codes of a face that pages use, in order.
func usedCodes(pages []*drawnPage, face int) []int {
	seen := map[int]bool{}
	var used []int
	for _, pg := range pages {
		if face >= len(pg.codes) {
			continue
		}
		for _, code := range pg.codes[face] {
			if !seen[code] {
				seen[code] = true
				used = append(used, code)
			}
		}
	}
	slices.Sort(used)
	return used
}

// finishing gathers what the finishing step adds to a volume.
func (r *printing) finishing(v *volume, pages []*drawnPage) *finish.Job {
	p := r.painter
	j := &finish.Job{
		Info: r.info(v), Claim: r.claim(v), Lang: r.job.lang, First: v.first, Profile: icc.SRGB,
		Outline: p.outline(v.first, v.last), Forms: r.forms, Root: r.job.grow(r.root, pages),
	}
	there := map[int]bool{} // pictures
	for _, pg := range pages {
		links := []finish.Link{}
		for _, l := range pg.links {
			links = append(links, l.Link)
		}
		j.Links = append(j.Links, links)
		for _, n := range pg.pictures {
			if there[n] {
				continue
			}
			there[n] = true
			picture := p.pictures[n]
			j.Images = append(j.Images, finish.Image{Name: pictureName(n), Dict: picture.Dict(), Write: func(w io.Writer) error {
				if v.trial {
					return blank(w, picture.Size)
				}
				return picture.Write(r.opt.Context, w)
			}})
		}
	}
	for _, a := range r.opt.Attachments {
		if v.first == 1 {
			j.Attachments = append(j.Attachments, finish.Attachment{
				Name: a.Name, MediaType: a.MediaType, Description: a.Description, Relationship: string(a.Relationship), SHA256: a.SHA256, Open: a.Open,
			})
		}
	}
	j.Step = func(int) error {
		if !v.trial {
			r.progress(r.written, len(p.pictures)+1, whole)
			r.written++
		}
		return r.opt.Context.Err()
	}
	return j
}

// title returns what the file is called in a window.
func (r *printing) title() string {
	d := r.job.doc
	title := typeset.CleanLine(d.Title)
	if title == "" && d.Cover != nil {
		title = typeset.CleanLine(d.Cover.Title)
	}
	return title
}

// info is what the file says of itself.
func (r *printing) info(v *volume) finish.Info {
	d := r.job.doc
	i := finish.Info{
		Title: r.title(), Author: typeset.CleanLine(d.Author), Subject: typeset.CleanLine(d.Subject),
		Producer: r.opt.Producer, Date: d.Date,
	}
	if v.of > 1 {
		i.Title = joinedBy(", ", i.Title, r.which(v.number, v.of))
	}
	if r.opt.Neutral {
		const nobody = "PDF"
		i.Author, i.Producer = "", nobody
		if !d.Date.IsZero() { // the month is enough, and the place of the clock is none
			i.Date = time.Date(d.Date.Year(), d.Date.Month(), 1, 0, 0, 0, 0, time.UTC)
		}
	}
	return i
}

// claim is what the file says it keeps to.
func (r *printing) claim(v *volume) finish.Claim {
	c := map[Level]finish.Claim{
		A2A: {Part: 2, Level: "A", Accessible: true}, A2B: {Part: 2, Level: "B"},
		A3A: {Part: 3, Level: "A", Accessible: true}, A3B: {Part: 3, Level: "B"},
	}[v.claim]
	if r.opt.part > 0 {
		c.Part, c.Level = r.opt.part, "B"
	}
	return c
}
