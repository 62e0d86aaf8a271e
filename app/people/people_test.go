package people_test

import (
	"context"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/people"
	"guvoh/app/ui"
	"guvoh/export/sheet"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

const strong = "harbour velvet nickel orbit candle"

// page is a screen with nothing on it but the list.
type page struct {
	widget.BaseWidget
	list *people.List
	gone bool
}

func (p *page) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(ui.NewScroll(ui.NewAtMost(660, ui.NewInset(4, 4, p.list.Object()))))
}
func (p *page) Changed(store.Changes) { p.list.Load() }
func (p *page) Leave()                { p.gone = true }

// bench is a desk with the list on it.
type bench struct {
	*desktest.Bench
	identity string
	changed  int
}

func newBench(t *testing.T, l desktest.Look) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, l)}
	b.identity = filepath.Join(t.TempDir(), "config", vault.IdentityName)
	return b
}

func (b *bench) open() {
	b.TB.Helper()
	b.Show(func(d *desk.Desk, _ desk.Route) desk.Pane {
		p := &page{}
		p.list = people.New(d, people.Tools{
			IdentityPath: b.identity, Cost: vaulttest.Cheap, Gone: func() bool { return p.gone }, Changed: func() { b.changed++ },
		})
		p.ExtendBaseWidget(p)
		return p
	}, desk.Route{Screen: desk.ScreenColleagues})
}

func english(t *testing.T) *bench {
	t.Helper()
	b := newBench(t, desktest.Look{})
	b.open()
	return b
}

func (b *bench) tap(key string) {
	b.TB.Helper()
	test.Tap(desktest.Button(b.Bench, b.Desk.Words.T(key)))
}

func (b *bench) says(words ...string) {
	b.TB.Helper()
	for _, w := range words {
		if !desktest.Says(b.Bench, w) {
			b.TB.Errorf("it does not say %q", w)
		}
	}
}

func (b *bench) silent(words string) {
	b.TB.Helper()
	if desktest.Says(b.Bench, words) {
		b.TB.Errorf("it says %q", words)
	}
}

func (b *bench) top() fyne.CanvasObject { return b.Window().Canvas().Overlays().Top() }

// tick ticks the last box of the topmost dialog.
func (b *bench) tick() {
	b.TB.Helper()
	test.Tap(desktest.Find[*ui.Check](b.Bench)[0])
}

// somebody makes somebody else's card.
func somebody(t *testing.T, name string, classic bool) vault.Card {
	t.Helper()
	id, err := vault.CreateIdentity(filepath.Join(t.TempDir(), "key"), strong, vaulttest.Cheap, classic)
	if err != nil {
		t.Fatal(err)
	}
	return id.Card(name)
}

// paste opens the box for a card and puts a text into it.
func (b *bench) paste(text string) {
	b.TB.Helper()
	b.tap("people.add")
	b.text().SetText(text)
}

func (b *bench) text() *ui.Editor {
	b.TB.Helper()
	return desktest.Row(b.Bench, b.Desk.Words.T("keys.card_text")).Input().(*ui.Editor)
}

func (b *bench) cards() []store.Colleague {
	b.TB.Helper()
	all, err := b.DB.Colleagues(context.Background())
	b.Must(err)
	return all
}

func (b *bench) row(title string) *ui.ActionRow {
	b.TB.Helper()
	for _, r := range desktest.Find[*ui.ActionRow](b.Bench) {
		if r.Title() == title {
			return r
		}
	}
	b.TB.Fatalf("no row %q", title)
	return nil
}

