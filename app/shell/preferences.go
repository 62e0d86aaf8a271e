package shell

import (
	"sync"

	"fyne.io/fyne/v2"
)

// Forgetful keeps Fyne's own preferences in memory. Fyne's file dialog would
// otherwise write the last folder to disk, and a folder may bear a name.
func Forgetful(a fyne.App) { a.SetCloudProvider(forgetful{}) }

type forgetful struct{}

func (forgetful) ProviderDescription() string { return "" }
func (forgetful) ProviderIcon() fyne.Resource { return nil }
func (forgetful) ProviderName() string        { return "memory" }
func (forgetful) Setup(fyne.App) error        { return nil }
func (forgetful) Cleanup(fyne.App)            {}
func (forgetful) CloudPreferences(fyne.App) fyne.Preferences {
	return &memory{values: map[string]any{}}
}

// memory is fyne.Preferences over a map.
type memory struct {
	mu        sync.RWMutex
	values    map[string]any
	listeners []func()
}

func get[T any](m *memory, key string, fallback T) T {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if v, ok := m.values[key].(T); ok {
		return v
	}
	return fallback
}

func (m *memory) set(key string, v any) {
	m.mu.Lock()
	m.values[key] = v
	heard := m.listeners
	m.mu.Unlock()
	for _, f := range heard {
		f()
	}
}

func (m *memory) Bool(k string) bool                                    { return get(m, k, false) }
func (m *memory) BoolWithFallback(k string, f bool) bool                { return get(m, k, f) }
func (m *memory) SetBool(k string, v bool)                              { m.set(k, v) }
func (m *memory) BoolList(k string) []bool                              { return get[[]bool](m, k, nil) }
func (m *memory) BoolListWithFallback(k string, f []bool) []bool        { return get(m, k, f) }
func (m *memory) SetBoolList(k string, v []bool)                        { m.set(k, v) }
func (m *memory) Float(k string) float64                                { return get(m, k, 0.0) }
func (m *memory) FloatWithFallback(k string, f float64) float64         { return get(m, k, f) }
func (m *memory) SetFloat(k string, v float64)                          { m.set(k, v) }
func (m *memory) FloatList(k string) []float64                          { return get[[]float64](m, k, nil) }
func (m *memory) FloatListWithFallback(k string, f []float64) []float64 { return get(m, k, f) }
func (m *memory) SetFloatList(k string, v []float64)                    { m.set(k, v) }
func (m *memory) Int(k string) int                                      { return get(m, k, 0) }
func (m *memory) IntWithFallback(k string, f int) int                   { return get(m, k, f) }
func (m *memory) SetInt(k string, v int)                                { m.set(k, v) }
func (m *memory) IntList(k string) []int                                { return get[[]int](m, k, nil) }
func (m *memory) IntListWithFallback(k string, f []int) []int           { return get(m, k, f) }
func (m *memory) SetIntList(k string, v []int)                          { m.set(k, v) }
func (m *memory) String(k string) string                                { return get(m, k, "") }
func (m *memory) StringWithFallback(k, f string) string                 { return get(m, k, f) }
func (m *memory) SetString(k, v string)                                 { m.set(k, v) }
func (m *memory) StringList(k string) []string                          { return get[[]string](m, k, nil) }
func (m *memory) StringListWithFallback(k string, f []string) []string  { return get(m, k, f) }
func (m *memory) SetStringList(k string, v []string)                    { m.set(k, v) }

func (m *memory) RemoveValue(k string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.values, k)
}

func (m *memory) AddChangeListener(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.listeners = append(m.listeners, f)
}

func (m *memory) ChangeListeners() []func() {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.listeners
}
