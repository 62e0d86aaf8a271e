package team

import (
	"bytes"
	"slices"
)

// circle is who is in the team, and who is no more.
type circle struct {
	members []person
	gone    []gone
}

// wanted adds up what every epoch that is believed says, and who has left: who
// is in one of the newest, without who is gone by any. Somebody who was let in
// by a member who was being removed elsewhere at that time is asked for again:
// the removed must not come back through another door.
func (k *keep) wanted(leavers []string) circle {
	out := k.gone()
	for _, id := range leavers {
		if _, known := out[id]; !known {
			out[id] = true
		}
	}
	var c circle
	for id, left := range out {
		c.gone = append(c.gone, gone{id, left})
	}
	slices.SortFunc(c.gone, func(a, b gone) int { return bytes.Compare([]byte(a.ID), []byte(b.ID)) })
	newest := k.newest()
	for id, p := range k.People {
		_, shut := out[id]
		if shut || !slices.ContainsFunc(newest, func(e epoch) bool { return e.has(id) }) {
			continue
		}
		left, byGone := out[p.By]
		vouched := slices.ContainsFunc(newest, func(e epoch) bool { return e.has(id) && (e.lacks(p.By) || !byGone) })
		if byGone && !left && !vouched {
			continue
		}
		c.members = append(c.members, p)
	}
	slices.SortFunc(c.members, func(a, b person) int { return bytes.Compare([]byte(a.ID), []byte(b.ID)) })
	return c
}

// is reports whether an epoch has this circle.
func (c circle) is(e epoch) bool {
	if len(c.members) != len(e.Members) {
		return false
	}
	for _, p := range c.members {
		if !e.has(p.ID) {
			return false
		}
	}
	for _, g := range c.gone {
		if !e.lacks(g.ID) {
			return false
		}
	}
	return true
}

// has reports whether somebody is in the circle.
func (c circle) has(id string) bool {
	return slices.ContainsFunc(c.members, func(p person) bool { return p.ID == id })
}
