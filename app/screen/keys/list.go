package keys

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/ask"
	"guvoh/app/desk"
	"guvoh/app/keypaper"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// loadKeys lists what opens the file.
func (s *Screen) loadKeys() {
	notes, err := keypaper.Notes(s.d.DB)
	s.d.Fail(err)
	s.list.Objects = nil
	slots := s.d.DB.Keys()
	for _, key := range slots {
		var acts []fyne.CanvasObject
		if onPaper(key) && !s.d.DB.ReadOnly() {
			acts = append(acts, ui.NewButton(s.t("keys.try"), nil, ui.Quiet, func() { s.try(key) }))
		}
		remove := ui.NewButton(s.t("action.remove"), nil, ui.Quiet, func() { s.askRemove(key) })
		if s.d.DB.ReadOnly() || only(slots, key) {
			remove.Disable()
		}
		row := ui.NewActionRow(iconOf(key.Kind), s.nameOf(key), s.about(key, notes[key.ID]), append(acts, remove)...).Boxed()
		s.list.Add(row.Mark(s.marks(key, notes[key.ID])...))
	}
	s.list.Refresh()
}

// onPaper tells keys that lie on paper.
func onPaper(key vault.Slot) bool {
	return key.Kind == vault.KindRecovery || key.Kind == vault.KindShares
}

// only tells the last key that opens this file: it stays, or nobody could.
func only(slots []vault.Slot, key vault.Slot) bool {
	for _, other := range slots {
		if other.ID != key.ID && other.Kind != vault.KindDecoy {
			return false
		}
	}
	return key.Kind != vault.KindDecoy
}

// nameOf says what a key is, and whose.
func (s *Screen) nameOf(key vault.Slot) string {
	kind := s.d.Words.T("keys.kind."+string(key.Kind), tr.V{
		"Need": s.d.Words.Number(key.Threshold), "Of": s.d.Words.Number(key.Shares),
	})
	if key.Label == "" {
		return kind
	}
	return s.d.Words.T("keys.named", tr.V{"Kind": kind, "Label": key.Label})
}

// about says the rest that is known of a key.
func (s *Screen) about(key vault.Slot, n keypaper.Note) string {
	w := s.d.Words
	parts := []string{w.T("keys.added", tr.V{"Date": desk.Day(w, key.Added)})}
	if n.Set != "" {
		parts = append(parts, w.T("keys.set", tr.V{"Set": n.Set}))
	}
	var names []string
	for _, k := range n.Keepers {
		if k != "" {
			names = append(names, k)
		}
	}
	if len(names) > 0 {
		parts = append(parts, w.T("keys.kept_by", tr.V{"Names": strings.Join(names, ", ")}))
	}
	if len(n.Fingerprint) > 0 {
		parts = append(parts, w.T("keys.fingerprint", tr.V{"Digits": strings.Join(n.Fingerprint, " ")}))
	}
	return strings.Join(parts, " · ")
}

// marks say at a glance which key was used, and which paper was never tried.
func (s *Screen) marks(key vault.Slot, n keypaper.Note) []*ui.Badge {
	var out []*ui.Badge
	if key.ID == s.d.Key {
		out = append(out, ui.NewBadge(s.t("keys.used"), ui.Accent))
	}
	switch {
	case onPaper(key) && n.Tried:
		out = append(out, ui.NewBadge(s.t("keys.tried"), ui.Success))
	case onPaper(key):
		out = append(out, ui.NewBadge(s.t("keys.untried"), ui.Warning))
	}
	return out
}

// askRemove asks whether a key shall go, and says what that does not reach.
func (s *Screen) askRemove(key vault.Slot) {
	text := s.t("keys.remove_text")
	switch {
	case key.Kind == vault.KindDecoy:
		text = s.t("keys.remove_decoy")
	case key.ID == s.d.Key:
		text = s.t("keys.remove_used") + "\n\n" + text
	}
	yes := func(f *ask.Form) {
		var err error
		f.Run(func() { err = s.d.DB.ChangeKeys(vault.Remove(key.ID)) }, func() {
			if err != nil {
				f.Say(desk.Sentence(s.d.Words, err))
				return
			}
			f.Close()
			s.d.Host.Toast(s.t("keys.removed"), "", nil)
			s.again()
		})
	}
	f := s.ask(s.d.Words.T("keys.remove_title", tr.V{"Key": s.nameOf(key)}), ui.NewText(text, ui.TextStyle{}), nil, s.t("action.remove"), yes)
	f.Grave()
}

// discard removes the unsealed originals beside the file.
func (s *Screen) discard(originals []string) {
	var err error
	s.d.Host.Busy(desk.Work{
		Title: "seal.discarding", Whole: true,
		Do: func(context.Context, func(done, total int)) {
			for _, o := range originals {
				err = errors.Join(err, store.Discard(o))
			}
		},
		Done: func() {
			if s.d.Fail(err); err == nil {
				s.d.Host.Toast(s.t("seal.discarded"), "", nil)
			}
			s.again()
		},
	})
}
