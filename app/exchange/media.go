package exchange

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// sniffed is how much of a file's beginning tells what it is.
const sniffed = 1024

// magic are the bytes by which kinds of file begin, at an offset.
var magic = []struct {
	at    int
	bytes string
	media string
}{
	{0, "%PDF-", "application/pdf"},
	{0, "\x89PNG\r\n\x1a\n", "image/png"},
	{0, "\xff\xd8\xff", "image/jpeg"},
	{0, "GIF8", "image/gif"},
	{0, "II*\x00", "image/tiff"},
	{0, "MM\x00*", "image/tiff"},
	{0, "BM", "image/bmp"},
	{8, "WEBP", "image/webp"},
	{8, "WAVE", "audio/wav"},
	{8, "AVI ", "video/x-msvideo"},
	{4, "ftypheic", "image/heic"},
	{4, "ftypheix", "image/heic"},
	{4, "ftypmif1", "image/heif"},
	{4, "ftypavif", "image/avif"},
	{4, "ftypqt", "video/quicktime"},
	{4, "ftypM4A", "audio/mp4"},
	{4, "ftyp3g", "video/3gpp"},
	{4, "ftyp", "video/mp4"},
	{0, "\x1aE\xdf\xa3", "video/x-matroska"},
	{0, "ID3", "audio/mpeg"},
	{0, "\xff\xfb", "audio/mpeg"},
	{0, "\xff\xf3", "audio/mpeg"},
	{0, "\xff\xf1", "audio/aac"},
	{0, "OggS", "audio/ogg"},
	{0, "fLaC", "audio/flac"},
	{0, "#!AMR", "audio/amr"},
	{0, "{\\rtf", "application/rtf"},
	{0, "PK\x03\x04", zipped},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", office},
	{0, "Rar!\x1a\x07", "application/vnd.rar"},
	{0, "7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"},
	{0, "SQLite format 3\x00", "application/vnd.sqlite3"},
}

const (
	zipped  = "application/zip"
	office  = "application/x-ole-storage"
	plain   = "text/plain"
	unknown = "application/octet-stream"
)

// byName tells apart what begins with the same bytes: the end of the name is
// believed only where the bytes do not contradict it.
var byName = map[string]map[string]string{
	zipped: {
		".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
		".odt":  "application/vnd.oasis.opendocument.text",
		".ods":  "application/vnd.oasis.opendocument.spreadsheet",
		".epub": "application/epub+zip",
	},
	office: {".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint", ".msg": "application/vnd.ms-outlook"},
	plain:  {".html": "text/html", ".htm": "text/html", ".csv": "text/csv", ".md": "text/markdown", ".xml": "application/xml", ".json": "application/json", ".eml": "message/rfc822", ".srt": "application/x-subrip", ".vtt": "text/vtt"},

	"video/x-matroska": {".webm": "video/webm"},
	"video/mp4":        {".m4a": "audio/mp4"},
}

// MediaType says what a file is by its first bytes, and only where these leave
// it open by the end of its name.
func MediaType(head []byte, name string) string {
	media := unknown
	if isText(head) {
		media = plain
	}
	for _, m := range magic {
		if len(head) > m.at && bytes.HasPrefix(head[m.at:], []byte(m.bytes)) {
			media = m.media
			break
		}
	}
	if better := byName[media][strings.ToLower(filepath.Ext(name))]; better != "" {
		return better
	}
	return media
}

// isText reports whether the beginning of a file is text in UTF-8 or UTF-16.
func isText(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	for i := 0; i < len(head); {
		r, n := utf8.DecodeRune(head[i:])
		if r == utf8.RuneError && n == 1 {
			return len(head)-i < utf8.UTFMax && len(head) == sniffed // a letter cut in two
		}
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' {
			return false
		}
		i += n
	}
	return len(head) > 0
}