func TestAColleaguesCard(t *testing.T) {
	t.Run("is added by its text, and compared at once", func(t *testing.T) {
		b := english(t)
		b.says("No cards yet.")
		c := somebody(t, "Dilbar", false)
		b.tap("people.add")
		fyne.CurrentApp().Clipboard().SetContent("> " + strings.ReplaceAll(c.Text("Contact card"), "\n", "\n> "))
		b.Shortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
		if got := desktest.Under(b.Bench, "Whose it is").Text; got != "Dilbar" {
			t.Errorf("the name is %q", got)
		}
		b.tap("people.add_do")
		b.says("Compare fingerprints with Dilbar", "Dilbar reads to you", "open your contact card")
		b.says(sheet.FingerprintOf(c).Words...)
		b.says(sheet.FingerprintOf(c).Digits...)
		if all := b.cards(); len(all) != 1 || !all[0].Card().Equal(c) || all[0].Verified != 0 {
			t.Fatal("the card is another, or counts as compared")
		}
		b.tap("people.verify")
		b.says("Compare them first")
		if b.cards()[0].Verified != 0 {
			t.Fatal("it counts as compared without a tick")
		}
		b.tick()
		b.tap("people.verify")
		if b.cards()[0].Verified == 0 || b.top() != nil || b.changed == 0 {
			t.Error("it does not count as compared, the box stays, or the screen heard nothing")
		}
		b.says("You compared the fingerprint on")
		b.silent("Anybody can put this name")
	})
	t.Run("looks otherwise before it was compared, by sign, by words and by colour", func(t *testing.T) {
		b := english(t)
		n, err := b.DB.AddColleague(context.Background(), store.ColleagueOf(somebody(t, "Dilbar", true)))
		b.Must(err)
		b.open()
		b.says("Not compared yet", "Anybody can put this name on a card.")
		before := picture(b)
		b.Must(b.DB.VerifyColleague(context.Background(), n, true))
		b.open()
		b.says("Compared", "You compared the fingerprint on")
		b.silent("Not compared yet")
		if after := picture(b); after.sign == before.sign || after.colour == before.colour {
			t.Error("sign or colour are the same as before")
		}
	})
	t.Run("whose fingerprint differs is not marked, and can be forgotten", func(t *testing.T) {
		b := english(t)
		b.paste(somebody(t, "Dilbar", true).Text("Card"))
		b.tap("people.add_do")
		b.tap("people.differ")
		b.says("these are not the keys of Dilbar")
		b.Press(fyne.KeyReturn) // the harmless answer has the keyboard
		if len(b.cards()) != 1 {
			t.Fatal("Enter removed it")
		}
		b.tap("people.compare")
		b.tap("people.differ")
		b.tap("people.remove_do")
		if len(b.cards()) != 0 {
			t.Error("it is still there")
		}
		b.says("No cards yet.")
	})
	t.Run("can wait, and the mark can be taken back and given again", func(t *testing.T) {
		b := english(t)
		b.paste(somebody(t, "Dilbar", true).Text("Card"))
		b.tap("people.add_do")
		b.Press(fyne.KeyEscape)
		if b.top() != nil || b.cards()[0].Verified != 0 {
			t.Fatal("Escape does not put it off")
		}
		b.tap("people.compare")
		b.tick()
		b.tap("people.verify")
		b.tap("people.unverify")
		if b.cards()[0].Verified != 0 {
			t.Error("the mark is not taken back")
		}
		b.Offer()
		if b.cards()[0].Verified == 0 {
			t.Error("that cannot be undone")
		}
	})
	t.Run("needs a name", func(t *testing.T) {
		b := english(t)
		b.paste(somebody(t, "", true).Text("Card"))
		b.tap("people.add_do")
		if got := desktest.Row(b.Bench, "Whose it is").Error(); !strings.HasPrefix(got, "Whose card is it?") || len(b.cards()) != 0 {
			t.Errorf("it says %q", got)
		}
		b.Type("Lola")
		b.Press(fyne.KeyReturn)
		if all := b.cards(); len(all) != 1 || all[0].Name != "Lola" {
			t.Error("Enter does not add it under the name that was typed")
		}
	})
	t.Run("is refused with a reason when it is none", func(t *testing.T) {
		b := english(t)
		one, two := somebody(t, "One", true), somebody(t, "Two", true)
		b.tap("people.add")
		for text, want := range map[string]string{
			"hello": "There is no key in this text.", one.Recipient[:30]: "A key in this text is not complete",
			one.Recipient + " " + two.SigningText(): "The two keys do not belong together", one.Text("a") + two.Text("b"): "There is more than one card",
			"AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX": "This is a private key",
		} {
			b.text().SetText(text)
			b.tap("people.add_do")
			if got := desktest.Row(b.Bench, "Contact card").Error(); !strings.HasPrefix(got, want) {
				t.Errorf("it says %q, want %q", got, want)
			}
		}
		if len(b.cards()) != 0 {
			t.Error("one was added")
		}
	})
	t.Run("that is here already is named", func(t *testing.T) {
		b := english(t)
		c := somebody(t, "Dilbar", true)
		_, err := b.DB.AddColleague(context.Background(), store.ColleagueOf(c))
		b.Must(err)
		c.Name = "Somebody"
		b.paste(c.Text("Card"))
		b.tap("people.add_do")
		if got := desktest.Row(b.Bench, "Contact card").Error(); !strings.Contains(got, "under the name Dilbar") {
			t.Errorf("it says %q", got)
		}
	})
	t.Run("of before there were signatures says what it cannot do", func(t *testing.T) {
		b := english(t)
		c := somebody(t, "Dilbar", true)
		b.paste("# Contact card: Dilbar\n" + c.Recipient)
		b.tap("people.add_do")
		b.says("This card was made before there were signatures.")
		b.Press(fyne.KeyEscape)
		b.says("Cannot sign")
		b.paste(c.Text("Card"))
		b.tap("people.add_do")
		b.says("Dilbar has a newer card")
		b.tap("people.replace")
		b.Press(fyne.KeyEscape)
		if all := b.cards(); len(all) != 1 || !all[0].Card().Equal(c) {
			t.Error("it was not completed")
		}
		b.silent("Cannot sign")
	})
}

