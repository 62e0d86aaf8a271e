package shell_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/shell"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// says tells whether the window says something anywhere.
func says(h *house, words string) bool {
	c := h.Window().Canvas()
	for _, root := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		for _, o := range test.LaidOutObjects(root) {
			switch o := o.(type) {
			case *ui.Text:
				if o.Visible() && strings.Contains(o.Text(), words) {
					return true
				}
			case *canvas.Text:
				if o.Visible() && strings.Contains(o.Text, words) {
					return true
				}
			}
		}
	}
	return false
}

// newFile makes a file that the key of tests opens.
func newFile(t *testing.T, path string) {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Create(path, store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatThisComputerSignsWith(t *testing.T) {
	t.Run("lies beside the settings, and what is written is signed with it", func(t *testing.T) {
		h, _ := opened(t)
		config := filepath.Join(h.dir, "config")
		secret, err := os.ReadFile(filepath.Join(config, vault.DeviceName))
		if err != nil || len(secret) != 32 {
			t.Fatal("it is not there", err)
		}
		if got := shell.LoadSettings(filepath.Join(config, "settings.json")).Device; got != vault.DeviceWord(secret) {
			t.Error("the command line would call this computer otherwise")
		}
		key := h.Desk().DB.DeviceKey()
		all, err := h.Desk().DB.Streams(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		signed := 0
		for _, s := range all {
			if key != nil && s.Device.Equal(key) {
				signed++
			}
		}
		if signed == 0 {
			t.Error("nothing is signed")
		}
		if says(h, "is not signed") {
			t.Error("it says otherwise")
		}
	})
	t.Run("is missed where nothing can be kept there, which is said once", func(t *testing.T) {
		h := build(t)
		config := filepath.Join(h.dir, "config")
		device := filepath.Join(config, vault.DeviceName)
		if err := os.WriteFile(device, []byte("something else"), 0o600); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(h.dir, "b.guvoh")
		newFile(t, path)
		h.unlock(path)
		if h.Desk() == nil || h.Desk().DB.DeviceKey() != nil {
			t.Fatal("the file is not open, or signed with something")
		}
		if !says(h, "What is written here is not signed") {
			t.Error("nothing is said")
		}
		h.CloseFile()
		h.unlock(path)
		if says(h, "What is written here is not signed") {
			t.Error("it is said again")
		}
		h.CloseFile()
		if b, err := os.ReadFile(device); err != nil || !bytes.Equal(b, []byte("something else")) {
			t.Error("what lay there was written over")
		}
	})
}
