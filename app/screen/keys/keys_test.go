package keys_test

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/keypaper"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

const (
	strong = "harbour velvet nickel orbit candle"
	other  = "meadow cactus ribbon walnut pilot"
)

// english is the screen of a new file.
func english(t *testing.T) *bench {
	t.Helper()
	b := newBench(t, desktest.Look{})
	b.open()
	return b
}

func (b *bench) fill(label, text string) {
	b.TB.Helper()
	desktest.Under(b.Bench, label).SetText(text)
}

func (b *bench) top() fyne.CanvasObject { return b.Window().Canvas().Overlays().Top() }

func (b *bench) mustSay(words string) {
	b.TB.Helper()
	if !desktest.Says(b.Bench, words) {
		b.TB.Errorf("it does not say %q", words)
	}
}

// opens tells whether a secret opens the file once it is closed.
func (b *bench) opens(secrets ...vault.Secret) []bool {
	b.TB.Helper()
	path := b.DB.Path()
	b.Must(b.DB.Close())
	schema, err := model.NewSchema(assets.Vocabularies)
	b.Must(err)
	var out []bool
	for _, s := range secrets {
		db, err := store.Open(path, store.Options{Schema: schema, Secret: s})
		if err == nil {
			b.Must(db.Close())
		} else if !errors.Is(err, store.ErrWrongKey) {
			b.TB.Fatalf("not opened: %v", err)
		}
		out = append(out, err == nil)
	}
	return out
}

func mustBe(t *testing.T, got []bool, want ...bool) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("opens: %v, want %v", got, want)
	}
}

func TestTheList(t *testing.T) {
	t.Run("names every key, whose it is, and which was used", func(t *testing.T) {
		b := english(t)
		b.full()
		b.open()
		for _, words := range []string{
			"Used now", "Recovery sheet", "Tried", "Key shares: any 2 of 3", "Never tried",
			"set “academic acid” · kept by A., Lola", "A colleague’s key: Farrukh", "fingerprint ",
		} {
			b.mustSay(words)
		}
	})
	t.Run("keeps the last key of the file", func(t *testing.T) {
		b := english(t)
		if !b.button("Passphrase", "Remove").Disabled() {
			t.Error("it can be removed")
		}
		b.full()
		b.open()
		if b.button("Passphrase", "Remove").Disabled() {
			t.Error("it cannot be removed though there are others")
		}
	})
	t.Run("is shown though its notes make no sense", func(t *testing.T) {
		b := english(t)
		b.Must(b.DB.SetSetting("key notes", "{"))
		b.open()
		b.mustSay("Used now")
	})
	t.Run("a key is removed only after it was asked for, and opens nothing then", func(t *testing.T) {
		b := english(t)
		b.Must(b.DB.ChangeKeys(vault.Add(vault.NewPassphrase(strong, "Lola"))))
		b.open()
		b.act("Passphrase: Lola", "Remove")
		b.Press(fyne.KeyEscape)
		if len(b.DB.Keys()) != 2 || b.top() != nil {
			t.Fatal("Escape removed it, or left the question")
		}
		b.act("Passphrase: Lola", "Remove")
		b.Press(fyne.KeyReturn) // the harmless answer has the keyboard
		if len(b.DB.Keys()) != 2 {
			t.Fatal("Enter removed it")
		}
		b.act("Passphrase: Lola", "Remove")
		b.mustSay("Copies and backups made before still open with it")
		b.Press(fyne.KeyTab, fyne.KeySpace)
		if b.top() != nil || b.Last() != "The key is removed." {
			t.Errorf("said %q", b.Last())
		}
		mustBe(t, b.opens(vault.Passphrase(strong), vaulttest.Passphrase), false, true)
	})
	t.Run("warns when the key is the one that was used", func(t *testing.T) {
		b := english(t)
		b.full()
		b.open()
		b.act("Passphrase", "Remove")
		b.mustSay("You opened the file with this key")
	})
}

