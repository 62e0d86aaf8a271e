package recording_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"time"

	"guvoh/export/exhibit/internal/recording"
)

func le(n uint32) string { return string(binary.LittleEndian.AppendUint32(nil, n)) }
func be(n uint32) string { return string(binary.BigEndian.AppendUint32(nil, n)) }

func chunk(name, body string) string {
	if len(body)%2 == 1 {
		return name + le(uint32(len(body))) + body + "\x00"
	}
	return name + le(uint32(len(body))) + body
}

func box(name, body string) string { return be(uint32(len(body)+8)) + name + body }

func mp4(brand, moov string) string {
	return box("ftyp", brand+be(0)) + box("free", strings.Repeat("x", 1000)) + moov
}

func mvhd(scale, length uint32) string {
	return box("mvhd", be(0)+be(0)+be(0)+be(scale)+be(length)+strings.Repeat("\x00", 80))
}

var samples = map[string]struct {
	data  string
	media string
	want  time.Duration
}{
	"WAV": {
		"RIFF" + le(0) + "WAVE" + chunk("LIST", "odd") + chunk("fmt ", "\x01\x00\x01\x00"+le(8000)+le(16000)+"\x02\x00\x10\x00") + chunk("data", strings.Repeat("\x00", 40_000)),
		"audio/wav", 2500 * time.Millisecond,
	},
	"AVI":                       {"RIFF" + le(0) + "AVI " + chunk("LIST", "hdrl"+chunk("avih", le(40_000)+le(0)+le(0)+le(0)+le(100)+le(0))), "video/x-msvideo", 4 * time.Second},
	"MP4":                       {mp4("isom", box("moov", box("udta", "")+mvhd(1000, 61_500))), "video/mp4", 61500 * time.Millisecond},
	"M4A":                       {mp4("M4A ", box("moov", mvhd(44_100, 88_200))), "audio/mp4", 2 * time.Second},
	"MP4 with a long length":    {mp4("isom", box("moov", box("mvhd", "\x01\x00\x00\x00"+be(0)+be(0)+be(0)+be(0)+be(90_000)+be(0)+be(450_000)+strings.Repeat("\x00", 80)))), "video/mp4", 5 * time.Second},
	"MP4 of a broken recording": {mp4("isom", ""), "video/mp4", 0},
	"MP4 of a scale of nothing": {mp4("isom", box("moov", mvhd(0, 61_500))), "video/mp4", 0},
	"Ogg with Opus": {
		"OggS\x00\x02" + strings.Repeat("\x00", 22) + "OpusHead\x01\x01" + "\x38\x01" + le(16000) + strings.Repeat("x", 500) +
			"OggS\x00\x04" + string(binary.LittleEndian.AppendUint64(nil, 3*48_000+0x138)) + strings.Repeat("\x00", 20),
		"audio/ogg", 3 * time.Second,
	},
	"Ogg with Vorbis": {
		"OggS\x00\x02" + strings.Repeat("\x00", 22) + "\x01vorbis" + le(0) + "\x01" + le(22_050) + strings.Repeat("x", 500) +
			"OggS\x00\x04" + string(binary.LittleEndian.AppendUint64(nil, 22_050)) + strings.Repeat("\x00", 20),
		"audio/ogg", time.Second,
	},
	"FLAC": {"fLaC\x80\x00\x00\x22" + strings.Repeat("\x00", 10) + string(binary.BigEndian.AppendUint64(nil, 44_100<<44|88_200)) + strings.Repeat("\x00", 16), "audio/flac", 2 * time.Second},
	"WebM": {
		"\x1A\x45\xDF\xA3\x80" + "\x18\x53\x80\x67\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF" + "\xEC\x82xx" +
			"\x15\x49\xA9\x66\x92" + "\x2A\xD7\xB1\x83\x0F\x42\x40" + "\x44\x89\x88" + string(binary.BigEndian.AppendUint64(nil, math.Float64bits(7250))),
		"video/webm", 7250 * time.Millisecond,
	},
	"AMR":             {"#!AMR\n" + strings.Repeat("\x3C"+strings.Repeat("a", 31), 100), "audio/amr", 2 * time.Second},
	"MP3 of one rate": {"\xFF\xFB\x90\x64" + strings.Repeat("\x00", 128_000/8-4), "audio/mpeg", time.Second},
	"MP3 of many rates behind pictures": {
		"ID3\x03\x00\x00\x00\x00\x02\x00" + strings.Repeat("p", 256) + "\xFF\xFB\x90\x64" + strings.Repeat("\x00", 32) + "Xing" + be(1) + be(1000) + strings.Repeat("\x00", 400),
		"audio/mpeg", 26122 * time.Millisecond,
	},
}

func TestLengths(t *testing.T) {
	for name, s := range samples {
		t.Run(name, func(t *testing.T) {
			if got := recording.Kind([]byte(s.data[:min(len(s.data), 64)])); got != s.media {
				t.Errorf("kind %q", got)
			}
			if got := recording.Length(strings.NewReader(s.data), int64(len(s.data))); got != s.want {
				t.Errorf("length %v, want %v", got, s.want)
			}
		})
	}
	t.Run("words are no recording", func(t *testing.T) {
		if got := recording.Kind([]byte("Dear Sir, the recording is enclosed.")); got != "" {
			t.Errorf("kind %q", got)
		}
	})
}

// A length is never wrong by being endless or below zero, and is found in time.
func FuzzLength(f *testing.F) {
	for _, s := range samples {
		f.Add([]byte(s.data))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if d := recording.Length(bytes.NewReader(b), int64(len(b))); d < 0 || d > 1000*time.Hour {
			t.Errorf("length %v", d)
		}
	})
}
