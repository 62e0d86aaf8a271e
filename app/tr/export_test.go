package tr

import (
	"fmt"
	"io/fs"
)

// ReadAll reads every language, as a window that speaks it would.
func ReadAll(files fs.FS) error {
	all, err := areas(files)
	if err != nil {
		return err
	}
	for tag, areas := range all {
		if _, err := read(files, tag, areas); err != nil {
			return fmt.Errorf("in %s: %w", tag, err)
		}
	}
	return nil
}
