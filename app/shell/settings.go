package shell

import (
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"guvoh/model/vault"
)

// Settings are what the program remembers of this person's preferences from
// one day to the next. They say nothing about any file, case or person: no
// path, no name, no word that was searched for.
type Settings struct {
	Language string  `json:"language"` // "en", "ru", "uz"; "" follows the system
	Look     string  `json:"look"`     // "light", "dark", "contrast"
	Size     int     `json:"size"`     // of text, in percent: 100 to 200
	Width    float32 `json:"width"`    // of the window
	Height   float32 `json:"height"`
	Device   string  `json:"device"` // a random word: which of the authors a file remembers writes here
	// LockAfter is after how many minutes without a sign of a person the
	// window locks; -1 never.
	LockAfter int `json:"lock_after"`
	// FileInTitle lets the window's title name the open file; off unless asked for.
	FileInTitle bool `json:"file_in_title"`
}

// sizes are the text sizes that "larger" and "smaller" step through.
var sizes = []int{100, 115, 130, 150, 175, 200}

func (s Settings) sane() Settings {
	if s.Look != "dark" && s.Look != "contrast" {
		s.Look = "light"
	}
	if !slices.Contains(lockChoices, s.LockAfter) {
		s.LockAfter = 5
	}
	s.Size = min(max(s.Size, sizes[0]), sizes[len(sizes)-1])
	if s.Width < 640 || s.Height < 420 || s.Width > 10000 || s.Height > 10000 {
		s.Width, s.Height = 1180, 760
	}
	return s
}

// LoadSettings reads the settings from a file; one that is missing or makes
// no sense gives the defaults, since preferences are no reason not to start.
func LoadSettings(path string) Settings {
	var s Settings
	if b, err := os.ReadFile(path); err == nil {
		if json.Unmarshal(b, &s) != nil {
			s = Settings{}
		}
	}
	return s.sane()
}

// Save keeps the settings, by a new file renamed into place.
func (s Settings) Save(path string) error {
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	next := path + ".new"
	if err := os.WriteFile(next, b, 0o600); err != nil {
		return err
	}
	return os.Rename(next, path)
}

// DeviceSecret gives the secret that lies beside the settings, with which this
// person's work on this computer is signed; nil when it cannot be kept there,
// so that what is written is not signed. See [vault.DeviceSecret].
func DeviceSecret(settings string) []byte {
	if settings == "" {
		return nil
	}
	secret, err := vault.DeviceSecret(filepath.Dir(settings))
	if err != nil {
		return nil // the person is told when a file is opened
	}
	return secret
}

// newDevice gives the word by which files are to know this device: that of its
// secret, as the command line calls it too.
func newDevice(settings string) string {
	if secret := DeviceSecret(settings); secret != nil {
		return vault.DeviceWord(secret)
	}
	return rand.Text()
}

// SettingsPath gives where the settings stand on this system.
func SettingsPath() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "guvoh", "settings.json"), nil
}
