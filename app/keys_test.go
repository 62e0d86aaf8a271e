package app_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app"
	"guvoh/app/desk"
	"guvoh/app/task"
	"guvoh/model/vault/vaulttest"
)

// TestNoTwoCommandsHaveOneKey goes to the screens with commands of their own: of two
// commands with one key the menu would show both and carry out one.
func TestNoTwoCommandsHaveOneKey(t *testing.T) {
	w, err := app.New(test.NewTempApp(t), app.Options{Version: "1", Languages: []string{"en"}, Runner: &task.Inline{}})
	if err != nil {
		t.Fatal(err)
	}
	w.Open(sample(t))
	w.Unlock(vaulttest.Passphrase, func(error) {})
	if w.Desk() == nil {
		t.Fatal("the sample did not open")
	}
	defer w.CloseFile()
	id, err := w.Desk().DB.Find(t.Context(), "SAMPLE-1")
	if err != nil {
		t.Fatal(err)
	}
	for _, screen := range []string{
		desk.ScreenToday, desk.ScreenCases, desk.ScreenCase, desk.ScreenTimeline, desk.ScreenRelations, desk.ScreenGrid, desk.ScreenStatistics,
		desk.ScreenFind, desk.ScreenPatterns, desk.ScreenDuplicates, desk.ScreenSearch, desk.ScreenHistory, desk.ScreenDossiers,
		desk.ScreenEmergency, desk.ScreenColleagues, desk.ScreenConflicts, desk.ScreenInterviewing,
	} {
		w.Go(desk.Route{Screen: screen, Case: id})
		of := map[string][]string{}
		for _, m := range w.Window().MainMenu().Items {
			for _, i := range m.Items {
				if k, ok := i.Shortcut.(fyne.KeyboardShortcut); ok && i.Action != nil {
					of[k.ShortcutName()] = append(of[k.ShortcutName()], i.Label)
				}
			}
		}
		if len(of) < 10 {
			t.Errorf("%s: %d keys in the menu", screen, len(of))
		}
		for key, labels := range of {
			if slices.Sort(labels); len(labels) > 1 {
				t.Errorf("%s: %s is the key of %q", screen, key, labels)
			}
		}
		if p := w.Place(); p.Screen != screen {
			t.Errorf("%s leads to %s", screen, p.Screen)
		}
		w.Go(desk.Route{Screen: desk.ScreenCases}) // out of what takes the whole screen
	}
}
