package store_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
	"testing/iotest"

	"guvoh/model/store"
)

// TestAttachmentsAreReadInAnyOrder reads pieces of a long attachment from
// anywhere, across the borders of its chunks and beyond its end.
func TestAttachmentsAreReadInAnyOrder(t *testing.T) {
	db := mustCreate(t)
	dice := rand.New(rand.NewPCG(7, 8))
	for _, size := range []int{1, 1 << 20, 3<<20 + 12345} {
		whole := make([]byte, size)
		for i := range whole {
			whole[i] = byte(dice.Uint32())
		}
		var sha string
		mustDo(t, db, "attach", func(tx *store.Tx) (err error) {
			sha, _, err = tx.Attach(bytes.NewReader(whole))
			return err
		})
		r, err := db.OpenAttachment(sha)
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(r, whole); err != nil {
			t.Errorf("%d bytes: %v", size, err)
		}
		seeker := r.(io.ReadSeeker)
		for range 50 {
			at := dice.IntN(size + 10)
			if n, err := seeker.Seek(int64(at), io.SeekStart); err != nil || n != int64(at) {
				t.Fatalf("%d, %v", n, err)
			}
			got, err := io.ReadAll(io.LimitReader(seeker, 5000))
			if want := whole[min(at, size):min(at+5000, size)]; err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%d bytes at %d of %d: %v", len(got), at, size, err)
			}
		}
		if _, err := seeker.Seek(-1, io.SeekStart); err == nil {
			t.Error("a place before the beginning was reached")
		}
		r.Close()
		if got, err := db.ReadAttachment(sha, int64(size)); err != nil || !bytes.Equal(got, whole) {
			t.Errorf("%d of %d bytes are read whole: %v", len(got), size, err)
		}
		if got, err := db.ReadAttachment(sha, int64(size)-1); !errors.Is(err, store.ErrTooBig) || got != nil {
			t.Errorf("%d of %d bytes, more than was asked for: %v", len(got), size, err)
		}
	}
}