type looks struct {
	sign   string
	colour color.Color
}

// picture is the sign of the first card, and the colour of its badge's ground.
func picture(b *bench) looks {
	row := b.row("Dilbar")
	var l looks
	for _, o := range test.LaidOutObjects(row) {
		switch o := o.(type) {
		case *widget.Icon:
			if o.Resource != nil && l.sign == "" {
				l.sign = o.Resource.Name()
			}
		case *ui.Badge:
			for _, part := range test.LaidOutObjects(o) {
				if r, ok := part.(*canvas.Rectangle); ok && l.colour == nil {
					l.colour = r.FillColor
				}
			}
		}
	}
	return l
}

func TestACardWithAnotherKeyThanBefore(t *testing.T) {
	known := func(t *testing.T) (*bench, vault.Card) {
		b := english(t)
		c := somebody(t, "Dilbar", true)
		n, err := b.DB.AddColleague(context.Background(), store.ColleagueOf(c))
		b.Must(err)
		b.Must(b.DB.VerifyColleague(context.Background(), n, true))
		b.open()
		return b, c
	}
	t.Run("is a loud matter, and Enter takes nothing", func(t *testing.T) {
		b, old := known(t)
		other := somebody(t, "Dilbar", true)
		b.paste(other.Text("Card"))
		b.tap("people.add_do")
		b.says("The card of Dilbar has another key than before", "somebody else wants to pass for them", "Before", "On the new card")
		b.says(sheet.FingerprintOf(old).Words...)
		b.says(sheet.FingerprintOf(other).Words...)
		b.Press(fyne.KeyReturn)
		if all := b.cards(); len(all) != 1 || !all[0].Card().Equal(old) || all[0].Verified == 0 {
			t.Error("the card that was compared is another now")
		}
	})
	t.Run("is taken when a person says so, and must be compared anew", func(t *testing.T) {
		b, _ := known(t)
		other := somebody(t, "dilbar", true)
		b.paste(other.Text("Card"))
		b.tap("people.add_do")
		b.tap("people.replace")
		b.says("Compare fingerprints with dilbar")
		if all := b.cards(); len(all) != 1 || !all[0].Card().Equal(other) || all[0].Verified != 0 {
			t.Error("the keys are not replaced, or count as compared")
		}
	})
	t.Run("may be somebody else's of that name", func(t *testing.T) {
		b, old := known(t)
		other := somebody(t, "Dilbar", true)
		b.paste(other.Text("Card"))
		b.tap("people.add_do")
		b.tap("people.somebody_else")
		if got := desktest.Row(b.Bench, "Whose it is").Error(); !strings.HasPrefix(got, "Dilbar is another card here.") {
			t.Errorf("it says %q", got)
		}
		b.Type("Dilbar of the other town")
		b.Press(fyne.KeyReturn)
		all := b.cards()
		if len(all) != 2 || !all[0].Card().Equal(old) || all[0].Verified == 0 || !all[1].Card().Equal(other) || all[1].Name != "Dilbar of the other town" {
			t.Error("the two are not both there")
		}
	})
	t.Run("or with one key of a card that is here was put together by somebody", func(t *testing.T) {
		b, old := known(t)
		other := somebody(t, "Farrukh", true)
		other.Signing = old.Signing
		b.paste(other.Text("Card"))
		b.tap("people.add_do")
		b.says("This card has a key of Dilbar", "No two people have the same key")
		b.Press(fyne.KeyEscape)
		if len(b.cards()) != 1 {
			t.Error("it was added")
		}
	})
}

