// Package vaulttest gives tests a key that costs nothing to try.
//
// Its one job is that a test which makes a file need not wait for the
// stretching of a passphrase. Rule: only tests import it.
package vaulttest

import "guvoh/model/vault"

// Passphrase opens every file that tests make. It would do in earnest, so that
// nothing which judges passphrases need look away for tests.
const Passphrase = vault.Passphrase("lantern copper elbow violin harbour")

// Cheap makes a guess cost next to nothing.
var Cheap = vault.Cost{Time: 1, Memory: 64, Threads: 1}
