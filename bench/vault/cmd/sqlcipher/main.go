// Command sqlcipher measures go-sqlcipher, a fork of go-sqlite3 with SQLCipher
// in it. It has the same C symbols as go-sqlite3, so it is a program of its own.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"

	sqlcipher "github.com/mutecomm/go-sqlcipher/v4"

	"guvoh/bench/vault/report"
)

func main() {
	report.Main(true, map[string]report.Kind{"sqlcipher": sealed})
}

type connector string

func (c connector) Driver() driver.Driver { return &sqlcipher.SQLiteDriver{} }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	d := sqlcipher.SQLiteDriver{ConnectHook: func(conn *sqlcipher.SQLiteConn) error {
		for _, s := range report.Settings {
			if _, err := conn.Exec("PRAGMA "+s, nil); err != nil {
				return err
			}
		}
		return nil
	}}
	return d.Open(string(c))
}

// sealed gives the key itself, so that no passphrase is stretched.
func sealed(path string) (func() (*sql.DB, error), error) {
	const key = "x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'"
	return func() (*sql.DB, error) {
		return report.One(sql.OpenDB(connector("file:" + path + "?_pragma_key=" + key + "&_pragma_cipher_page_size=4096")))
	}, nil
}
