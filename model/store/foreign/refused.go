package foreign

import (
	"errors"

	"guvoh/model/vault"
)

// Reason says why a file was refused.
type Reason string

// The reasons. Each has a sentence in every language ("guest.refused.<reason>").
const (
	NotFile       Reason = "not_file"       // a folder, a link, a pipe, a device
	TooLarge      Reason = "too_large"      // larger than we take
	NotOurs       Reason = "not_ours"       // another kind of file
	Newer         Reason = "newer"          // made by a newer version of the program
	Damaged       Reason = "damaged"        // pages cannot be read, or do not fit together
	Tampered      Reason = "tampered"       // its keys were changed by somebody who has none
	Greedy        Reason = "greedy"         // it asks for unreasonable work before it opens
	HasTrigger    Reason = "trigger"        // it would run code of its own
	HasView       Reason = "view"           // the same, when it is read
	HasVirtual    Reason = "virtual_table"  // a table that is made by code
	UnknownTable  Reason = "unknown_table"  // a table or an index that no version of ours has
	AlteredSchema Reason = "altered_schema" // one of our tables, made otherwise, or missing
	BigValue      Reason = "big_value"      // a value larger than any of ours
	BadRow        Reason = "bad_row"        // a row that is none of ours
	BrokenChain   Reason = "broken_chain"   // an entry was changed, or taken out, after it was written
	Forged        Reason = "forged"         // a signature is not that of the device or the person it names
	BadAttachment Reason = "bad_attachment" // bytes that do not have their SHA-256
	TooSlow       Reason = "too_slow"       // reading it does not end
	Died          Reason = "died"           // the process that read it broke down
)

// Reasons gives every reason.
var Reasons = []Reason{
	NotFile, TooLarge, NotOurs, Newer, Damaged, Tampered, Greedy, HasTrigger, HasView, HasVirtual, UnknownTable,
	AlteredSchema, BigValue, BadRow, BrokenChain, Forged, BadAttachment, TooSlow, Died,
}

// Refused says that a file was not accepted, and why.
type Refused struct{ Reason Reason }

func (e *Refused) Error() string { return "the file was refused: " + string(e.Reason) }

// refusedBy are the failures of the vault that say something of the file.
var refusedBy = []struct {
	err    error
	reason Reason
}{
	{vault.ErrNotVault, NotOurs},
	{vault.ErrNewer, Newer},
	{vault.ErrDamaged, Damaged},
	{vault.ErrChanged, Tampered},
	{vault.ErrGreedy, Greedy},
}

// refusal turns a failure of the vault into the reason it stands for. A wrong
// key stays what it is.
func refusal(err error) error {
	for _, r := range refusedBy {
		if errors.Is(err, r.err) {
			return &Refused{r.reason}
		}
	}
	return err
}
