package vault

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// DeviceName is how the file with the secret of a device is called, in the
// folder of a person's settings.
const DeviceName = "device"

// deviceSize is the number of bytes in it.
const deviceSize = 32

// DeviceSecret gives the random bytes that make this person's work on this
// device theirs: together with what a case file keeps for the device, the key by
// which it signs follows from them. Either alone gives nothing. They lie in the
// folder of the person's settings, readable by nobody else, and are drawn when
// they are first asked for; what is there is never written over. It fails with
// [ErrDamaged] when something else lies in their place, and with what the system
// said.
func DeviceSecret(folder string) ([]byte, error) {
	path := filepath.Join(folder, DeviceName)
	secret, err := readDevice(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return secret, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	if err := placeNew(path, random(deviceSize)); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return readDevice(path) // of another program, if that was quicker
}

// KnownDeviceSecret is [DeviceSecret] for looking only: it makes nothing, and
// gives nil where there is none.
func KnownDeviceSecret(folder string) []byte {
	secret, err := readDevice(filepath.Join(folder, DeviceName))
	if err != nil {
		return nil
	}
	return secret
}

// DeviceWord gives the word by which files know a device, which follows from its
// secret and tells nothing of it.
func DeviceWord(secret []byte) string {
	sum := sha256.Sum256(append([]byte("guvoh device word\x00"), secret...))
	return base32.StdEncoding.EncodeToString(sum[:15])
}

func readDevice(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, deviceSize+1))
	if err != nil {
		return nil, err
	}
	if len(b) != deviceSize {
		return nil, ErrDamaged
	}
	return b, nil
}
