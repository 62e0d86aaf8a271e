package recordform

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"

	"guvoh/app/conflict"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// notices are what must be known of fields besides what they hold: that one
// holds several values, or that what it held was removed for good.
type notices struct {
	conflicts map[string]store.Conflict
	purged    map[string]store.Claim
	views     map[string]*conflict.View
}

// readNotices asks what must be known of the record's fields, and tells
// whether that is something new.
func (b *body) readNotices() bool {
	ctx := context.Background()
	found, err := b.f.d.DB.Conflicts(ctx, b.rec.ID)
	b.f.d.Fail(err)
	n := notices{conflicts: map[string]store.Conflict{}, views: map[string]*conflict.View{}}
	for _, c := range found {
		n.conflicts[c.Field] = c
	}
	n.purged, err = b.f.d.DB.Purged(ctx, b.rec.ID)
	b.f.d.Fail(err)
	if reflect.DeepEqual(n.conflicts, b.notices.conflicts) && maps.Equal(said(n.purged), said(b.notices.purged)) {
		return false
	}
	b.notices = n
	return true
}

// said leaves out of what is known of purged values all but the reason.
func said(purged map[string]store.Claim) map[string]model.Value {
	out := map[string]model.Value{}
	for f, c := range purged {
		out[f] = c.Value
	}
	return out
}

// contested tells whether a field, or the note beside it, holds several values
// or held one that was removed: such a field is in view whatever it holds.
func (b *body) contested(f model.Field) bool {
	for _, name := range []string{f.Name, f.Name + "_note"} {
		if _, is := b.notices.conflicts[name]; is {
			return true
		}
		if c, is := b.notices.purged[name]; is && b.alone(c) {
			return true
		}
	}
	return false
}

// showNotices puts what must be known to the fields it is about, and above
// all of them what is about none that is shown.
func (b *body) showNotices() {
	placed := map[string]bool{}
	for name, in := range b.inputs {
		if in.row == nil {
			continue
		}
		var objs []fyne.CanvasObject
		for _, f := range []string{name, name + "_note"} {
			if f != name {
				if note, ok := b.kind.Field(f); !ok || note.NoteOf != name {
					continue
				}
			}
			placed[f] = true
			objs = append(objs, b.noticeOf(f, f != name)...)
		}
		if offer := b.withdrawn(name); offer != nil {
			objs = append(objs, offer)
		}
		if len(objs) > 0 {
			in.row.SetNotice(ui.NewStack(1.2, objs...))
		} else {
			in.row.SetNotice(nil)
		}
		if about := func() { b.about(in.f) }; b.rec.Get(name) != "" || len(objs) > 0 {
			in.row.SetAbout(about)
		} else {
			in.row.SetAbout(nil)
		}
	}
	b.top.Objects = nil
	if len(b.f.o.Only) > 0 && b.depth == 0 {
		return // the form of the whole record says it
	}
	for _, name := range slices.Sorted(maps.Keys(b.notices.conflicts)) {
		if !placed[name] {
			b.top.Objects = append(b.top.Objects, b.noticeOf(name, true)...)
		}
	}
	told := map[journal.OpID]bool{}
	for _, name := range slices.Sorted(maps.Keys(b.notices.purged)) {
		c := b.notices.purged[name]
		switch {
		case !b.alone(c):
			if !told[c.Op] {
				told[c.Op] = true
				b.top.Objects = append(b.top.Objects, ui.NewBanner(ui.Neutral, b.goneSentence("purge.all_gone_because", c)))
			}
		case !placed[name] && b.notices.conflicts[name].Field == "":
			b.top.Objects = append(b.top.Objects, b.noticeOf(name, true)...)
		}
	}
}

// alone tells whether an order to purge was about one field only; one about
// many is said once for the whole record.
func (b *body) alone(c store.Claim) bool {
	n := 0
	for _, other := range b.notices.purged {
		if other.Op == c.Op {
			n++
		}
	}
	return n == 1
}

// noticeOf is what must be known of one field; named where it stands away from it.
func (b *body) noticeOf(field string, named bool) (objs []fyne.CanvasObject) {
	c, contested := b.notices.conflicts[field]
	gone, purged := b.notices.purged[field]
	purged = purged && b.alone(gone)
	if !contested && !purged {
		return nil
	}
	if named {
		objs = append(objs, ui.NewText(conflict.Name(b.f.d, store.Conflict{Kind: b.kind.Name, Field: field}), ui.TextStyle{Bold: true}))
	}
	if contested {
		v := b.notices.views[field]
		if v == nil {
			v = conflict.AtField(b.f.d, c, func() { b.decided(field) })
			b.notices.views[field] = v
		}
		objs = append(objs, v.Object())
	}
	if purged {
		objs = append(objs, ui.NewBanner(ui.Neutral, b.goneSentence("purge.gone_because", gone)))
	}
	return objs
}

// decided gives the keyboard to where a conflict stood: its buttons are gone.
func (b *body) decided(field string) {
	if b.inputs[field] == nil {
		b.focusFirst()
		return
	}
	b.focusField(field)
}

// goneSentence says that what a field held was removed, when, by whom and why.
func (b *body) goneSentence(key string, c store.Claim) string {
	w := b.f.d.Words
	return w.T(key, tr.V{
		"When": moment(w, c.At), "Who": b.f.d.NameOf(c.Author), "Why": c.Value.Text(),
	})
}

// contestedRows tells of which of the rows some field holds several values.
func (l *rowList) contestedRows(rows []model.Record) map[model.ID]int {
	out := map[model.ID]int{}
	if len(rows) == 0 {
		return out
	}
	ids := make([]model.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	found, err := l.b.f.d.DB.Conflicts(context.Background(), ids...)
	l.b.f.d.Fail(err)
	for _, c := range found {
		out[c.Record]++
	}
	return out
}
