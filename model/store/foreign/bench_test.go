package foreign_test

import (
	"fmt"
	"testing"
	"time"

	"guvoh/model/store/foreign"
	"guvoh/model/vault/vaulttest"
)

// BenchmarkGuest reads a file with a million entries as a merge does, beside
// SQLite alone copying the same rows inside the file.
func BenchmarkGuest(b *testing.B) {
	const n = 1_000_000
	path := changed(b, guestFile(b), fmt.Sprintf(`INSERT INTO entry
		WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT %d) SELECT (2 << 36) + x, x %% 100000, x, randomblob(86), randomblob(32) FROM c`, n),
		fmt.Sprintf("INSERT INTO stream VALUES(2, randomblob(16), 'x', 1, 1, %d, randomblob(32), NULL)", n))
	begin := time.Now()
	changed(b, path, "CREATE TEMP TABLE copy AS SELECT * FROM entry WHERE 0", "INSERT INTO copy SELECT * FROM entry")
	raw := time.Since(begin)
	begin = time.Now()
	g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase})
	must(b, err)
	defer g.Close()
	opened := time.Since(begin)
	streams, err := g.Streams(ctx)
	must(b, err)
	id := streams[len(streams)-1].ID
	for b.Loop() {
		count := 0
		for _, err := range g.Links(ctx, id, 1, n) {
			must(b, err)
			count++
		}
		if count != n {
			b.Fatal(count)
		}
	}
	each := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(each*1e9/n, "ns/entry")
	b.ReportMetric(opened.Seconds(), "s/open")
	b.ReportMetric(raw.Seconds(), "s/raw-copy")
	b.ReportMetric(each/raw.Seconds(), "ratio")
	begin = time.Now()
	for _, err := range g.Links(ctx, id, n-999, n) {
		must(b, err)
	}
	b.ReportMetric(float64(time.Since(begin).Microseconds()), "µs/last-1000")
}
