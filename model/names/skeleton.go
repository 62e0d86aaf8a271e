package names

// A skeleton is what of the sounds of a word hardly any spelling changes: its
// consonants, with those that are confused made one.

// bone gives what is left of a phone; 0 nothing, 1 it depends (see bones).
var bone = func() (b [128]byte) {
	for _, c := range "bgjzsSCvmnlrtkp" {
		b[c] = byte(c)
	}
	b['d'], b['q'], b['f'], b['c'] = 't', 'k', 'p', 's'
	for c := range bones {
		b[c] = 1
	}
	return b
}()

// bones are the readings of phones that have several.
var bones = map[byte][]string{
	'J': {"j", ""}, 'H': {"C", "", "S"}, 'K': {"k", "s", "j"}, 'X': {"C", "j"}, 'G': {"S", "j"}, 'Z': {"s", "z"}, 'T': {"z", "s"}, 'x': {"", "ks"}, 'w': {"", "v"},
	'F': {"S", "s"}, 'V': {"j", "z"}, 'N': {"C", "t"}, 'M': {"j", "t"}, 'P': {"S", "s"}, 'D': {"C", "s"},
}

// mostSkeletons is how many readings of a word are followed.
const mostSkeletons = 8

// eachSkeleton gives the skeletons of sounds, the likeliest first.
func eachSkeleton(ph string, give func(key []byte)) {
	ways := 1
	for i := 0; i < len(ph); i++ {
		if bone[ph[i]&127] == 1 {
			ways = min(ways*len(bones[ph[i]]), mostSkeletons)
		}
	}
	var buf [mostPhones]byte
	for way := range ways {
		key, rest := buf[:0], way
		for i := 0; i < len(ph) && len(key) < mostPhones-2; i++ {
			c := bone[ph[i]&127]
			if c > 1 {
				key = addBone(key, c)
			}
			if c == 1 {
				readings := bones[ph[i]]
				reading := readings[rest%len(readings)]
				rest /= len(readings)
				for k := range len(reading) {
					key = addBone(key, reading[k])
				}
			}
		}
		if len(key) == 0 {
			key = append(key, '_')
		}
		give(key)
	}
}

func addBone(key []byte, c byte) []byte {
	if n := len(key); n > 0 && key[n-1] == c {
		return key
	}
	return append(key, c)
}

// skeletons gives the skeletons of sounds, each once.
func skeletons(ph string) []string {
	var keys []string
	eachSkeleton(ph, func(key []byte) {
		for _, k := range keys {
			if k == string(key) {
				return
			}
		}
		keys = append(keys, string(key))
	})
	return keys
}
