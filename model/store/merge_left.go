package store

import (
	"encoding/json"
	"maps"

	"guvoh/model"
)

// leftSetting is where a file keeps which records somebody here left out of
// merges, and that are not in it. A folder asks nobody: without it the next
// change of such a record would bring a piece of it.
const leftSetting = "merge.left_out"

// leaveOutAsBefore has a merge by a folder leave out what was left out before.
func (m *merging) leaveOutAsBefore() error {
	left, err := m.leftBefore()
	if err != nil || m.choice.Way != "folder" || m.choice.Again || len(left) == 0 {
		return err
	}
	maps.Copy(left, m.choice.LeaveOut)
	m.choice.LeaveOut = left
	return nil
}

func (m *merging) leftBefore() (map[model.ID]bool, error) {
	var text string
	err := m.q.QueryRowContext(m.ctx, "SELECT value FROM setting WHERE key = ?", leftSetting).Scan(&text)
	if orNone(err) != nil || text == "" {
		return nil, orNone(err)
	}
	var ids []model.ID
	if json.Unmarshal([]byte(text), &ids) != nil {
		return nil, nil // of a newer program
	}
	return setOf(ids), nil
}

// keepLeft keeps what was left out now, and forgets what is here.
func (m *merging) keepLeft() error {
	left, err := m.leftBefore()
	if err != nil || len(left)+len(m.mine.leftOut) == 0 {
		return err
	}
	now := maps.Clone(left)
	if now == nil {
		now = map[model.ID]bool{}
	}
	for id := range m.mine.leftOut {
		now[id] = true
	}
	ids := make([]model.ID, 0, len(now))
	for id := range now {
		var one int
		err := m.q.QueryRowContext(m.ctx, "SELECT 1 FROM record WHERE id = ?", id[:]).Scan(&one)
		if orNone(err) != nil {
			return err
		}
		if err != nil {
			ids = append(ids, id)
		} else {
			delete(now, id)
		}
	}
	if maps.Equal(now, left) {
		return nil
	}
	b, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	_, err = m.exec("INSERT INTO setting VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", leftSetting, string(b))
	return err
}
