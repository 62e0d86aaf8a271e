package store_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"path/filepath"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// cardOwner is an identity that lasts as long as the test.
func cardOwner(t *testing.T, name string) (*vault.Identity, store.Colleague) {
	t.Helper()
	id, err := vault.CreateIdentity(filepath.Join(t.TempDir(), vault.IdentityName), vaulttest.Passphrase, vaulttest.Cheap, true)
	if err != nil {
		t.Fatal(err)
	}
	return id, store.ColleagueOf(id.Card(name))
}

func cardsOf(t *testing.T, db *store.DB) []store.Colleague {
	t.Helper()
	all, err := db.Colleagues(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestColleagues(t *testing.T) {
	path, o := filepath.Join(t.TempDir(), "a.guvoh"), signing(t)
	db, err := store.Create(path, o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { db.Close() }()
	_, dilbar := cardOwner(t, "  Dilbar\tKarimova ")
	n, err := db.AddColleague(t.Context(), dilbar)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("are kept with both keys, and not verified", func(t *testing.T) {
		all := cardsOf(t, db)
		if len(all) != 1 || all[0].N != n || all[0].Name != "Dilbar Karimova" || all[0].Verified != 0 || all[0].Added == 0 || !all[0].Card().Equal(dilbar.Card()) {
			t.Error("the card is another")
		}
	})
	t.Run("are verified by a person, who can take it back", func(t *testing.T) {
		for _, on := range []bool{true, false, true} {
			if err := db.VerifyColleague(t.Context(), n, on); err != nil {
				t.Fatal(err)
			}
			if got := cardsOf(t, db)[0].Verified > 0; got != on {
				t.Errorf("verified: %v, want %v", got, on)
			}
		}
	})
	t.Run("stay when the file is closed", func(t *testing.T) {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if db, err = store.Open(path, o); err != nil {
			t.Fatal(err)
		}
		if all := cardsOf(t, db); len(all) != 1 || all[0].Verified == 0 {
			t.Error("they are gone")
		}
	})
	t.Run("are not kept twice under whatever name", func(t *testing.T) {
		again := dilbar
		again.Name = "Somebody else"
		if at, err := db.AddColleague(t.Context(), again); !errors.Is(err, store.ErrCardKnown) || at != n {
			t.Errorf("number %d, %v", at, err)
		}
		again.Signing = nil // an old card, of which we know more
		if at, err := db.AddColleague(t.Context(), again); !errors.Is(err, store.ErrCardKnown) || at != n {
			t.Errorf("number %d, %v", at, err)
		}
	})
	t.Run("with another key under a known name are a loud matter", func(t *testing.T) {
		_, other := cardOwner(t, "DILBAR  karimova")
		_, err := db.AddColleague(t.Context(), other)
		changed, ok := errors.AsType[*store.ChangedCardError](err)
		if !ok || changed.Known.N != n || changed.Completed {
			t.Fatalf("got %v", err)
		}
		if all := cardsOf(t, db); len(all) != 1 || !all[0].Card().Equal(dilbar.Card()) || all[0].Verified == 0 {
			t.Error("something was changed")
		}
	})
	t.Run("who share one key with a card that is here are one, too", func(t *testing.T) {
		_, other := cardOwner(t, "Farrukh")
		for _, c := range []store.Colleague{
			{Name: "Farrukh", Recipient: dilbar.Recipient, Signing: other.Signing},
			{Name: "Farrukh", Recipient: other.Recipient, Signing: dilbar.Signing},
		} {
			_, err := db.AddColleague(t.Context(), c)
			if changed, ok := errors.AsType[*store.ChangedCardError](err); !ok || changed.Known.N != n || changed.Completed {
				t.Errorf("got %v", err)
			}
		}
	})
	t.Run("with new keys take the place of the old ones, and are to be compared anew", func(t *testing.T) {
		_, other := cardOwner(t, "Dilbar Karimova")
		if err := db.ReplaceColleague(t.Context(), n, other); err != nil {
			t.Fatal(err)
		}
		if all := cardsOf(t, db); len(all) != 1 || all[0].N != n || !all[0].Card().Equal(other.Card()) || all[0].Verified != 0 {
			t.Error("the card is another, or still counts as compared")
		}
	})
	t.Run("do not take the place of one card with the keys of a third", func(t *testing.T) {
		_, third := cardOwner(t, "Aziza")
		at, err := db.AddColleague(t.Context(), third)
		if err != nil {
			t.Fatal(err)
		}
		third.Name = "Dilbar Karimova"
		if err := db.ReplaceColleague(t.Context(), n, third); !errors.Is(err, store.ErrCardKnown) {
			t.Error(err)
		}
		if err := db.RemoveColleague(t.Context(), at); err != nil {
			t.Error(err)
		}
		if all := cardsOf(t, db); len(all) != 1 || all[0].N != n {
			t.Error("another card was removed")
		}
	})
	t.Run("of before there were signatures are completed by a newer card", func(t *testing.T) {
		_, full := cardOwner(t, "Otabek")
		old := full
		old.Signing = nil
		at, err := db.AddColleague(t.Context(), old)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.VerifyColleague(t.Context(), at, true); err != nil {
			t.Fatal(err)
		}
		_, err = db.AddColleague(t.Context(), full)
		if changed, ok := errors.AsType[*store.ChangedCardError](err); !ok || !changed.Completed || changed.Known.N != at {
			t.Fatalf("got %v", err)
		}
		if err := db.ReplaceColleague(t.Context(), at, full); err != nil {
			t.Fatal(err)
		}
		for _, c := range cardsOf(t, db) {
			if c.N == at && (!bytes.Equal(c.Signing, full.Signing) || c.Verified != 0) {
				t.Error("it is not, or counts as compared though its fingerprint is another")
			}
		}
	})
	t.Run("are listed by name", func(t *testing.T) {
		for _, name := range []string{"яна", "Бахтиёр", "aziza", "Zafar"} {
			_, c := cardOwner(t, name)
			if _, err := db.AddColleague(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		var names []string
		for _, c := range cardsOf(t, db) {
			names = append(names, c.Name)
		}
		want := []string{"aziza", "Dilbar Karimova", "Otabek", "Zafar", "Бахтиёр", "яна"}
		if len(names) != len(want) {
			t.Fatal(len(names))
		}
		for i := range want {
			if names[i] != want[i] {
				t.Errorf("place %d", i)
			}
		}
	})
}

func TestCardsThatAreNotKept(t *testing.T) {
	path, o := filepath.Join(t.TempDir(), "a.guvoh"), signing(t)
	db, err := store.Create(path, o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { db.Close() }()
	id, own := cardOwner(t, "Nodira")
	_, c := cardOwner(t, "Dilbar")
	n, err := db.AddColleague(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]struct {
		card store.Colleague
		want error
	}{
		"without a name":                   {store.Colleague{Name: " \t", Recipient: own.Recipient}, store.ErrNoName},
		"without a key to seal for":        {store.Colleague{Name: "A", Signing: own.Signing}, store.ErrNoSigning},
		"with half a key":                  {store.Colleague{Name: "A", Recipient: own.Recipient, Signing: own.Signing[:16]}, store.ErrNoSigning},
		"with an empty key, which is none": {store.Colleague{Name: "A", Recipient: own.Recipient, Signing: ed25519.PublicKey{}}, store.ErrNoSigning},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := db.AddColleague(t.Context(), bad.card); !errors.Is(err, bad.want) {
				t.Error(err)
			}
		})
	}
	t.Run("that are not there", func(t *testing.T) {
		for _, err := range []error{
			db.VerifyColleague(t.Context(), 99, true), db.RemoveColleague(t.Context(), 99), db.ReplaceColleague(t.Context(), 99, own), db.ReplaceColleague(t.Context(), 0, own),
		} {
			if !errors.Is(err, store.ErrNoCard) {
				t.Error(err)
			}
		}
	})
	t.Run("since they are one's own", func(t *testing.T) {
		if err := db.Certify(id.Signing()); err != nil {
			t.Fatal(err)
		}
		if _, err := db.AddColleague(t.Context(), own); !errors.Is(err, store.ErrOwnCard) {
			t.Error(err)
		}
		if err := db.SetOwnCard(id.Card("Nodira")); err != nil {
			t.Fatal(err)
		}
		old := own
		old.Signing = nil
		if _, err := db.AddColleague(t.Context(), old); !errors.Is(err, store.ErrOwnCard) {
			t.Error(err)
		}
		if got, there, err := db.OwnCard(); err != nil || !there || !got.Equal(own.Card()) || got.Name != "Nodira" {
			t.Error("one's own card is another", err)
		}
	})
	t.Run("in a file that is open to look only", func(t *testing.T) {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		o.ReadOnly = true
		if db, err = store.Open(path, o); err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{
			db.VerifyColleague(t.Context(), n, true), db.RemoveColleague(t.Context(), n), db.ReplaceColleague(t.Context(), n, own),
			db.SetOwnCard(vault.Card{Name: "x", Recipient: own.Recipient}),
		} {
			if !errors.Is(err, store.ErrReadOnly) {
				t.Error(err)
			}
		}
		if _, err := db.AddColleague(t.Context(), c); !errors.Is(err, store.ErrReadOnly) {
			t.Error(err)
		}
		if all := cardsOf(t, db); len(all) != 1 {
			t.Error("the cards cannot be seen")
		}
	})
}

// A whole file goes to a colleague on a stick: what its first owner compared, she
// has not.
func TestWhoWasComparedIsNobodyElsesToSay(t *testing.T) {
	path, o := filepath.Join(t.TempDir(), "a.guvoh"), signing(t)
	db, err := store.Create(path, o)
	must(t, err)
	id, c := cardOwner(t, "Dilbar")
	n, err := db.AddColleague(t.Context(), c)
	must(t, err)
	must(t, db.VerifyColleague(t.Context(), n, true))
	must(t, db.SetOwnCard(id.Card("First owner")))
	must(t, db.Close())

	hers := o
	hers.Device = "her device"
	db, err = store.Open(path, hers)
	must(t, err)
	if all := cardsOf(t, db); len(all) != 1 || all[0].Verified != 0 {
		t.Error("a card counts as compared on a device where nobody compared it")
	}
	if _, there, err := db.OwnCard(); there || err != nil {
		t.Error("the first owner's card passes for hers", err)
	}
	must(t, db.VerifyColleague(t.Context(), n, true))
	must(t, db.VerifyColleague(t.Context(), n, false))
	must(t, db.Close())

	db, err = store.Open(path, o)
	must(t, err)
	defer db.Close()
	if all := cardsOf(t, db); all[0].Verified == 0 {
		t.Error("what she took back is gone on the first device, too")
	}
}

// Two devices of one person, and one of somebody who would pass for her.
func TestTheOtherDeviceOfWhoeverSitsHere(t *testing.T) {
	path, o := filepath.Join(t.TempDir(), "a.guvoh"), signing(t)
	db, err := store.Create(path, o)
	must(t, err)
	must(t, db.Close())
	id, _ := cardOwner(t, "Nodira")
	streams := map[string]model.ID{}
	write := func(name string, o store.Options, certify bool) {
		t.Helper()
		o.Device, o.Author = name, "Nodira"
		db, err := store.Open(path, o)
		must(t, err)
		defer db.Close()
		mustDo(t, db, "create", func(tx *store.Tx) error { return tx.Put(model.NewRecord("note")) })
		if certify {
			must(t, db.Certify(id.Signing()))
		}
		all, err := db.Streams(t.Context())
		must(t, err)
		for _, s := range all {
			if _, known := streams[string(s.Device)]; !known && len(s.Device) > 0 {
				streams[string(s.Device)] = s.ID
				streams[name] = s.ID
			}
		}
	}
	write("home", o, true)
	write("office", o, true)
	write("stranger", o, false)
	o.Device = "home"
	db, err = store.Open(path, o)
	must(t, err)
	defer db.Close()
	for name, want := range map[string]store.Trust{"home": store.Own, "office": store.Verified, "stranger": store.Unverified} {
		if got := db.AuthorOf(streams[name]); got.Trust != want || got.Name != "Nodira" {
			t.Errorf("what was written at %s is %s, want %s", name, got.Trust, want)
		}
	}
	t.Run("is not one whose certificate does not bear both signatures", func(t *testing.T) {
		stranger := db.AuthorOf(streams["stranger"])
		device, err := hex.DecodeString(stranger.Device)
		must(t, err)
		must(t, db.Exec("INSERT INTO certificate VALUES(?, ?, ?, ?)", device, []byte(id.Card("").Signing), make([]byte, 64), make([]byte, 64)))
		must(t, db.Close())
		db, err = store.Open(path, o)
		must(t, err)
		defer db.Close()
		if got := db.AuthorOf(streams["stranger"]); got.Trust != store.Unverified || got.Identity != "" {
			t.Errorf("it is %s, and somebody answers for it: %v", got.Trust, got.Identity != "")
		}
	})
}
