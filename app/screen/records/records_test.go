package records_test

import (
	"os"
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/records"
)

func TestLook(t *testing.T) {
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	for name, l := range desktest.Looks {
		t.Run(name, func(t *testing.T) {
			b := desktest.New(t, l)
			b.Show(records.New, desk.Route{Screen: desk.ScreenRecords, Section: "person"})
			b.Shot("records-" + name + "-none")
			b.Sample()
			for _, kind := range []string{"person", "organisation", "place"} {
				b.Show(records.New, desk.Route{Screen: desk.ScreenRecords, Section: kind, Record: b.Records(kind)[0].ID})
				b.Shot("records-" + name + "-" + kind)
			}
		})
	}
}
