package picture_test

import (
	"encoding/base64"
	"strings"
)

// Pictures that Go cannot make: a JPEG of 3 by 3 pixels in cyan and black, in
// the inks of a printer, and a red pixel in WebP.
var (
	inks = decoded(`
		/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsL
		DQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQU
		FBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU/8AAFAgAAwADBAERAAIR
		AQMRAQQRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAYJ/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/EABQB
		AQAAAAAAAAAAAAAAAAAAAAj/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADgQBAAIRAxEEAAA/ABQu
		GmoA/9k=`)
	webp = decoded("UklGRh4AAABXRUJQVlA4TBEAAAAvAAAAAAdQiMIXov+BiOh/AAA=")
)

func decoded(s string) []byte {
	b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		panic(err)
	}
	return b
}
