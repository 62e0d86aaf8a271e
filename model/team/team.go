package team

import (
	"context"
	"crypto/ed25519"
	"errors"
	"sync"
	"time"

	"filippo.io/age"

	"guvoh/model"
	"guvoh/model/store"
)

// What a caller can act on. Faults of the disk are those of package store:
// store.ErrFull, store.ErrReadOnly.
var (
	ErrNoTeam    = errors.New("this device is in no team in this file")
	ErrInTeam    = errors.New("this device is in a team already")
	ErrNoDevice  = errors.New("this device has no key in this file")     // the profile cannot be kept
	ErrFolder    = errors.New("the folder of the team is not there")     // a stick was taken out
	ErrTaken     = errors.New("there is a team in this folder already")  // Found in a folder that is in use
	ErrEmpty     = errors.New("there is no team in this folder")         // Join in a folder of nobody
	ErrNotWaits  = errors.New("nobody of that id waits")                 // Admit, Accept
	ErrNotMember = errors.New("nobody of that id is a member")           // Remove
	ErrNotIn     = errors.New("this device is not a member of the team") // what only a member can do
	ErrOneself   = errors.New("one leaves a team, and does not remove oneself")
)

// File is what a team needs of an open case file; *store.DB is one.
type File interface {
	store.Source
	Merge(ctx context.Context, src store.Source, c store.Choice) (store.MergeReport, error)
	Lacking(ctx context.Context) (map[model.ID]map[uint64]store.Lack, error)
	Setting(key string) (string, error)
	SetSetting(key, value string) error
	Author() string
	DeviceKey() ed25519.PublicKey
	DeviceSecret(purpose string) ([]byte, error)
	SignForTeam(statement []byte) ([]byte, error)
	Colleagues(ctx context.Context) ([]store.Colleague, error)
	Undone(ctx context.Context) (int, error)
}

var _ File = (*store.DB)(nil)

// Standing says what this device is to the team.
type Standing string

// The standings.
const (
	Waiting Standing = "waiting" // its card lies in the folder, and nobody has let it in yet
	Invited Standing = "invited" // a member let it in; a person here has to compare that member's fingerprint, see [Team.Accept]
	In      Standing = "member"
	Left    Standing = "left"
)

// Card is what a device shows of itself to those who have never met it.
type Card struct {
	ID          string   // its name in the folder, which follows from its keys
	Fingerprint [10]byte // of both of its keys; compared by voice before it is let in or believed
}

// Member is a device in the team.
type Member struct {
	Card
	Name       string      // what its owner calls themselves; what they were called when they were let in until that is known
	Trust      store.Trust // own, verified or unverified
	AdmittedBy string      // the id of who let it in; its own for the founder
	Seen       time.Time   // when its folder last changed, as its machine claims; zero when nothing of it has come
	Read       time.Time   // when it last read the folder, as it says itself
	Last       time.Time   // of its newest entry that is here, as its machine claims
	Entries    int         // that came from its folder in the last pass
	Unread     int         // of its packs: half there, or sealed for an epoch that has not come
}

// Problem is something a person should know. Nothing of a case is in it.
type Problem struct {
	Code   Code
	Member string // whose part of the folder it is in
	Path   string // within the folder
	Count  int
	Since  time.Time // of what has a beginning: [Removed]; as the folder tells it
}

// Code says what a [Problem] is. Each has one sentence in every language.
type Code string

// The problems.
const (
	// Unfinished: packs or attachments are only half there, or damaged. They are tried again.
	Unfinished Code = "unfinished"
	// UnknownEpoch: a member writes for a circle whose key is not here: it is
	// still on its way, or this device was removed.
	UnknownEpoch Code = "unknown-epoch"
	// Forged: a card, an epoch or a state does not bear the signature it must.
	Forged Code = "forged"
	// Newer: a member uses a newer version of the program.
	Newer Code = "newer"
	// AfterRemoval: somebody who was removed wrote into the folder since. It is not read.
	AfterRemoval Code = "after-removal"
	// Split: a removed member tried to change the circle, or two members removed each other.
	Split Code = "split"
	// Fork: two members hold different entries under one number: a file or a machine was copied while it was open.
	Fork Code = "fork"
	// Quarantined: something came that was not taken; the list of the quarantine says what.
	Quarantined Code = "quarantined"
	// ReadOnly, Full: nothing can be written to the folder now; it was read.
	ReadOnly Code = "read-only"
	Full     Code = "full"
	// Unpacked: something of this file cannot be written into the folder, since it
	// does not fit together or cannot be read. Everything else is written.
	Unpacked Code = "unpacked"
	// Unmerged: something came whole and could not be taken into the file.
	// Everything else is; it is tried again when it changes, with another version
	// of the program, and every day.
	Unmerged Code = "unmerged"
	// Removed: the circle was changed in a way that has no key for this device:
	// most likely it was removed.
	Removed Code = "removed"
)

