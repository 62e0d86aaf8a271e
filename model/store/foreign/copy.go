package foreign

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// private copies a file into a folder of its own that only this user can look
// into. What lies beside the file, such as a journal that was planted there,
// stays behind.
func private(ctx context.Context, path, dir string, most int64) (folder, copied string, err error) {
	in, err := openRegular(path)
	if err != nil {
		return "", "", err
	}
	defer in.Close()
	st, err := in.Stat()
	switch {
	case err != nil:
		return "", "", err
	case !st.Mode().IsRegular():
		return "", "", &Refused{NotFile}
	case st.Size() > most:
		return "", "", &Refused{TooLarge}
	}
	if folder, err = os.MkdirTemp(dir, ".guvoh-"); err != nil {
		return "", "", err
	}
	copied = filepath.Join(folder, "guest")
	if err := copyTo(ctx, copied, in, most); err != nil {
		os.RemoveAll(folder)
		return "", "", err
	}
	return folder, copied, nil
}

func copyTo(ctx context.Context, path string, in io.Reader, most int64) error {
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	for left := most + 1; ; { // it may have grown since
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := io.CopyN(out, in, min(left, 8<<20))
		if left -= n; left == 0 {
			return &Refused{TooLarge}
		}
		if errors.Is(err, io.EOF) {
			return out.Close()
		}
		if err != nil {
			return err
		}
	}
}
