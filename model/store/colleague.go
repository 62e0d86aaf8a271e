package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/vault"
)

// Why a card is not kept.
var (
	ErrCardKnown = errors.New("the card is here already")  // the same keys, by whatever name
	ErrNoName    = errors.New("a card needs a name")       // by which people know its owner
	ErrOwnCard   = errors.New("the card is one's own")     // of whoever answers for this device
	ErrNoCard    = errors.New("there is no such card")     //
	ErrNoSigning = errors.New("the card has no such keys") // neither of the two
)

// A ChangedCardError says that a card was not kept because one that is here
// bears the same name, or one of its keys, and another key. Either the person
// has new keys, which they can say, or somebody else goes by their name.
// [DB.ReplaceColleague] takes the card all the same; somebody else who bears
// the same name goes by another.
type ChangedCardError struct {
	Known Colleague
	// Completed: the card that is here has no signing key, and the same
	// recipient. It was made before there were signatures.
	Completed bool
}

func (e *ChangedCardError) Error() string { return "a card that is here has another key" }

// Colleague is the card of a colleague, as this copy of the file keeps it.
type Colleague struct {
	N         int64
	Name      string
	Recipient string            // as age writes it
	Signing   ed25519.PublicKey // nil on a card of before there were signatures
	Verified  int64             // ms since 1970 when the fingerprints were compared; 0: not yet
	Added     int64
}

// Card gives the card itself.
func (c Colleague) Card() vault.Card {
	return vault.Card{Name: c.Name, Recipient: c.Recipient, Signing: c.Signing}
}

// ColleagueOf gives a card as it is to be kept.
func ColleagueOf(c vault.Card) Colleague {
	return Colleague{Name: c.Name, Recipient: c.Recipient, Signing: c.Signing}
}

// Colleagues gives the cards of this copy of the file, by name. They do not
// merge: whom somebody trusts is nobody else's to say.
func (db *DB) Colleagues(ctx context.Context) ([]Colleague, error) {
	return db.colleagues(ctx, db.sql)
}

func (db *DB) colleagues(ctx context.Context, q querier) ([]Colleague, error) {
	if old, err := before(ctx, q, "colleague"); err != nil || old {
		return nil, classify(err)
	}
	rows, err := q.QueryContext(ctx, "SELECT n, name, recipient, signing, coalesce(verified, ''), added FROM colleague ORDER BY n")
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var all []Colleague
	for rows.Next() {
		var c Colleague
		var signing []byte
		var marks string
		if err := rows.Scan(&c.N, &c.Name, &c.Recipient, &signing, &marks, &c.Added); err != nil {
			return nil, classify(err)
		}
		c.Verified = marksOf(marks)[db.opts.Device]
		if len(signing) == ed25519.PublicKeySize {
			c.Signing = signing
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b Colleague) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return all, classify(rows.Err())
}

// AddColleague keeps a card, not verified, and gives its number. It fails with
// [ErrCardKnown] and the number of the card that has the same keys, with a
// [ChangedCardError], [ErrOwnCard], [ErrNoName] or [ErrNoSigning].
func (db *DB) AddColleague(ctx context.Context, c Colleague) (int64, error) {
	return db.keepCard(ctx, c, 0)
}

// ReplaceColleague puts a card in the place of another, whose owner has new
// keys. Whether the fingerprint was compared is forgotten. It fails as
// [DB.AddColleague] does, and with [ErrNoCard].
func (db *DB) ReplaceColleague(ctx context.Context, n int64, c Colleague) error {
	if n == 0 {
		return ErrNoCard
	}
	_, err := db.keepCard(ctx, c, n)
	return err
}

// keepCard writes a card anew, or in the place of number n.
func (db *DB) keepCard(ctx context.Context, c Colleague, n int64) (int64, error) {
	c.Name = strings.Join(strings.Fields(model.CleanText(c.Name)), " ")
	switch {
	case db.opts.ReadOnly:
		return 0, ErrReadOnly
	case c.Name == "":
		return 0, ErrNoName
	case c.Recipient == "" || c.Signing != nil && len(c.Signing) != ed25519.PublicKeySize:
		return 0, ErrNoSigning
	}
	if own, err := db.isOwn(ctx, c); err != nil || own {
		return 0, cmp.Or(err, ErrOwnCard)
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	tx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return 0, classify(err)
	}
	defer tx.Rollback() // of no effect once it is kept
	all, err := db.colleagues(ctx, tx)
	if err != nil {
		return 0, err
	}
	if known, err := fits(all, c, n); err != nil {
		return known, err
	}
	if n, err = writeCard(ctx, tx, c, n, db.opts.now().UnixMilli()); err != nil {
		return 0, classify(err)
	}
	if err := tx.Commit(); err != nil {
		return 0, classify(err)
	}
	db.known.forget()
	return n, nil
}

func writeCard(ctx context.Context, q *sql.Tx, c Colleague, n, now int64) (int64, error) {
	var signing []byte
	if c.Signing != nil {
		signing = c.Signing
	}
	if n == 0 {
		done, err := q.ExecContext(ctx, "INSERT INTO colleague(name, recipient, signing, added) VALUES(?, ?, ?, ?)",
			c.Name, c.Recipient, signing, now)
		if err != nil {
			return 0, err
		}
		return done.LastInsertId()
	}
	done, err := q.ExecContext(ctx, "UPDATE colleague SET name = ?, recipient = ?, signing = ?, verified = NULL, added = ? WHERE n = ?",
		c.Name, c.Recipient, signing, now, n)
	if err != nil {
		return 0, err
	}
	return n, oneRow(done)
}

// fits fails when a card cannot stand beside those that are here, but for the
// one that it replaces.
func fits(all []Colleague, c Colleague, replaces int64) (known int64, err error) {
	for _, k := range all {
		if k.Recipient == c.Recipient && bytes.Equal(k.Signing, c.Signing) {
			return k.N, ErrCardKnown
		}
	}
	for _, k := range all {
		switch {
		case k.N == replaces:
		case k.Recipient == c.Recipient && c.Signing == nil: // an old card, of which we know more
			return k.N, ErrCardKnown
		case k.Recipient == c.Recipient, k.Signing != nil && bytes.Equal(k.Signing, c.Signing), sameName(k.Name, c.Name):
			return 0, &ChangedCardError{Known: k, Completed: k.Recipient == c.Recipient && k.Signing == nil}
		}
	}
	return 0, nil
}

// sameName tells names that people would take for one.
func sameName(a, b string) bool { return strings.EqualFold(a, b) }

// marksOf reads when a fingerprint was compared, by the device on which it was.
func marksOf(text string) map[string]int64 {
	marks := map[string]int64{}
	if json.Unmarshal([]byte(text), &marks) != nil {
		return map[string]int64{} // compared nowhere, rather than by whoever wrote that
	}
	return marks
}

// VerifyColleague notes that the fingerprint of a card was compared with its
// owner, or takes that back, for this device alone. It fails with [ErrNoCard].
func (db *DB) VerifyColleague(ctx context.Context, n int64, verified bool) error {
	var text string
	err := db.sql.QueryRowContext(ctx, "SELECT coalesce(verified, '') FROM colleague WHERE n = ?", n).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) && !db.opts.ReadOnly {
		return ErrNoCard
	}
	if err != nil {
		return classify(err)
	}
	marks := marksOf(text)
	if delete(marks, db.opts.Device); verified {
		marks[db.opts.Device] = db.opts.now().UnixMilli()
	}
	b, err := json.Marshal(marks)
	if err != nil {
		return err
	}
	return db.changeCard(ctx, "UPDATE colleague SET verified = ? WHERE n = ?", string(b), n)
}