func TestChangingThePassphrase(t *testing.T) {
	begin := func(t *testing.T, now, next, again string) *bench {
		t.Helper()
		b := english(t)
		b.act("Change the passphrase", "Change…")
		b.fill("Present passphrase", now)
		b.fill("New passphrase", next)
		b.fill("The same once more", again)
		return b
	}
	t.Run("opens the file with the new one and no more with the old, by keys alone", func(t *testing.T) {
		b := english(t)
		b.act("Change the passphrase", "Change…")
		b.Type(string(vaulttest.Passphrase))
		b.Press(fyne.KeyReturn)
		b.Type(strong)
		b.Press(fyne.KeyReturn)
		b.Type(strong)
		b.Press(fyne.KeyReturn)
		b.mustSay("The passphrase is changed")
		b.mustSay("Copies and backups made before still open with the old one.")
		if b.Desk.Key != b.DB.Keys()[0].ID {
			t.Error("the list does not say that this key was used")
		}
		b.Press(fyne.KeyReturn)
		if b.top() != nil {
			t.Error("a dialog stays")
		}
		mustBe(t, b.opens(vault.Passphrase(strong), vaulttest.Passphrase), true, false)
	})
	t.Run("leads to a new file with new keys", func(t *testing.T) {
		b := begin(t, string(vaulttest.Passphrase), strong, strong)
		b.tap("keys.change_do")
		b.tap("keys.renew_do")
		b.mustSay("Where shall the new file lie?")
	})
	for name, c := range map[string]struct{ now, next, again, row, said string }{
		"a wrong present one is one sentence": {"something else", strong, strong, "Present passphrase", "This is no passphrase of this file."},
		"none is asked for":                   {"", strong, strong, "Present passphrase", "Type the passphrase first."},
		"a weak one is refused":               {string(vaulttest.Passphrase), "summer", "summer", "New passphrase", "This would be guessed."},
		"two that differ are refused":         {string(vaulttest.Passphrase), strong, other, "The same once more", "The two are not the same."},
	} {
		t.Run(name, func(t *testing.T) {
			b := begin(t, c.now, c.next, c.again)
			b.tap("keys.change_do")
			if got := desktest.Row(b.Bench, c.row).Error(); !strings.HasPrefix(got, c.said) {
				t.Errorf("said %q", got)
			}
			mustBe(t, b.opens(vault.Passphrase(c.next), vaulttest.Passphrase), false, true)
		})
	}
	t.Run("one that opens the file already is refused", func(t *testing.T) {
		b := begin(t, string(vaulttest.Passphrase), string(vaulttest.Passphrase), string(vaulttest.Passphrase))
		b.tap("keys.change_do")
		b.mustSay("This passphrase opens the file already.")
	})
	t.Run("needs no free place", func(t *testing.T) {
		b := english(t)
		for i := len(b.DB.Keys()); i < 16; i++ {
			b.Must(b.DB.ChangeKeys(vault.Add(vault.NewRecovery([]byte(strings.Repeat(string(rune('a'+i)), 16)), ""))))
		}
		b.act("Change the passphrase", "Change…")
		b.fill("Present passphrase", string(vaulttest.Passphrase))
		b.fill("New passphrase", strong)
		b.fill("The same once more", strong)
		b.tap("keys.change_do")
		mustBe(t, b.opens(vault.Passphrase(strong), vaulttest.Passphrase), true, false)
	})
	t.Run("words of a recovery sheet are no present passphrase", func(t *testing.T) {
		b := english(t)
		b.Must(b.DB.ChangeKeys(vault.Add(vault.NewRecovery([]byte("0123456789abcdef"), ""))))
		b.act("Change the passphrase", "Change…")
		b.fill("Present passphrase", "0123456789abcdef")
		b.fill("New passphrase", strong)
		b.fill("The same once more", strong)
		b.tap("keys.change_do")
		if desktest.Row(b.Bench, "Present passphrase").Error() == "" || len(b.DB.Keys()) != 2 {
			t.Error("they were taken")
		}
	})
}