func TestWhatIsWrittenBearsAName(t *testing.T) {
	b := english(t)
	b.says("Signed by this computer, not yet in your name")
	t.Run("once its owner signs with their key", func(t *testing.T) {
		b.tap("people.sign_open")
		b.Type(strong)
		b.Press(fyne.KeyReturn)
		b.Type(strong)
		b.Press(fyne.KeyReturn)
		id, err := vault.OpenIdentity(b.identity, strong)
		b.Must(err)
		by, err := b.DB.CertifiedBy(context.Background())
		if err != nil || len(by) != 1 || !by[0].Equal(id.Signing().Public()) {
			t.Fatalf("%d keys answer for it, %v", len(by), err)
		}
		if !strings.Contains(b.Last(), "now bears your name") {
			t.Error("nothing was said")
		}
		b.says("Signed in your name: A. Tester")
		b.silent("not yet in your name")
	})
	t.Run("also by looking at their card, which shows both keys, the fingerprint and the code", func(t *testing.T) {
		b := english(t)
		b.tap("keys.show")
		b.Type(strong)
		b.Press(fyne.KeyReturn)
		b.Type(strong)
		b.Press(fyne.KeyReturn)
		b.says("now bears your name")
		id, err := vault.OpenIdentity(b.identity, strong)
		b.Must(err)
		b.says(sheet.FingerprintOf(id.Card("")).Words...)
		for label, want := range map[string]string{"The key for sealing files": id.Recipient(), "The key for signatures": id.Card("").SigningText()} {
			if got := desktest.Row(b.Bench, label).Input().(*ui.Editor).Text(); got != want {
				t.Errorf("%s is another", label)
			}
		}
		desktest.Under(b.Bench, "Name on the card").SetText("Nodira")
		b.tap("people.card_code")
		path := filepath.Join(t.TempDir(), "code")
		desktest.Under(b.Bench, "Path of the file").SetText(path)
		b.tap("action.save")
		if data, err := os.ReadFile(path + ".png"); err != nil || !strings.HasPrefix(string(data), "\x89PNG") {
			t.Errorf("no picture: %v", err)
		}
		b.Press(fyne.KeyEscape)
		if b.top() != nil {
			t.Error("Escape does not close it")
		}
		b.says("Signed in your name: Nodira")
	})
	t.Run("and one's own words stand beside a colleague's", func(t *testing.T) {
		id, err := vault.OpenIdentity(b.identity, strong)
		b.Must(err)
		b.paste(somebody(t, "Dilbar", true).Text("Card"))
		b.tap("people.add_do")
		b.says("You read to them")
		b.says(sheet.FingerprintOf(id.Card("")).Words...)
		b.silent("open your contact card")
		b.Press(fyne.KeyEscape)
	})
	t.Run("and one's own card is no colleague's", func(t *testing.T) {
		id, err := vault.OpenIdentity(b.identity, strong)
		b.Must(err)
		b.paste(id.Card("Me").Text("Card"))
		b.tap("people.add_do")
		if got := desktest.Row(b.Bench, "Contact card").Error(); !strings.HasPrefix(got, "This is your own card.") {
			t.Errorf("it says %q", got)
		}
	})
}

func TestWhereNothingCanBeSigned(t *testing.T) {
	t.Run("since this computer keeps no secret, that is said", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.Device = nil
		b.Reopen()
		b.open()
		b.says("What is written here is not signed")
		b.silent("Sign with my key")
	})
	t.Run("or changed, since the file is open to look only, the cards are there and nothing can be done", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		_, err := b.DB.AddColleague(context.Background(), store.ColleagueOf(somebody(t, "Dilbar", true)))
		b.Must(err)
		b.ReadOnly()
		b.open()
		b.says("Dilbar")
		if !desktest.Button(b.Bench, "Add a card…").Disabled() || len(b.row("Dilbar").Acts()) != 0 {
			t.Error("something can be done")
		}
	})
	t.Run("without a place for a key of one's own none is offered", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.identity = ""
		b.open()
		b.silent("My contact card")
		b.silent("Sign with my key")
	})
}

func TestAWrongPassphraseOfOnesOwnKey(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.Must(os.MkdirAll(filepath.Dir(b.identity), 0o700))
	_, err := vault.CreateIdentity(b.identity, strong, vaulttest.Cheap, true)
	b.Must(err)
	b.open()
	b.tap("people.sign_open")
	b.Type("wrong")
	b.Press(fyne.KeyReturn)
	if !strings.HasPrefix(desktest.Row(b.Bench, "Passphrase of my key").Error(), "This does not open your own key.") {
		t.Error("nothing was said")
	}
	if by, err := b.DB.CertifiedBy(context.Background()); err != nil || len(by) != 0 {
		t.Error("something was signed", err)
	}
	b.Type(strong)
	b.Press(fyne.KeyReturn)
	if by, err := b.DB.CertifiedBy(context.Background()); err != nil || len(by) != 1 {
		t.Error("nothing was signed", err)
	}
}
