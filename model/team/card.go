package team

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"

	"guvoh/model/pack"
	"guvoh/model/store"
)

// card is the file "member": what a device shows of itself to everybody who
// sees the folder. It holds no name and nothing that leads to one: whoever lets
// somebody in knows who that is, because they compared the fingerprint.
type card struct {
	Format    int    `json:"guvoh_member"`
	Device    []byte `json:"device"`
	Recipient string `json:"recipient"`
	Signature []byte `json:"signature"` // the device's, over "card" | 0 | recipient
}

const (
	cardFormat  = 1
	cardSigned  = "card\x00"
	largestCard = 16 << 10
)

func (d *disk) readCard(id string) (person, error) {
	b, err := d.read(path.Join(top, id, memberFile), largestCard)
	if err != nil {
		return person{}, err
	}
	var c card
	if json.Unmarshal(b, &c) != nil {
		return person{}, pack.ErrBroken
	}
	if c.Format > cardFormat {
		return person{}, pack.ErrNewer
	}
	p := person{ID: id, Device: c.Device, Recipient: c.Recipient}
	if !p.sound() || !store.VerifyForTeam(p.Device, []byte(cardSigned+c.Recipient), c.Signature) {
		return person{}, pack.ErrBroken
	}
	return p, nil
}

// writeCard puts this device's card into the folder where it is not there.
func (t *Team) writeCard(d *disk) error {
	me := t.keep.self()
	if old, err := d.readCard(me.ID); err == nil && bytes.Equal(old.Device, me.Device) {
		return nil
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, pack.ErrBroken) {
		return d.classify(err)
	}
	c := card{Format: cardFormat, Device: me.Device, Recipient: me.Recipient}
	var err error
	if c.Signature, err = t.db.SignForTeam([]byte(cardSigned + me.Recipient)); err != nil {
		return err
	}
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return d.write(path.Join(top, me.ID, memberFile), func(w io.Writer) error {
		_, err := w.Write(append(b, '\n'))
		return err
	})
}
