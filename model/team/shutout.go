package team

import (
	"path"
	"slices"
	"time"
)

// tellShutOut says when the circle was changed in a way that has no key for this
// device: a member's part of the folder holds an epoch behind the one that is
// believed here, and it was sealed for others. It cannot be proved, since its
// author's signature lies within; but what they write is then not to be waited
// for, so that nothing else is said of it.
func (p *pass) tellShutOut() {
	cur, ok := p.keep.current()
	if !ok {
		return
	}
	out := Problem{Code: Removed}
	for id, part := range p.parts {
		if id == p.keep.ID || !cur.has(id) || !p.readable(id) {
			continue
		}
		for _, name := range part.epochs {
			full := path.Join(top, id, epochDir, name)
			if _, number, _ := parseEpochName(name); number <= cur.Number || !p.notForUs[full] {
				continue
			}
			out.Count++
			i, err := p.root.Lstat(full)
			if err != nil {
				continue
			}
			if since := earlier(i.ModTime(), p.now()); out.Since.IsZero() || since.Before(out.Since) {
				out.Member, out.Path, out.Since = id, full, since
			}
		}
	}
	if out.Since.IsZero() {
		return
	}
	p.status.Problems = append(slices.DeleteFunc(p.status.Problems, func(x Problem) bool { return x.Code == UnknownEpoch }), out)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
