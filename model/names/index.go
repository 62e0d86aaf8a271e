package names

// Sound gives one key for a folded word (see model.Fold), the same for nearly all
// spellings of a name: what the index of sounds holds. It is coarser than [Keys]
// and finds more; "" for a word that no other spelling is known of, such as a
// number. Its form may change from one version to the next: see [SoundVersion].
func Sound(word string) string {
	keys := Keys(word)
	if len(keys) == 0 {
		return ""
	}
	return keys[0]
}

// Blocks gives the keys under which a whole name is kept, so that another name
// needs to be compared with those only that share one of them.
func Blocks(name string) []string { return nil }
