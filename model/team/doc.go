// Package team lets several people work on copies of one file through a folder
// that something else carries: Syncthing, Nextcloud, a stick.
//
// Its one job is that folder. Each device writes only below a name of its own,
// and nearly everything it writes is written once, so that the carrier never
// finds two versions of a file: see docs/adr/0012-team-folder.md for the
// layout, byte for byte, and for who learns what.
//
// Rules of the package: the folder belongs to whoever carries it, and may hold
// anything. Nothing in it is believed but what a member signed or sealed; a
// file that is not there was never a wish to delete something; a file that is
// half there is tried again later; the folder may vanish at any moment, and
// nothing is lost by it. Work comes into the case file through
// [store.DB.Merge] alone. There is no goroutine here and no clock that decides
// anything: [Team.Sync] makes one pass when it is called.
package team
