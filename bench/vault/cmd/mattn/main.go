// Command mattn measures SQLite as it is, and the vault over it.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/bench/vault/report"
	"guvoh/model/vault"
)

func main() {
	report.Main(true, map[string]report.Kind{"plain": plain, "vault": sealed})
}

// connector opens a file with the settings of the product.
type connector string

func (c connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	d := sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		for _, s := range report.Settings {
			if _, err := conn.Exec("PRAGMA "+s, nil); err != nil {
				return err
			}
		}
		return nil
	}}
	return d.Open(string(c))
}

func plain(path string) (func() (*sql.DB, error), error) {
	return func() (*sql.DB, error) { return report.One(sql.OpenDB(connector("file:" + path))) }, nil
}

func sealed(path string) (func() (*sql.DB, error), error) {
	f, err := vault.Create(path, vault.Cost{Time: 1, Memory: 64, Threads: 1}, vault.NewPassphrase("measured", ""))
	if err != nil {
		return nil, err
	}
	return func() (*sql.DB, error) { return report.One(sql.OpenDB(connector(f.URI(false, false)))) }, nil
}
