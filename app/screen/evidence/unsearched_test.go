package evidence_test

import (
	"context"
	"testing"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/evidence"
	"guvoh/model/store"
)

func TestWhatNoSearchFindsInAFileIsSaid(t *testing.T) {
	all := map[store.ReadResult]string{
		store.TextNone: "reading.no_text", store.TextPartly: "reading.partly", store.TextRefused: "reading.refused", store.TextRead: "", "": "",
	}
	for result, want := range all {
		t.Run("when the result of reading is "+string(result), func(t *testing.T) {
			s := newShelf(t, desktest.Look{})
			s.drop(s.file("a.bin", []byte("\x01\x02\x03 what nobody reads")))
			e := s.all()[0]
			if result != "" {
				s.Must(s.DB.SetPassages(context.Background(), e.Text("sha256"), result, nil))
			}
			s.Open(evidence.New, s.inCase, e.ID)
			for _, key := range all {
				if key != "" && desktest.Says(s.Bench, s.Desk.Words.T(key)) != (key == want) {
					t.Errorf("%s is said, or is not", key)
				}
			}
		})
	}
}
