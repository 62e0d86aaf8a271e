package foreign

import "os"

// openRegular opens a file, which must not be a link: that may lead anywhere.
func openRegular(path string) (*os.File, error) {
	st, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, &Refused{NotFile}
	}
	return os.Open(path)
}
