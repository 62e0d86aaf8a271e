package exchange

import (
	"errors"
	"io/fs"
	"syscall"

	"guvoh/app/tr"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
)

// WhyNot says in a sentence why a colleague's file could not be taken in, or
// why nothing was merged; false for a failure of another kind.
func WhyNot(say *tr.Printer, err error) (sentence string, ok bool) {
	var not *KeepError
	if errors.As(err, &not) {
		return say.T("guest.not_kept", tr.V{"Why": notKept(say, not.Err)}), true
	}
	var of *GuestError
	if !errors.As(err, &of) {
		return "", false
	}
	data := tr.V{"File": of.Path}
	var refused *foreign.Refused
	if errors.As(of.Err, &refused) {
		data["Why"] = say.T("guest.refused." + string(refused.Reason))
		return say.T("guest.refused", data), true
	}
	for _, w := range []struct {
		err error
		key string
	}{
		{ErrItself, "guest.itself"},
		{store.ErrWrongKey, "guest.wrong_key"},
		{store.ErrWiped, "guest.wrong_key"}, // of the copy that is read
		{store.ErrUnclosed, "guest.unclosed"},
		{store.ErrFull, "guest.no_room"},
		{fs.ErrNotExist, "guest.no_file"},
		{fs.ErrPermission, "guest.no_reading"},
	} {
		if errors.Is(of.Err, w.err) {
			return say.T(w.key, data), true
		}
	}
	if errors.Is(of.Err, ErrNoFile) {
		data["Why"] = say.T("guest.refused.not_file")
		return say.T("guest.refused", data), true
	}
	data["Detail"] = of.Err.Error()
	return say.T("guest.other", data), true
}

func notKept(say *tr.Printer, err error) string {
	switch {
	case errors.Is(err, store.ErrFull):
		return say.T("guest.kept.full")
	case errors.Is(err, store.ErrReadOnly), errors.Is(err, syscall.EROFS):
		return say.T("guest.kept.read_only")
	}
	return say.T("guest.kept.other", tr.V{"Detail": bare(err).Error()})
}
