package team_test

import (
	"testing"

	"guvoh/model/team"
	"guvoh/model/vault/vaulttest/raced"
)

// A member cannot use up what epochs have room for, so that nobody could ever
// remove them.
func TestAMemberWhoUsesUpTheEpochs(t *testing.T) {
	raced.OneByOne(t)
	for name, use := range map[string]func(b *replica) error{
		"their numbers":   func(b *replica) error { return team.ExhaustEpochs(b.team, 10_000, 0, 0) },
		"their keys":      func(b *replica) error { return team.ExhaustEpochs(b.team, 50, 10_000, 0) },
		"who is gone":     func(b *replica) error { return team.ExhaustEpochs(b.team, 50, 0, 100_000) },
		"the last number": func(b *replica) error { return team.ExhaustEpochs(b.team, 1<<40, 0, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			a, b, c := trio(t)
			if err := use(b); err != nil {
				t.Fatal(err)
			}
			a.sync()
			c.sync()
			if err := a.team.Remove(ctx, b.team.Status().Self.ID); err != nil {
				t.Fatal("they cannot be removed:", err)
			}
			settled(t, a, c)
			if n := len(c.team.Status().Members); n != 2 {
				t.Errorf("there are %d members", n)
			}
		})
	}
}
