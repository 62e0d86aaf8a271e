package store

import "guvoh/model/journal"

// keepOut puts one entry of a proved run into quarantine whose record is here as
// one of another kind. Its commitment stays, so that the rest of its session is
// whole, and it comes once the other is gone.
func (w *streaming) keepOut(l journal.Link, hash [32]byte) error {
	return w.quarantine(journal.Run{First: l.Seq, Last: l.Seq, Hash: hash}, &distrust{OtherKind, l.Seq})
}

// letIn forgets that an entry was kept out.
func (w *streaming) letIn(seq uint64) error {
	_, err := w.exec("DELETE FROM quarantine WHERE stream = ? AND seq = ? AND reason = ? AND taken IS NULL",
		w.theirs.ID[:], int64(seq), string(OtherKind))
	return err
}
