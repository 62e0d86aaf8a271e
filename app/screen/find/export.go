package find

func (s *Screen) onExport() {}
