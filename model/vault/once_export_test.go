package vault

// Misremember makes a secret of [Once] forget the passphrase and keep what was
// stretched from it.
func Misremember(s Secret) { s.(*once).passphrase = "another" }
