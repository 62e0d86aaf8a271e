package team

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"guvoh/model"
)

// change makes the next epoch with a circle that fn has changed.
func (t *Team) change(ctx context.Context, fn func(*pass, *circle) error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.keep.Standing != In {
		return ErrNotIn
	}
	p, err := t.begin(ctx, nil)
	if err != nil {
		return plain(err)
	}
	defer p.close()
	for _, read := range []func() error{p.readCards, p.readEpochs, p.readStates} {
		if err := read(); err != nil {
			return plain(err)
		}
	}
	want := t.keep.wanted(p.leavers())
	if !want.has(t.keep.ID) {
		return ErrNotIn
	}
	if err := fn(p, &want); err != nil {
		return plain(err)
	}
	return plain(p.proclaim(want))
}

// Admit lets somebody in who waits, after a person has compared the fingerprint.
// name is who that is, as the person who compared knows.
func (t *Team) Admit(ctx context.Context, id, name string) error {
	name = strings.TrimSpace(model.CleanText(name))
	for len(name) > longestName {
		r := []rune(name)
		name = string(r[:len(r)-1])
	}
	return t.change(ctx, func(p *pass, c *circle) error {
		x, ok := p.cards[id]
		if !ok || !p.admissible(id) {
			return ErrNotWaits
		}
		x.Name, x.By = name, t.keep.ID
		c.members = append(c.members, x)
		return nil
	})
}

// Accept believes the member who let this device in, after a person has
// compared the fingerprint of that member. Until then nothing of the file goes
// into the folder: anybody who can write there can let somebody into a team of
// their own.
func (t *Team) Accept(ctx context.Context, id string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.keep.Standing == In {
		return nil
	}
	p, err := t.begin(ctx, nil)
	if err != nil {
		return plain(err)
	}
	defer p.close()
	if err := p.readEpochs(); err != nil {
		return plain(err)
	}
	by := t.invitations(id)
	if len(by) == 0 {
		return ErrNotWaits
	}
	slices.SortFunc(by, func(a, b *opened) int { return slices.Compare(a.id[:], b.id[:]) })
	for _, o := range by {
		t.keep.believe(o)
		delete(t.pending, o.id)
	}
	t.keep.Standing = In
	p.judgeAll()
	return t.save()
}

// Remove shuts a member out of everything that is written from now on. What
// came before, they have, and can read for ever. What they wrote so far is read
// first; what they write after is not.
func (t *Team) Remove(ctx context.Context, id string) error {
	if _, err := t.Sync(ctx, nil); err != nil {
		return err
	}
	return t.change(ctx, func(_ *pass, c *circle) error {
		if id == t.keep.ID {
			return ErrOneself
		}
		i := slices.IndexFunc(c.members, func(p person) bool { return p.ID == id })
		if i < 0 {
			return ErrNotMember
		}
		c.members = slices.Delete(c.members, i, i+1)
		c.gone = append(c.gone, gone{ID: id})
		return nil
	})
}

// Leave leaves the team: what the folder lacks is written first, then the others
// are told, and shut this device out at their next pass. What is in the file
// stays in it. It fails with [ErrFolder], and then nothing has changed: see
// [Team.Forget].
func (t *Team) Leave(ctx context.Context) error {
	_, err := t.Sync(ctx, nil)
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	p, err := t.begin(ctx, nil)
	if err != nil {
		return plain(err)
	}
	defer p.close()
	if t.keep.Standing == In {
		ours, err := t.db.Streams(ctx)
		if err != nil {
			return err
		}
		if err := p.writeState(ours, true); err != nil {
			return plain(err)
		}
	} else { // nobody has read anything below its name
		err := p.root.Remove(path.Join(top, t.keep.ID, memberFile))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return plain(p.classify(err))
		}
		_ = p.root.Remove(path.Join(top, t.keep.ID)) // when it is empty
	}
	return t.forget()
}

// Forget leaves the team without telling anybody: the folder is lost. The others
// go on sealing for this device until one of them removes it.
func (t *Team) Forget() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.forget()
}

func (t *Team) forget() error {
	for _, what := range []string{"team", "team memory"} {
		name, err := settingOf(t.db, what)
		if err != nil {
			return err
		}
		if err := t.db.SetSetting(name, ""); err != nil {
			return err
		}
	}
	t.keep.Standing, t.keep.Identity, t.keep.Keys = Left, "", nil
	t.status = Status{At: time.Time{}, Standing: Left}
	t.show()
	return nil
}
