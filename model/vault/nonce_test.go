package vault_test

import (
	"path/filepath"
	"testing"

	"guvoh/model/vault"
	"guvoh/model/vault/internal/tape"
)

// Every unit that reaches the disk ends with its nonce. Under one key none may
// come twice.
func TestNoNonceIsUsedTwice(t *testing.T) {
	for _, m := range modes {
		t.Run(m.name, func(t *testing.T) {
			rec := record(t, m, 30)
			names, units := map[int]string{}, 0
			seen := map[string]bool{}
			for _, o := range rec.ops {
				if o.What == tape.Open {
					names[o.File] = filepath.Ext(o.Name)
				}
				if o.What != tape.Write || len(o.Data) == vault.CopySize {
					continue
				}
				for _, unit := range unitsOf(names[o.File], o.Data) {
					nonce := string(unit[len(unit)-24:])
					if seen[nonce] {
						t.Fatalf("a nonce of %q comes again after %d units", names[o.File], units)
					}
					seen[nonce] = true
					units++
				}
			}
			if units < 500 {
				t.Errorf("only %d units", units)
			}
		})
	}
}

// unitsOf takes what was written apart. A journal is written some sectors at a
// time, with room behind them.
func unitsOf(ext string, data []byte) (units [][]byte) {
	if ext != ".guvoh-journal" {
		return [][]byte{data}
	}
	const sector = 512 + vault.SealSize
	for ; len(data) >= sector; data = data[sector:] {
		if unit := data[:sector]; string(unit) != string(make([]byte, sector)) {
			units = append(units, unit)
		}
	}
	return units
}
