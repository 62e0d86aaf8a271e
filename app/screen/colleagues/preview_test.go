package colleagues_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/account"
	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/colleagues"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// preview shows the preview of a report that was made up.
func (b *bench) preview(r store.MergeReport) {
	b.TB.Helper()
	b.Show(func(d *desk.Desk, _ desk.Route) desk.Pane { return colleagues.Previewed(d, r) }, desk.Route{})
}

var verified = store.Author{Name: "Karima", Claimed: "K.", Trust: store.Verified}

// many is a report of so many records in a hundred cases.
func many(n int) store.MergeReport {
	r := store.MergeReport{New: n, People: []store.Part{{Author: verified, Entries: n, From: time.Now(), To: time.Now()}}}
	cases := make([]model.ID, 100)
	for i := range cases {
		cases[i] = model.NewID()
	}
	for i := range n {
		r.Records = append(r.Records, store.Merged{
			Record: model.NewID(), Kind: "event", Label: fmt.Sprint("Event ", i), Cases: cases[i%100 : i%100+1], What: store.MergedNew,
			Fields: []store.MergedField{{Field: "title", After: text("what happened"), Came: []store.Claim{{Value: text("what happened"), Author: verified}}}},
		})
	}
	return r
}

func TestTenThousandRecords(t *testing.T) {
	b := newBench(t, desktest.Look{})
	r := many(10_000)
	began := time.Now()
	b.preview(r)
	t.Logf("shown after %v", time.Since(began))
	list := b.list()
	b.Window().Canvas().Focus(list)
	began = time.Now()
	for range 100 {
		b.Press(fyne.KeyDown)
	}
	t.Logf("an arrow takes %v", time.Since(began)/100)
	began = time.Now()
	b.Press(fyne.KeySpace, fyne.KeyEnd)
	t.Logf("a tick and the end take %v", time.Since(began))
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("a tick takes %v", took)
	}
	if n := len(test.LaidOutObjects(list)); n > 1500 {
		t.Errorf("the list is made of %d objects", n)
	}
	if list.Selected() != list2(r) {
		t.Errorf("the end is row %d", list.Selected())
	}
}

// list2 is the last row: the overview, a heading for each case, the records.
func list2(r store.MergeReport) int { return len(r.Records) + 100 }

func TestWhatCannotBeTrusted(t *testing.T) {
	for _, lang := range []string{"en", "ru", "uz"} {
		t.Run(lang, func(t *testing.T) {
			b := newBench(t, desktest.Look{Lang: lang})
			r := many(1)
			for _, reason := range []store.QuarantineReason{store.Forged, store.Forked, store.Broken, store.Malformed, store.Unproven, store.OtherKind} {
				r.Quarantine = append(r.Quarantine, store.Quarantined{Reason: reason, Entries: 2, Author: store.Author{Name: "Nobody", Trust: store.Unverified}})
			}
			b.preview(r)
			b.mustSay(b.Desk.Words.N("colleagues.aside_alarm", len(r.Quarantine)))
			b.filter("colleagues.filter.aside")
			b.Window().Canvas().Focus(b.list())
			b.Press(fyne.KeyHome)
			for _, q := range r.Quarantine {
				b.Press(fyne.KeyDown)
				b.mustSay(account.Why(b.Desk.Words, q))
				b.mustSay(b.t("colleagues.aside_safe"))
			}
		})
	}
}

func TestWhatIsRemovedForGoodIsWarnedOf(t *testing.T) {
	b := newBench(t, desktest.Look{})
	r := many(3)
	r.Records[1].What, r.Purged = store.MergedPurged, 1
	r.Awaited = []store.Gap{{Author: verified, Entries: 3, Since: time.Now()}}
	b.preview(r)
	b.mustSay(b.Desk.Words.N("colleagues.purge_alarm", 1))
	b.mustSay(b.Desk.Words.N("colleagues.awaited", 3))
	b.filter("colleagues.filter.purged")
	b.Window().Canvas().Focus(b.list())
	b.Press(fyne.KeyEnd)
	b.mustSay(b.t("colleagues.purged_why"))
}

func TestHowSureItIsWhoWrote(t *testing.T) {
	b := newBench(t, desktest.Look{})
	seen := map[string]bool{}
	for _, trust := range []store.Trust{store.Own, store.Verified, store.Unverified, store.Unsigned} {
		r := many(1)
		r.People[0].Author.Trust = trust
		b.preview(r)
		word := b.t("trust." + string(trust))
		b.mustSay(word)
		b.mustSay(b.t("trust_why." + string(trust)))
		if seen[word] {
			t.Errorf("%s is said as another degree is", trust)
		}
		seen[word] = true
	}
}

func TestALongTextIsReadWhole(t *testing.T) {
	b := newBench(t, desktest.Look{})
	r := many(1)
	long := ""
	for i := range 200 {
		long += fmt.Sprint("line ", i, ". ")
	}
	r.Records[0].Fields[0].Came[0].Value = text(long)
	b.preview(r)
	b.Window().Canvas().Focus(b.list())
	b.Press(fyne.KeyEnd)
	b.mustNotSay("line 199.")
	b.tap("colleagues.read_whole")
	whole := ""
	for _, e := range desktest.Find[*ui.Editor](b.Bench) {
		whole += e.Text()
	}
	if whole != long {
		t.Error("it is not shown whole")
	}
}
