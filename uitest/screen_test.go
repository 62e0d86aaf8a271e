//go:build uitest

package uitest

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
)

// screen asks the X server what is on the display. A program started for each
// look would take ten times as long, and tests look after every key.
type screen struct {
	conn          net.Conn
	root          uint32
	width, height uint16
}

var look screen

// connect speaks the first words of the X protocol, as far as they are needed
// to learn what the root window is.
func connect() (screen, error) {
	number := strings.TrimPrefix(os.Getenv("DISPLAY"), ":")
	conn, err := net.Dial("unix", "/tmp/.X11-unix/X"+number)
	if err != nil {
		return screen{}, err
	}
	// Little endian, version 11.0, no authorisation.
	if _, err := conn.Write([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0}); err != nil {
		return screen{}, err
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(conn, head); err != nil {
		return screen{}, err
	}
	body := make([]byte, 4*int(binary.LittleEndian.Uint16(head[6:])))
	if _, err := io.ReadFull(conn, body); err != nil {
		return screen{}, err
	}
	if head[0] != 1 {
		return screen{}, errors.New("the X server takes no connection")
	}
	vendor := int(binary.LittleEndian.Uint16(body[16:]))
	first := body[32+(vendor+3)/4*4+8*int(body[21]):]
	s := screen{
		conn: conn, root: binary.LittleEndian.Uint32(first),
		width: binary.LittleEndian.Uint16(first[20:]), height: binary.LittleEndian.Uint16(first[22:]),
	}
	return s, s.teach(letters)
}

// letters are what the tests type beside those of an American keyboard, which
// has few keys to spare.
const letters = "Чтобылпмʻ"

// teach gives keys without a meaning these letters. Left to itself xdotool
// does so for the moment of each letter, and loses some on a busy machine.
func (s screen) teach(letters string) error {
	const first, count = 8, 248
	meanings, per, err := s.ask(append([]byte{101, 0, 2, 0}, first, count, 0, 0)) // GetKeyboardMapping
	if err != nil {
		return err
	}
	wide := 4 * int(per)
	code := byte(0)
	for _, letter := range letters {
		if bytes.Contains(meanings, binary.LittleEndian.AppendUint32(nil, keysym(letter))) {
			continue // taught before, on a display that others used
		}
		for ; code < count && !allZero(meanings[int(code)*wide:][:wide]); code++ {
		}
		if code == count {
			return errors.New("the keyboard has no room for another letter")
		}
		if err := s.mean(first+code, letter, letter); err != nil {
			return err
		}
		code++
	}
	return s.settled()
}

// mean gives a key its letters, without and with Shift.
func (s screen) mean(code byte, small, large rune) error {
	change := []byte{100, 1, 4, 0, code, 2, 0, 0} // ChangeKeyboardMapping: one key, two meanings
	change = binary.LittleEndian.AppendUint32(change, keysym(small))
	change = binary.LittleEndian.AppendUint32(change, keysym(large))
	_, err := s.conn.Write(change)
	return err
}

// settled waits until the keys mean what was asked for: answers come in order.
func (s screen) settled() error {
	_, _, err := s.ask([]byte{101, 0, 2, 0, 8, 1, 0, 0})
	return err
}

// The rows of letters of a keyboard, as they stand on an American and on a
// Russian one, without and with Shift, each by the code of its first key.
var rows = []struct {
	code             byte
	american, large  string
	russian, capital string
}{
	{24, "qwertyuiop[]", "QWERTYUIOP{}", "йцукенгшщзхъ", "ЙЦУКЕНГШЩЗХЪ"},
	{38, "asdfghjkl;'", "ASDFGHJKL:\"", "фывапролджэ", "ФЫВАПРОЛДЖЭ"},
	{52, "zxcvbnm,./", "ZXCVBNM<>?", "ячсмитьбю.", "ЯЧСМИТЬБЮ,"},
}

// layout puts a Russian keyboard in the place of the American one, or back.
func (s screen) layout(russian bool) error {
	for _, row := range rows {
		small, large := []rune(row.american), []rune(row.large)
		if russian {
			small, large = []rune(row.russian), []rune(row.capital)
		}
		for i := range small {
			if err := s.mean(row.code+byte(i), small[i], large[i]); err != nil {
				return err
			}
		}
	}
	return s.settled()
}

// placed gives a key by where it is, for a keyboard on which its letter is not:
// "ctrl+q" becomes "ctrl+24".
func placed(key string) string {
	at := strings.LastIndexByte(key, '+') + 1
	for _, row := range rows {
		if i := strings.Index(row.american, key[at:]); i >= 0 && len(key[at:]) == 1 {
			return key[:at] + strconv.Itoa(int(row.code)+i)
		}
	}
	return key
}

func allZero(b []byte) bool { return len(bytes.Trim(b, "\x00")) == 0 }

// keysym gives the number of a letter in X, which counts the Russian ones by
// KOI8-R and the others by Unicode.
func keysym(letter rune) uint32 {
	const koi8 = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ"
	for i, r := range []rune(koi8) {
		if r == letter {
			return 0x6C0 + uint32(i)
		}
	}
	if letter < 0x100 {
		return uint32(letter)
	}
	return 0x01000000 + uint32(letter)
}

// ask sends a request and gives its answer: the bytes, and what the head says
// of them.
func (s screen) ask(request []byte) (body []byte, about byte, err error) {
	if _, err := s.conn.Write(request); err != nil {
		return nil, 0, err
	}
	head := make([]byte, 32)
	for head[0] != 1 { // every client is told, too, when keys get other meanings
		if _, err := io.ReadFull(s.conn, head); err != nil {
			return nil, 0, err
		}
		if head[0] == 0 {
			return nil, 0, errors.New("the X server refuses a request")
		}
	}
	body = make([]byte, 4*int(binary.LittleEndian.Uint32(head[4:])))
	_, err = io.ReadFull(s.conn, body)
	return body, head[1], err
}

// points gives the whole screen, point by point.
func (s screen) points() ([]byte, error) {
	ask := []byte{73, 2, 5, 0} // GetImage, as a ZPixmap, five words long
	ask = binary.LittleEndian.AppendUint32(ask, s.root)
	ask = binary.LittleEndian.AppendUint32(ask, 0) // from the top left
	ask = binary.LittleEndian.AppendUint16(ask, s.width)
	ask = binary.LittleEndian.AppendUint16(ask, s.height)
	ask = binary.LittleEndian.AppendUint32(ask, 0xFFFFFFFF) // all planes
	points, _, err := s.ask(ask)
	return points, err
}
