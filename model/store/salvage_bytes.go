package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"

	"guvoh/model/store/btree"
)

// piece is a chunk of an attachment that can be found.
type piece struct {
	seq  int64
	cell btree.Cell
}

// keepBytes writes every attachment that is there to the last byte.
func (w *salvager) keepBytes(t *Tx) error {
	pieces := map[int64][]piece{}
	chunks := w.relics["chunk"]
	for _, c := range chunks.cells {
		if cols, err := w.row(btree.Table, c, false); err == nil && len(cols) == 3 {
			n, _ := cols[0].Value.(int64)
			seq, _ := cols[1].Value.(int64)
			pieces[n] = append(pieces[n], piece{seq, c})
		}
	}
	w.sumOf(0)
	all := maps.Clone(w.sums)
	for n := range pieces {
		all[n] = w.sums[n]
	}
	kept := map[string]bool{}
	for _, n := range slices.Sorted(maps.Keys(all)) {
		slices.SortFunc(pieces[n], func(a, b piece) int { return cmp.Compare(a.seq, b.seq) })
		sum, size, whole := w.sum(pieces[n])
		if err := t.ctx.Err(); err != nil {
			return err
		}
		// Without the sum it came with, it is whole if some evidence names it.
		if want := all[n]; !whole || want != "" && want != sum || want == "" && len(w.evidenceOf(sum)) == 0 {
			w.loseBytes(n)
			continue
		}
		if kept[sum] {
			continue
		}
		kept[sum] = true
		if err := w.keepAttachment(t, n, sum, size, pieces[n]); err != nil {
			return err
		}
	}
	return nil
}

// sum reads the pieces of an attachment; whole is false when one is missing or
// cannot be read.
func (w *salvager) sum(ps []piece) (sum string, size int64, whole bool) {
	h := sha256.New()
	for i, p := range ps {
		w.step()
		row, ok := w.read(w.relics["chunk"], p.cell)
		if !ok || p.seq != int64(i) {
			return "", 0, false
		}
		h.Write(row.bytes("bytes"))
		size += int64(len(row.bytes("bytes")))
	}
	return hex.EncodeToString(h.Sum(nil)), size, len(ps) > 0
}

func (w *salvager) keepAttachment(t *Tx, n int64, sum string, size int64, ps []piece) error {
	digest, err := hex.DecodeString(sum)
	if err != nil {
		return err
	}
	if _, err := t.exec("INSERT INTO attachment(n, sha256, size) VALUES(?, ?, ?)", n, digest, size); err != nil {
		return err
	}
	for _, p := range ps {
		w.step()
		row, _ := w.read(w.relics["chunk"], p.cell) // it was read a moment ago, and is proved by the check at the end
		if _, err := t.exec("INSERT INTO chunk(attachment, seq, bytes) VALUES(?, ?, ?)", n, p.seq, row.bytes("bytes")); err != nil {
			return err
		}
	}
	return nil
}

func (w *salvager) loseBytes(n int64) {
	for _, f := range w.tellBytes(n) {
		w.lose(Loss{What: LostAttachment, Record: f.Record, Detail: f.Detail})
	}
}

// tellMissingBytes lists the evidence whose bytes are missing in the new file,
// where nothing else was left of them.
func (w *salvager) tellMissingBytes() {
	for _, f := range w.report.Saved.Findings {
		told := slices.ContainsFunc(w.report.Lost, func(l Loss) bool { return l.What == LostAttachment && l.Detail == f.Detail })
		if f.Trouble == LostBytes && !told {
			w.lose(Loss{What: LostAttachment, Record: f.Record, Detail: f.Detail})
		}
	}
}