func TestAnotherPassphrase(t *testing.T) {
	b := english(t)
	b.act("Another passphrase", "Add…")
	b.Type("Lola")
	b.Press(fyne.KeyReturn)
	b.Type(strong)
	b.Press(fyne.KeyReturn)
	b.Type(strong)
	b.Press(fyne.KeyReturn)
	b.mustSay("Passphrase: Lola")
	b.act("Another passphrase", "Add…")
	b.fill("Passphrase", strong)
	b.fill("The same once more", strong)
	b.tap("keys.add_do")
	b.mustSay("This passphrase opens the file already.")
	b.Press(fyne.KeyEscape)
	if b.top() != nil {
		t.Error("Escape does not close it")
	}
	mustBe(t, b.opens(vault.Passphrase(strong), vaulttest.Passphrase), true, true)
}

// queue keeps work until the test lets it be done.
type queue struct{ jobs [][2]func() }

func (q *queue) Do(work, done func())               { q.jobs = append(q.jobs, [2]func(){work, done}) }
func (q *queue) After(time.Duration, func()) func() { return func() {} }
func (q *queue) run() {
	for len(q.jobs) > 0 {
		j := q.jobs[0]
		q.jobs = q.jobs[1:]
		j[0]()
		j[1]()
	}
}

func TestWhileAPassphraseIsStretched(t *testing.T) {
	begin := func(t *testing.T) (*bench, *queue) {
		b := english(t)
		b.act("Change the passphrase", "Change…")
		b.fill("Present passphrase", string(vaulttest.Passphrase))
		b.fill("New passphrase", strong)
		b.fill("The same once more", strong)
		q := &queue{}
		b.Desk.Runner = q
		b.tap("keys.change_do")
		return b, q
	}
	t.Run("the dialog says so, and takes no other answer", func(t *testing.T) {
		b, q := begin(t)
		b.mustSay("This takes a second or two on purpose.")
		b.Press(fyne.KeyEscape)
		if b.top() == nil {
			t.Fatal("Escape closed it")
		}
		jobs := len(q.jobs)
		b.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if len(q.jobs) != jobs {
			t.Error("it was asked for twice")
		}
		q.run()
		mustBe(t, b.opens(vault.Passphrase(strong)), true)
	})
	t.Run("a window that is left meanwhile says nothing more", func(t *testing.T) {
		b, q := begin(t)
		b.Pane.Leave()
		b.dismiss()
		b.Must(b.DB.Close())
		q.run()
		if b.top() != nil {
			t.Error("something was said")
		}
	})
}

func TestANewFileWithNewKeys(t *testing.T) {
	begin := func(t *testing.T, text string) (*bench, string) {
		t.Helper()
		b := english(t)
		b.Must(b.DB.ChangeKeys(vault.Add(vault.NewRecovery([]byte("0123456789abcdef"), ""))))
		b.New1("case", map[string]model.Value{"title": model.TextValue("one")})
		b.act("A new file with new keys", "Make a new file…")
		path := filepath.Join(filepath.Dir(b.DB.Path()), "renewed.guvoh")
		desktest.Under(b.Bench, "Path of the file").SetText(strings.TrimSuffix(path, ".guvoh"))
		b.tap("keys.renew_next")
		b.fill("Passphrase", text)
		b.fill("The same once more", text)
		b.tap("keys.renew_make")
		return b, path
	}
	t.Run("holds everything and opens with its passphrase alone", func(t *testing.T) {
		b, path := begin(t, strong)
		b.mustSay("Destroy the keys of the old file and delete it.")
		b.tap("keys.renewed_open")
		if !slices.Equal(b.opened, []string{path}) {
			t.Errorf("%v was opened", b.opened)
		}
		schema, _ := model.NewSchema(assets.Vocabularies)
		for _, s := range []vault.Secret{vaulttest.Passphrase, vault.Words("0123456789abcdef")} {
			if _, err := store.Open(path, store.Options{Schema: schema, Secret: s}); !errors.Is(err, store.ErrWrongKey) {
				t.Errorf("an old key: %v", err)
			}
		}
		db, err := store.Open(path, store.Options{Schema: schema, Secret: vault.Passphrase(strong)})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if rs, err := db.Records(context.Background(), "case"); err != nil || len(rs) != 1 {
			t.Errorf("%d cases, %v", len(rs), err)
		}
		if what, _ := keypaper.Remind(db); what != keypaper.NoPaper {
			t.Errorf("it reminds of %q", what)
		}
	})
	t.Run("does not open with the old passphrase", func(t *testing.T) {
		b, path := begin(t, string(vaulttest.Passphrase))
		b.mustSay("Choose one that nobody knows.")
		if _, err := os.Stat(path); err == nil {
			t.Error("it was made")
		}
	})
	t.Run("never takes the place of another", func(t *testing.T) {
		b := english(t)
		b.act("A new file with new keys", "Make a new file…")
		desktest.Under(b.Bench, "Path of the file").SetText(b.DB.Path())
		b.tap("keys.renew_next")
		if desktest.Row(b.Bench, "Path of the file").Error() == "" {
			t.Error("nothing was said")
		}
	})
}

