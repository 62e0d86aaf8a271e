package interviewing

import (
	"time"

	"guvoh/app/tr"
	"guvoh/model"
)

// usualStretch is after how many minutes without a break one is offered, unless
// somebody chooses otherwise. Speaking of torture is hard work for all in the
// room; those who train interviewers ask for a break at least every hour.
const usualStretch = 45

// stretches are the choices in minutes.
var stretches = []int{30, 45, 60, 90}

// pause watches how long people have talked, and keeps the breaks.
type pause struct {
	s      *Screen
	opened time.Time // for an interview whose beginning is not known to the minute
	cancel func()
}

func newPause(s *Screen) *pause { return &pause{s: s, opened: now(), cancel: func() {}} }

// beat is how often the clock of the room is looked at.
const beat = 20 * time.Second

func (p *pause) tick() {
	p.show()
	if !p.s.left {
		p.cancel = p.s.d.Runner.After(beat, p.tick)
	}
}

func (p *pause) stop() { p.cancel() }

// running gives the break that has begun and not ended.
func (p *pause) running() (model.Record, bool) {
	rows := p.s.d.Rows("interview_break", p.s.id)
	if n := len(rows); n > 0 && rows[n-1].Get("from") != "" && rows[n-1].Get("to") == "" {
		return rows[n-1], true
	}
	return model.Record{}, false
}

// show says how long the interview takes, and whether a break is due.
func (p *pause) show() {
	s, w := p.s, p.s.d.Words
	if s.rec.Get("end") != "" {
		s.clock.SetText("")
		s.quiet.SetText("")
		return
	}
	began, ok := clockTime(s.rec.Date("start"))
	if !ok || now().Before(began) || now().Sub(began) > 24*time.Hour {
		began = p.opened
	}
	passed := now().Sub(began)
	said := w.T("room.elapsed", tr.V{"Hours": int(passed.Hours()), "Minutes": int(passed.Minutes()) % 60})
	if passed < time.Hour {
		said = w.N("room.elapsed_minutes", int(passed.Minutes()))
	}
	if said != s.clock.Text() {
		s.clock.SetText(said)
		s.top.Refresh()
	}
	p.remind(began)
}

// remind offers a break in a quiet line when people have talked long.
func (p *pause) remind(began time.Time) {
	s, w := p.s, p.s.d.Words
	said := ""
	if b, on := p.running(); on {
		said = w.T("room.break_since", tr.V{"Time": b.Date("from").From})
	} else {
		for _, b := range s.d.Rows("interview_break", s.id) {
			if to, ok := clockTime(b.Date("to")); ok && to.After(began) && !now().Before(to) {
				began = to
			}
		}
		if without := int(now().Sub(began).Minutes()); without >= s.place.Minutes {
			said = w.N("room.break_due", without)
		}
	}
	if said != s.quiet.Text() {
		s.quiet.SetText(said)
		s.Refresh()
		s.relayout()
	}
}

// toggle begins a break, or ends the one that has begun.
func (p *pause) toggle() {
	s := p.s
	if s.rec.ID.IsZero() {
		return
	}
	at := model.DateValue(moment(now()))
	if b, on := p.running(); on {
		if s.d.Set(b.ID, "to", at) {
			s.d.Host.Toast(s.d.Words.T("room.break_ended"), "", nil)
		}
		return
	}
	rows := s.d.Rows("interview_break", s.id)
	s.d.Add("interview_break", map[string]model.Value{
		"interview": model.RefValue(s.id), "from": at, "position": last(rows),
	})
}

// moment is a minute of this computer's clock as a date. No zone is said: the
// clock may be set to another place than the one people sit in.
func moment(t time.Time) model.Date {
	day, clock := t.Format(time.DateOnly), t.Format("15:04")
	return model.Date{Earliest: day, Latest: day, From: clock, Until: clock, Precision: model.PrecisionTime}
}

// clockTime gives the minute that a date names, if it names one.
func clockTime(d model.Date) (time.Time, bool) {
	if d.From == "" || d.Earliest == "" || d.Earliest != d.Latest {
		return time.Time{}, false
	}
	t, err := time.ParseInLocation(time.DateOnly+" 15:04", d.Earliest+" "+d.From, now().Location())
	return t, err == nil
}
