package store_test

import (
	"crypto/ed25519"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
)

// Each certificate is proved whenever authors are shown, so that nobody may fill
// the file with them: they are kept for devices that wrote something, and a few
// for each.
func TestCertificatesWithoutEnd(t *testing.T) {
	db := newSigned(t)
	f := newForger(t)
	f.write(f.entry(model.NewID(), "person", journal.Op{Field: "description", Value: text("x")}))
	p := f.parcel(t)
	for range 100 {
		_, identity, err := ed25519.GenerateKey(nil)
		must(t, err)
		_, device, err := ed25519.GenerateKey(nil)
		must(t, err)
		p.certs = append(p.certs, journal.Certify(f.key, identity), journal.Certify(device, identity))
	}
	takeIn(t, db, p)
	got, err := db.Certificates(ctx)
	must(t, err)
	if len(got) == 0 || len(got) > 20 {
		t.Errorf("%d certificates are kept", len(got))
	}
}
