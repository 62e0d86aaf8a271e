package desk

import (
	"errors"
	"io/fs"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// sentences gives each kind of failure its key: what happened, what is safe,
// what to do next, in one sentence of assets/locale.
var sentences = []struct {
	err error
	key string
}{
	{store.ErrWrongKey, "problem.store.wrong_key"},
	{store.ErrWiped, "problem.store.wiped"},
	{store.ErrUnsealed, "problem.store.unsealed"},
	{store.ErrHostile, "problem.store.hostile"},
	{store.ErrTampered, "problem.store.tampered"},
	{store.ErrNoRoom, "problem.store.no_room"},
	{store.ErrLastKey, "problem.store.last_key"},
	{vault.ErrFolder, "problem.store.folder"},
	{store.ErrNotGuvoh, "problem.store.not_guvoh"},
	{store.ErrDamaged, "problem.store.damaged"},
	{store.ErrNewer, "problem.store.newer"},
	{store.ErrInUse, "problem.store.in_use"},
	{store.ErrUnclosed, "problem.store.unclosed"},
	{store.ErrReadOnly, "problem.store.read_only"},
	{store.ErrFull, "problem.store.full"},
	{store.ErrExists, "problem.store.exists"},
	{store.ErrNotFound, "problem.store.not_found"},
	{store.ErrNoBytes, "problem.store.no_bytes"},
	{store.ErrNothingToPurge, "problem.store.nothing_to_purge"},
	{store.ErrEmpty, "problem.store.empty"},
	{store.ErrTooBig, "problem.store.too_big"},
	{store.ErrPurged, "problem.store.purged"},
	{store.ErrSnapshot, "problem.store.snapshot"},
	{store.ErrTooManySessions, "problem.store.too_many_sessions"},
	{store.ErrNoSnapshot, "problem.store.no_snapshot"},
	{fs.ErrNotExist, "problem.store.no_file"},
	{fs.ErrPermission, "problem.store.no_permission"},
}

// Sentence says a failure to the reader.
func Sentence(w *tr.Printer, err error) string {
	var refused *store.Refused
	if errors.As(err, &refused) {
		p := refused.Problems[0]
		return w.T("problem.refused", tr.V{"Field": w.Field(p.Kind, p.Field), "Why": w.Problem(p)})
	}
	if s, ok := w.DateProblem(err); ok {
		return s
	}
	for _, s := range sentences {
		if errors.Is(err, s.err) {
			return w.T(s.key)
		}
	}
	return w.T("problem.other", tr.V{"Detail": err.Error()})
}

// Fail says a failure in a message; nil says nothing.
func (d *Desk) Fail(err error) {
	if err == nil {
		return
	}
	ui.Message(d.Host.Window().Canvas(), d.Words.T("problem.title"), Sentence(d.Words, err))
}
