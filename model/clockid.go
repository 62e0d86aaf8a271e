package model

import (
	"crypto/sha256"
	"strconv"
)

// ClockID gives the id of the deadline that somebody makes of a legal clock: of
// this length, under this key, for this case, counted from this record. So what
// one colleague says of a clock (kept, or not for this case) is the same record
// as what another says of it apart, and a clock is never shown beside the
// deadline that was made of it. A rule that gets another length is another
// clock. It is a UUID of version 8, as that of a judgement.
func ClockID(inCase ID, key string, months, days int, from ID) ID {
	text := "guvoh clock " + key + " " + strconv.Itoa(months) + " " + strconv.Itoa(days) + " "
	sum := sha256.Sum256(append(append([]byte(text), inCase[:]...), from[:]...))
	id := ID(sum[:16])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}
