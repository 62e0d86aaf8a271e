package vault

import "errors"

// The kinds of failure that a caller can act on.
var (
	ErrNotVault = errors.New("not a Guvoh file")                                               // another kind of file, an empty one, or one whose header was wiped
	ErrPlain    = errors.New("a database that is not sealed")                                  // perhaps one of the first version
	ErrNewer    = errors.New("the file was sealed by a newer version of Guvoh")                // it is left as it is
	ErrDamaged  = errors.New("a part of the file is damaged")                                  // both copies of the header, a page, or its end is missing
	ErrChanged  = errors.New("the header of the file was changed by somebody without its key") //
	ErrGreedy   = errors.New("the file asks for unreasonable work before it opens")            // an attack: no file of ours does
	ErrWrongKey = errors.New("this key does not open the file")                                // a wrong passphrase, other words, somebody else's key
	ErrWiped    = errors.New("the keys of the file were destroyed after too many wrong passphrases")
	ErrOpen     = errors.New("the file is open already, in this program")
	ErrStale    = errors.New("the keys of the file were changed by another program just now") // open it again
	ErrTaken    = errors.New("this key opens the file already")                               // or the harmless one in its place
	ErrForeign  = errors.New("this kind of public key would show whose it is")                // only X25519 and hybrid ones do not
	ErrNoRoom   = errors.New("the file has no room for another key")
	ErrLastKey  = errors.New("the last key of a file cannot be removed") // nobody could open it any more
	ErrNoSlot   = errors.New("there is no such key")
	ErrEmpty    = errors.New("a passphrase cannot be empty, and words stand for 16 or 32 bytes")
	ErrFolder   = errors.New("the harmless file must lie in the same folder")
)
