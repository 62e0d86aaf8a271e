// Package seal locks a finished PDF with a passphrase: AES with 256 bits,
// revision 6 of the standard security handler (ISO 32000-2, 7.6.4).
//
// Its one job is a copy that can travel by a road that is not safe. Rules: only
// what this program made itself is sealed; a sealed copy is never for filing,
// since no court takes one and PDF/A forbids it; the passphrase opens
// everything, and there is no second one. A sealed copy differs each time: its
// key is drawn anew.
package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"golang.org/x/text/unicode/norm"
)

// Errors of a wrong passphrase, for the sentences a person reads.
var (
	ErrEmpty = errors.New("seal: an empty passphrase seals nothing")
	ErrLong  = errors.New("seal: longer than the 127 bytes that the format keeps of a passphrase")
)

// longest is what the format keeps of a passphrase, in bytes of UTF-8; the rest
// would be cut off in silence.
const longest = 127

var config = sync.OnceValue(func() *model.Configuration {
	api.DisableConfigDir()
	c := model.NewDefaultConfiguration()
	c.Offline, c.ValidateLinks = true, false
	return c
})

// Write seals a PDF of ours. The passphrase is brought to the form NFKC, as the
// format asks with SASLprep, so that it opens from any keyboard. The whole file
// is held in memory.
func Write(w io.Writer, pdf []byte, passphrase string) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("seal: the file cannot be sealed (%T)", v)
		}
	}()
	key := norm.NFKC.String(passphrase)
	switch {
	case key == "":
		return ErrEmpty
	case len(key) > longest:
		return ErrLong
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-1.7\n")) {
		return errors.New("seal: not a file of this program")
	}
	// The library chooses the revision by the version of the format: 5, which
	// is withdrawn, up to 1.7, and 6 from 2.0 on.
	newer := bytes.Clone(pdf)
	copy(newer, "%PDF-2.0")
	c := *config()
	c.UserPW, c.OwnerPW = key, key
	c.EncryptUsingAES, c.EncryptKeyLength = true, 256
	c.Permissions = model.PermissionsAll
	return api.Encrypt(bytes.NewReader(newer), w, &c)
}
