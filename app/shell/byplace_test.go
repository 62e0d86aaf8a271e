package shell_test

import (
	"runtime"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"guvoh/app/desk"
	"guvoh/app/shell"
	"guvoh/app/ui"
)

// fingers are the test app with keys that are held down, which its driver
// does not know.
type fingers struct {
	fyne.App
	held fyne.KeyModifier
}

func (f *fingers) Driver() fyne.Driver { return heldDriver{f.App.Driver(), f} }

type heldDriver struct {
	fyne.Driver
	f *fingers
}

func (d heldDriver) CurrentKeyModifiers() fyne.KeyModifier { return d.f.held }
func (heldDriver) CreateSplashWindow() fyne.Window         { return nil }
func (heldDriver) HasSecondaryDisplay() bool               { return false }

var _ desktop.Driver = heldDriver{}

// commands are a screen that counts how often each of its commands was given.
type commands struct {
	page
	given map[fyne.KeyName]int
}

func (c *commands) Commands() (string, []desk.Command) {
	const alt, shift = fyne.KeyModifierAlt, fyne.KeyModifierShift
	count := func(name fyne.KeyName) func() { return func() { c.given[name]++ } }
	return "today.menu", []desk.Command{
		{Key: "today.done", Name: fyne.KeyD, Mod: alt, Do: count(fyne.KeyD)},
		{Key: "today.make", Name: fyne.KeyM, Mod: alt, Do: count(fyne.KeyM)},
		{Key: "today.new", Name: fyne.KeyN, Mod: alt | shift, Do: count(fyne.KeyN)},
	}
}

// The toolkit gives a key with a Cyrillic letter no name, and looks for its place
// with Ctrl alone.
func TestAltWithALetterWorksOnEveryKeyboardLayout(t *testing.T) {
	places, known := map[string]map[fyne.KeyName]int{
		"linux":   {fyne.KeyD: 40, fyne.KeyM: 58, fyne.KeyN: 57, fyne.KeyQ: 24},
		"windows": {fyne.KeyD: 32, fyne.KeyM: 50, fyne.KeyN: 49, fyne.KeyQ: 16},
		"darwin":  {fyne.KeyD: 2, fyne.KeyM: 46, fyne.KeyN: 45, fyne.KeyQ: 12},
	}[runtime.GOOS]
	if !known {
		t.Skip("what this system calls its keys is not written down")
	}
	h, _ := opened(t)
	pane := &commands{page: page{Label: h.page().Label}, given: map[fyne.KeyName]int{}}
	h.Screens[desk.ScreenHistory] = func(*desk.Desk, desk.Route) desk.Pane { return pane }
	h.Go(desk.Route{Screen: desk.ScreenHistory})
	hands := &fingers{App: h.app}
	fyne.SetCurrentApp(hands)
	t.Cleanup(func() { fyne.SetCurrentApp(h.app) })
	line := ui.NewEntry("", nil)
	press := func(held fyne.KeyModifier, name fyne.KeyName, at fyne.KeyName) int {
		hands.held = held
		clear(pane.given)
		line.KeyDown(&fyne.KeyEvent{Name: name, Physical: fyne.HardwareKey{ScanCode: places[at]}})
		return len(pane.given)
	}
	const alt, ctrl, shift = fyne.KeyModifierAlt, fyne.KeyModifierControl, fyne.KeyModifierShift

	for _, name := range []fyne.KeyName{fyne.KeyD, fyne.KeyM} {
		if press(alt, fyne.KeyUnknown, name); pane.given[name] != 1 || len(pane.given) != 1 {
			t.Errorf("Alt+%s gave %v", name, pane.given)
		}
	}
	if press(alt|shift, fyne.KeyUnknown, fyne.KeyN); pane.given[fyne.KeyN] != 1 {
		t.Error("Alt+Shift+N gave no command")
	}
	for name, n := range map[string]int{
		"a key that the toolkit knows, which it does by itself": press(alt, fyne.KeyD, fyne.KeyD),
		"a letter that is written":                              press(0, fyne.KeyUnknown, fyne.KeyD),
		"Ctrl, which the toolkit does by itself":                press(ctrl, fyne.KeyUnknown, fyne.KeyD),
		"Ctrl and Alt, which write a letter":                    press(ctrl|alt, fyne.KeyUnknown, fyne.KeyD),
		"Alt+N, where that needs Shift":                         press(alt, fyne.KeyUnknown, fyne.KeyN),
		"Alt with a letter without a command":                   press(alt, fyne.KeyUnknown, fyne.KeyQ),
		"Alt with a key that is none":                           press(alt, fyne.KeyUnknown, fyne.KeyF1),
	} {
		if n != 0 {
			t.Errorf("%s: %d commands were given", name, n)
		}
	}
	box := ui.Message(h.Window().Canvas(), "T", "text")
	if press(alt, fyne.KeyUnknown, fyne.KeyD) != 0 {
		t.Error("a command was given while a dialog waits")
	}
	box.Close()
}

// Every letter is where it is on an American keyboard, whoever counts the keys.
func TestEachLetterHasItsPlaceOnEverySystem(t *testing.T) {
	for system, all := range map[string]string{
		"linux":   "24Q 25W 26E 27R 28T 29Y 30U 31I 32O 33P 38A 39S 40D 41F 42G 43H 44J 45K 46L 52Z 53X 54C 55V 56B 57N 58M",
		"windows": "16Q 17W 18E 19R 20T 21Y 22U 23I 24O 25P 30A 31S 32D 33F 34G 35H 36J 37K 38L 44Z 45X 46C 47V 48B 49N 50M",
		"darwin":  "0A 1S 2D 3F 4H 5G 6Z 7X 8C 9V 11B 12Q 13W 14E 15R 16Y 17T 31O 32U 34I 35P 37L 38J 40K 45N 46M",
	} {
		t.Run(system, func(t *testing.T) {
			want := map[int]fyne.KeyName{}
			for _, one := range strings.Fields(all) {
				place, err := strconv.Atoi(one[:len(one)-1])
				if err != nil {
					t.Fatal(err)
				}
				want[place] = fyne.KeyName(one[len(one)-1:])
			}
			for place := -1; place < 512; place++ {
				if got := shell.LetterAt(system, place); got != want[place] {
					t.Errorf("at %d stands %q, want %q", place, got, want[place])
				}
			}
		})
	}
}