// RemoveColleague forgets a card. What its owner wrote stays. It fails with
// [ErrNoCard].
func (db *DB) RemoveColleague(ctx context.Context, n int64) error {
	return db.changeCard(ctx, "DELETE FROM colleague WHERE n = ?", n)
}

func (db *DB) changeCard(ctx context.Context, query string, args ...any) error {
	if db.opts.ReadOnly {
		return ErrReadOnly
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	done, err := db.sql.ExecContext(ctx, query, args...)
	if err == nil {
		err = oneRow(done)
	}
	db.known.forget()
	return classify(err)
}

// oneRow fails with [ErrNoCard] when nothing was changed.
func oneRow(r interface{ RowsAffected() (int64, error) }) error {
	n, err := r.RowsAffected()
	if err == nil && n == 0 {
		err = ErrNoCard
	}
	return err
}

// CertifiedBy gives the keys of the persons who answer for this device in this
// file; none when it has no key, or nobody does.
func (db *DB) CertifiedBy(ctx context.Context) ([]ed25519.PublicKey, error) {
	device := db.DeviceKey()
	if old, err := before(ctx, db.sql, "certificate"); device == nil || old || err != nil {
		return nil, classify(err)
	}
	rows, err := db.sql.QueryContext(ctx, "SELECT identity FROM certificate WHERE device = ?", []byte(device))
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var all []ed25519.PublicKey
	for rows.Next() {
		var key []byte
		if err := rows.Scan(&key); err != nil {
			return nil, classify(err)
		}
		all = append(all, key)
	}
	return all, classify(rows.Err())
}

// isOwn reports whether a card is that of whoever writes here.
func (db *DB) isOwn(ctx context.Context, c Colleague) (bool, error) {
	own, there, err := db.OwnCard()
	if err != nil || there && own.Recipient == c.Recipient {
		return err == nil, err
	}
	keys, err := db.CertifiedBy(ctx)
	return c.Signing != nil && holdsKey(keys, c.Signing), err
}

func holdsKey(all []ed25519.PublicKey, key ed25519.PublicKey) bool {
	for _, k := range all {
		if k.Equal(key) {
			return true
		}
	}
	return false
}

// ownCard is where the file keeps the card of whoever writes here on this
// device: a copy that goes to a colleague must not take it for theirs.
func (db *DB) ownCard() string { return "own card " + db.opts.Device }

// OwnCard gives the card of whoever writes here, as far as it was shown on this
// device since; false when it was not.
func (db *DB) OwnCard() (vault.Card, bool, error) {
	text, err := db.Setting(db.ownCard())
	if err != nil || text == "" {
		return vault.Card{}, false, err
	}
	c, err := vault.ParseCard(text)
	return c, err == nil, nil
}

// SetOwnCard remembers the card of whoever writes here.
func (db *DB) SetOwnCard(c vault.Card) error {
	if old, there, err := db.OwnCard(); err != nil || there && old.Equal(c) && old.Name == c.Name {
		return err
	}
	return db.SetSetting(db.ownCard(), c.Text("card"))
}