// Awaited is work that is known to exist and has not come.
type Awaited struct {
	Stream  model.ID
	Author  string // as the stream claims
	Entries int
	Since   time.Time // of the stream's beginning, as its machine claims
	Holders []string  // ids of the members who have it
}

// Published says how far this device's own part of the folder is.
type Published struct {
	Packs, Attachments int       // written in the last pass
	Left               int       // packs and attachments that still have to be written
	At                 time.Time // when something was last written
}

// Status is how the team stood after the last pass.
type Status struct {
	Folder    string
	At        time.Time // of the pass; zero before the first
	Standing  Standing
	Self      Card
	Members   []Member            // this device first, then by name
	Waiting   []Card              // who wants to be let in
	Inviters  []Card              // who let this device in and is not believed yet
	Came      []store.MergeReport // of the last pass
	Published Published
	Awaited   []Awaited
	Problems  []Problem
}

// Team is one device's place in a team, in one open file.
type Team struct {
	db      File
	now     func() time.Time
	program string // its version
	news    func(store.MergeReport)
	atOnce  int // entries that are given to the file in one merge, about

	mu     sync.Mutex // one pass at a time; guards what follows
	keep   keep
	status Status // of the pass that is being made
	cache         // of one pass for the next

	statusMu sync.Mutex // so that nobody waits for a pass who only wants to know
	shown    Status
}

// Option says how a team works.
type Option func(*Team)

// WithProgram gives the version of the program: what one version could not take
// in is tried again by the next.
func WithProgram(version string) Option { return func(t *Team) { t.program = version } }

// WithClock gives the clock whose times are shown to colleagues.
func WithClock(now func() time.Time) Option { return func(t *Team) { t.now = now } }

// Step says how far a pass is.
type Step struct {
	What        string // "read", "merge", "write", "attach"
	Done, Total int
}

// WithNews gives what hears of each merge of a pass once it is in the file, before
// the next begins: whoever looks at the file meanwhile should see what came.
func WithNews(f func(store.MergeReport)) Option { return func(t *Team) { t.news = f } }

func fresh(db File, os []Option) *Team {
	t := &Team{db: db, now: time.Now, cache: newCache(), atOnce: usualAtOnce}
	for _, o := range os {
		o(t)
	}
	return t
}