func TestUnsealedOriginals(t *testing.T) {
	b := english(t)
	page := make([]byte, 4096)
	copy(page, "SQLite format 3\x00")
	binary.BigEndian.PutUint32(page[68:], 0x47564F48)
	path := b.DB.Path() + ".unsealed"
	b.Must(os.WriteFile(path, page, 0o600))
	b.open()
	b.mustSay("1 unsealed original of this file still lies beside it")
	b.tap("seal.discard")
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("it is still there")
	}
	if desktest.Says(b.Bench, "still lies beside it") || b.Last() != "The unsealed original is gone." {
		t.Errorf("said %q", b.Last())
	}
}

func TestDestroyingTheKeys(t *testing.T) {
	b := english(t)
	b.act("Destroy the keys now", "Destroy…")
	if b.wiped != 1 {
		t.Error("the window was not asked")
	}
}

func TestAFileOpenToLookOnly(t *testing.T) {
	b := english(t)
	b.full()
	b.ReadOnly()
	b.Window().Canvas().Unfocus() // as the window does between screens
	b.open()
	b.mustSay("open to look only")
	free := []string{"Make a new file…", "Show…", "Show", "What it can and cannot do"}
	for _, x := range desktest.Find[*ui.Button](b.Bench) {
		if x.Visible() && x.Label() != "" && x.Disabled() == slices.Contains(free, x.Label()) {
			t.Errorf("%q: disabled is %v", x.Label(), x.Disabled())
		}
	}
	if scroll := desktest.Find[*ui.Scroll](b.Bench)[0]; b.Focused() != nil || scroll.Offset() != 0 {
		t.Errorf("%T has the keyboard, the page is scrolled by %v", b.Focused(), scroll.Offset())
	}
	b.Press(fyne.KeyTab)
	if f, ok := b.Focused().(*ui.Button); !ok || f.Label() != "Show…" {
		t.Errorf("Tab leads to %T", b.Focused())
	}
}

// Everything can be reached by Tab, in the order in which it is read.
func TestOrderOfTab(t *testing.T) {
	b := english(t)
	want := []string{
		"Make a recovery sheet", "Change…", "Add…", "Make…", "Make…", "Add…", "Show…", "Show", "Make a new file…", "Choose…",
		"What it can and cannot do", "Never", "5 wrong ones", "10 wrong ones", "20 wrong ones", "What it can and cannot do", "Destroy…",
	}
	var got []string
	for range want {
		f, ok := b.Focused().(*ui.Button)
		if !ok {
			t.Fatalf("%T has the keyboard after %q", b.Focused(), got)
		}
		got = append(got, f.Label())
		b.Press(fyne.KeyTab)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the order is %q", got)
	}
}
