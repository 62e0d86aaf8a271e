package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// BenchmarkShareOneCase shares one case of a file of 10,000, in which a few
// sessions wrote 100,000 edits: the worst that can be, since of each session
// that touched the case every other entry goes along as a commitment. It stands
// beside a copy of the whole file.
func BenchmarkShareOneCase(b *testing.B) {
	path, ids := edited(b, 10_000)
	db := mustOpenWith(b, path, signing(b))
	dir := b.TempDir()
	var ours, whole time.Duration
	var r store.ShareReport
	for b.Loop() {
		at := time.Now()
		must(b, db.CopyTo(filepath.Join(dir, "copy-"+model.NewID().String())))
		whole += time.Since(at)
		at = time.Now()
		var err error
		r, err = db.ShareTo(ctx, filepath.Join(dir, "share-"+model.NewID().String()), vault.NewPassphrase(string(vaulttest.Passphrase), ""),
			vaulttest.Cheap, store.ShareOptions{Cases: []model.ID{ids[len(ids)/2]}, History: true})
		must(b, err)
		ours += time.Since(at)
	}
	b.ReportMetric(float64(r.Size)/1e6, "MB")
	b.ReportMetric(float64(r.Bare), "commitments")
	b.ReportMetric(float64(r.Streams), "streams")
	b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "ms/share")
	b.ReportMetric(ours.Seconds()/whole.Seconds(), "x-of-a-copy")
}
