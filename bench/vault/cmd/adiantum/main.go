// Command adiantum measures ncruces/go-sqlite3, which runs SQLite without cgo,
// plain and with its file layer that encrypts by Adiantum.
package main

import (
	"database/sql"
	"strings"

	_ "github.com/ncruces/go-sqlite3/driver"
	_ "github.com/ncruces/go-sqlite3/vfs/adiantum"

	"guvoh/bench/vault/report"
)

func main() {
	report.Main(false, map[string]report.Kind{"ncruces": kind(""), "adiantum": kind("&vfs=adiantum&hexkey=" + strings.Repeat("2dd29ca851e7b56e", 4))})
}

func kind(parameters string) report.Kind {
	return func(path string) (func() (*sql.DB, error), error) {
		name := "file:" + path + "?_txlock=deferred"
		for _, s := range report.Settings {
			name += "&_pragma=" + strings.Replace(s, "=", "(", 1) + ")"
		}
		return func() (*sql.DB, error) {
			db, err := sql.Open("sqlite3", name+parameters)
			if err != nil {
				return nil, err
			}
			return report.One(db)
		}, nil
	}
}
