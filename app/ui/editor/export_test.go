package editor

import (
	"fmt"
	"slices"
)

// CheckRows compares the rows kept up to date edit by edit with rows wrapped
// from scratch, and answers what differs.
func (e *Editor) CheckRows() string {
	total := 0
	for i := range e.b.paras {
		p := e.b.paras[i]
		fresh := paragraph{r: p.r}
		e.b.wrap(&fresh)
		if !slices.Equal(p.rows, fresh.rows) {
			return fmt.Sprintf("paragraph %d has rows %v, from scratch %v", i, p.rows, fresh.rows)
		}
		if e.b.first[i] != total {
			return fmt.Sprintf("paragraph %d starts at row %d, not %d", i, total, e.b.first[i])
		}
		total += len(p.rows)
	}
	if e.b.rows() != total {
		return fmt.Sprintf("there are %d rows, not %d", e.b.rows(), total)
	}
	return ""
}
