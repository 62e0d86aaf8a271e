package gate_test

import (
	"errors"
	"testing"

	"guvoh/app/gate"
	"guvoh/app/ui/activity"
	"guvoh/model/slip39"
)

// Whoever copies words by hand gives no sign for minutes.
func TestWhileWordsAreShown(t *testing.T) {
	signs := 0
	activity.On(func() { signs++ })
	t.Cleanup(func() { activity.On(nil) })
	// quiet tells how often somebody was there while the clock ran so often.
	quiet := func(b *bench, times int) int {
		signs = 0
		for range times {
			b.run.Pass()
		}
		return signs
	}
	split := func(need, of int) ([]string, error) { return slip39.Split([]byte("0123456789abcdef"), need, of, nil) }
	t.Run("of a sheet the window does not lock, for ten minutes and no longer", func(t *testing.T) {
		b := newBench(t)
		b.show(gate.NewRecovery(gate.RecoverySpec{
			Words: b.words, Runner: b.run, Keep: func() error { return nil }, Draw: func() ([]string, error) { s, err := split(1, 1); return s[:1], err }, Done: func() {},
		}).Object())
		b.run.Pass()
		if n := quiet(b, 3); n != 0 {
			t.Errorf("%d signs before any word is shown", n)
		}
		b.press("recovery.make")
		b.run.Pass()
		if n := quiet(b, 3); n != 3 {
			t.Errorf("%d signs in three times", n)
		}
		if n := quiet(b, 100); n > 30 {
			t.Errorf("%d signs: it never ends", n)
		}
	})
	t.Run("of a share the window does not lock, and once they are gone it does", func(t *testing.T) {
		b := newBench(t)
		b.show(gate.NewShares(gate.SharesSpec{Words: b.words, Runner: b.run, Split: split, Done: func() {}}).Object())
		b.press("shares.make")
		b.run.Pass()
		if n := quiet(b, 3); n != 3 {
			t.Errorf("%d signs in three times", n)
		}
		b.press("shares.next")
		b.run.Pass()
		if n := quiet(b, 3); n != 3 {
			t.Errorf("%d signs at the second", n)
		}
		b.press("shares.drop")
		b.run.Pass()
		if n := quiet(b, 3); n != 0 {
			t.Errorf("%d signs after it was left", n)
		}
	})
}

func TestAPaneThatIsTakenAway(t *testing.T) {
	signs := 0
	activity.On(func() { signs++ })
	t.Cleanup(func() { activity.On(nil) })
	b := newBench(t)
	done := 0
	sheet := gate.NewRecovery(gate.RecoverySpec{
		Words: b.words, Runner: b.run, Done: func() { done++ },
		Keep: func() error { return nil }, Draw: func() ([]string, error) { return []string{"academic", "acid"}, nil },
	})
	b.show(sheet.Object())
	b.press("recovery.make")
	b.run.Pass()
	sheet.Leave()
	signs = 0
	b.run.Pass()
	b.run.Pass()
	if signs != 0 || done != 0 {
		t.Errorf("%d signs of somebody, done %d times", signs, done)
	}
}

func TestSharesThatCannotBeKept(t *testing.T) {
	b := newBench(t)
	tries := 0
	b.show(gate.NewShares(gate.SharesSpec{
		Words: b.words, Runner: b.run, Done: func() {},
		Split: func(need, of int) ([]string, error) { return slip39.Split([]byte("0123456789abcdef"), need, of, nil) },
		Keep: func(keepers []string) error {
			if tries++; tries == 1 {
				return errors.New("full")
			}
			if len(keepers) != 3 {
				t.Errorf("%d keepers", len(keepers))
			}
			return nil
		},
	}).Object())
	b.press("shares.make")
	b.press("shares.next")
	b.press("shares.next")
	b.press("shares.last")
	if !b.says("Something went wrong") {
		t.Error("nothing was said")
	}
	b.press("shares.last")
	if tries != 2 || !b.says(b.words.T("shares.rehearse_text")) {
		t.Errorf("tried %d times", tries)
	}
}