// Found begins a team in a folder, with this device as its one member. It fails
// with [ErrTaken], [ErrInTeam], [ErrNoDevice], [ErrFolder].
func Found(ctx context.Context, db File, folder string, os ...Option) (*Team, error) {
	t, parts, err := start(db, folder, os)
	if err != nil {
		return nil, err
	}
	if len(parts) > 0 {
		return nil, ErrTaken
	}
	t.keep.Standing = In
	p, err := t.begin(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer p.close()
	me := t.keep.self()
	me.Name, me.By = t.db.Author(), me.ID
	t.keep.People[me.ID] = me
	if err := p.writeCard(p.disk); err != nil {
		return nil, plain(err)
	}
	if err := p.proclaim(circle{members: []person{me}}); err != nil {
		return nil, plain(err)
	}
	t.show()
	return t, nil
}

// Join asks to be let into the team of a folder. It fails with [ErrEmpty] as
// well; [Team.Status] then says how far that is.
func Join(ctx context.Context, db File, folder string, os ...Option) (*Team, error) {
	t, parts, err := start(db, folder, os)
	if err != nil {
		return nil, err
	}
	if len(parts) == 0 {
		return nil, ErrEmpty
	}
	t.keep.Standing = Waiting
	p, err := t.begin(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer p.close()
	if err := p.writeCard(p.disk); err != nil {
		return nil, plain(err)
	}
	if err := t.save(); err != nil {
		return nil, err
	}
	t.show()
	return t, nil
}

// start makes what this device needs to be in a team.
func start(db File, folder string, os []Option) (*Team, map[string]*part, error) {
	if _, err := loadKeep(db); !errors.Is(err, ErrNoTeam) {
		if err == nil {
			err = ErrInTeam
		}
		return nil, nil, err
	}
	t := fresh(db, os)
	id, err := age.GenerateHybridIdentity()
	if err != nil {
		return nil, nil, err
	}
	me := person{Device: db.DeviceKey(), Recipient: id.Recipient().String()}
	me.ID = idOf(me.Device, me.Recipient)
	t.keep = keep{
		Format: keepFormat, Folder: folder, Identity: id.String(), ID: me.ID,
		Keys: map[string]earlierKey{}, Epochs: map[string]epoch{}, People: map[string]person{me.ID: me},
	}
	d, err := openDisk(folder, t.now)
	if err != nil {
		return nil, nil, err
	}
	defer d.close()
	parts, err := d.look()
	if err != nil {
		return nil, nil, plain(d.classify(err))
	}
	if t.memory, err = loadMemory(db); err != nil {
		return nil, nil, err
	}
	return t, parts, nil
}

// Open gives the team that this device is in, in this file; [ErrNoTeam].
func Open(db File, os ...Option) (*Team, error) {
	t := fresh(db, os)
	var err error
	if t.keep, err = loadKeep(db); err != nil {
		return nil, err
	}
	if t.memory, err = loadMemory(db); err != nil {
		return nil, err
	}
	last, err := loadLast(db)
	if err != nil {
		return nil, err
	}
	invited := last.Standing == Invited && t.keep.Standing == Waiting
	if (invited || last.Standing == t.keep.Standing) && last.Folder == t.keep.Folder {
		t.status = last
	}
	t.show()
	return t, nil
}

// show makes the status of the pass that has ended the one that is given.
func (t *Team) show() {
	t.statusMu.Lock()
	defer t.statusMu.Unlock()
	t.shown = t.status
	t.shown.Folder, t.shown.Self = t.keep.Folder, t.keep.self().card()
	if t.shown.Standing == "" {
		t.shown.Standing = t.keep.Standing
	}
}

// Folder gives where the folder lies for this device; "" when it is in no team.
func Folder(db File) (string, error) {
	k, err := loadKeep(db)
	if errors.Is(err, ErrNoTeam) || errors.Is(err, ErrNoDevice) {
		return "", nil
	}
	return k.Folder, err
}

// SetFolder says that the folder lies somewhere else on this computer now.
func (t *Team) SetFolder(folder string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.keep.Folder = folder
	if err := t.save(); err != nil {
		return err
	}
	t.status.Folder = folder
	t.show()
	return nil
}

// Status gives how the team stood after the last pass, without looking anew.
func (t *Team) Status() Status {
	t.statusMu.Lock()
	defer t.statusMu.Unlock()
	return t.shown
}

// Sync makes one pass: it reads what came, merges it into the file, and writes
// what the folder lacks. What could be done before a failure is done, and a
// later pass does the rest. It fails with [ErrFolder], with what the file says,
// and when ctx ends. A folder that cannot be written is no failure: see
// [Status]. step, which may be nil, hears how far it is.
func (t *Team) Sync(ctx context.Context, step func(Step)) (Status, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	err := t.sync(ctx, step)
	return t.Status(), plain(err)
}

func (t *Team) sync(ctx context.Context, step func(Step)) error {
	t.status = Status{}
	p, err := t.begin(ctx, step)
	if err != nil {
		return err
	}
	defer p.close()
	err = p.run()
	if p.remember {
		if failed := t.saveMemory(); err == nil {
			err = failed
		}
	}
	if err == nil {
		err = p.tell()
	}
	if err == nil {
		t.show()
		err = t.saveLast()
	}
	return err
}
