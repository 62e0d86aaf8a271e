package store_test

import (
	"testing"

	"guvoh/model/vault/vaulttest/mutant"
	"guvoh/model/vault/vaulttest/raced"
)

// mutants are the program with one thing done wrong that a merge rests on.
var mutants = []mutant.Mutant{
	{
		Name:  "a delete hides what its author had not seen",
		Code:  "return gone && !kept, gone && kept",
		Other: "return gone, gone && kept",
		Tests: "TestWhateverColleaguesDo", EveryDay: true,
	},
	{
		Name:  "a delete covers nothing",
		Code:  "			hs[i].Covered = true\n",
		Tests: "TestWhateverColleaguesDo",
	},
	{
		Name:  "a head stays when it was one of several that were replaced",
		Code:  "		if p.Rel == Replaces {\n",
		Other: "		if p.Rel == Replaces && len(hs) < 3 {\n",
		Tests: "TestWhateverColleaguesDo",
	},
	{
		Name:  "which value is shown first follows from no number",
		Code:  "		cmp.Compare(a.Lamport, b.Lamport),\n",
		Tests: "TestWhateverColleaguesDo",
	},
	{
		Name:  "what is owed to entries that have not come is forgotten",
		Code:  "		s.owed[p.Op] |= 1 << p.Rel\n",
		Other: "		_ = p.Rel\n",
		Tests: "TestWhateverColleaguesDo", EveryDay: true,
	},
	{
		Name:  "what came late is not told that it was replaced",
		Code:  "	if owed&(1<<Replaces) != 0 {\n",
		Other: "	if false {\n",
		Tests: "TestWhateverColleaguesDo",
	},
	{
		Name:  "an order of removal is not remembered",
		Code:  "	if len(s.purged) == 0 { //",
		Other: "	if true { //",
		Tests: "TestWhateverColleaguesDo",
	},
	{
		Name:  "an order of removal is not carried out",
		Code:  "	for _, op := range s.state.Purged() {\n",
		Other: "	for _, op := range s.state.Purged()[:0] {\n",
		Tests: "TestWhateverColleaguesDo",
	},
	{
		Name:  "an order of removal goes with the merge that brought it",
		Code:  "		if x.orders() {\n",
		Other: "		if false {\n",
		Tests: "TestAnOrderToRemoveStaysWhenItsMergeIsTakenBack",
	},
	{
		Name:  "an order of removal keeps the place of a record that is gone",
		Code:  "		all, err := u.onlyOrders(record)\n",
		Other: "		all, err := u.onlyOrders(0)\n",
		Tests: "TestAFalseRecordWithAnOrderGoesWithItsMerges",
	},
	{
		Name:  "words of a user's own field are found only by who knew the field before",
		Code:  "	if now.Kind != \"field\" || was.Deleted",
		Other: "	if true || was.Deleted",
		Tests: "TestTheWordsOfAnOwnFieldAreFoundWheneverTheFieldComes",
	},
	{
		Name:  "equal values are a conflict",
		Code:  "n = len(distinct); n < 2",
		Other: "n = len(state.Heads(field)); n < 2",
		Tests: "TestWhateverColleaguesDo",
	},
	{
		Name:  "records that were left out are taken",
		Code:  "	if len(w.choice.LeaveOut) == 0 || !w.choice.LeaveOut[e.Record] && !w.ofLeftOut(e) {\n",
		Other: "	if true {\n",
		Tests: "TestWhateverColleaguesDo",
	},
	{
		Name:  "what was left out comes again unasked",
		Code:  " || left && !w.choice.Again || ",
		Other: " || ",
		Tests: "TestWhateverColleaguesDo",
	},
	{
		Name:  "the fuller of two forms of an entry is not taken",
		Code:  "		case theirs.Ops[i].Erased == nil:\n",
		Other: "		case false:\n",
		Tests: "TestAFullerEntryIsTaken",
	},
	{
		Name:  "a fork is taken",
		Code:  "			if !bytes.Equal(ours, hash[:]) {\n",
		Other: "			if !bytes.Equal(ours, ours) {\n",
		Tests: "TestAMachineThatWasCopiedWhileItRan",
	},
	{
		Name:  "a signature is not looked at",
		Code:  "	case !journal.Verify(w.device(), hash, r.Signature):\n",
		Other: "	case false:\n",
		Tests: "TestWorkThatWasChangedOnItsWay", EveryDay: true,
	},
	{
		Name:  "a stream may bear any name",
		Code:  "	case !s.Owned():\n",
		Other: "	case false:\n",
		Tests: "TestWorkThatWasChangedOnItsWay",
	},
	{
		Name:  "work without a signature is taken",
		Code:  "	case r.Signature == nil:\n		return &distrust{Unproven, first}\n",
		Other: "	case r.Signature == nil:\n",
		Tests: "TestWorkThatWasChangedOnItsWay",
	},
	{
		Name:  "both halves of a copied machine write on in one stream",
		Code:  "		w.cloned = true ",
		Other: "		w.cloned = false ",
		Tests: "TestACopiedMachineOfWhichOneHalfSlept",
	},
	{
		Name:  "the bytes of a colleague's evidence are not looked at",
		Code:  " || !bytes.Equal(w.hash.Sum(nil), a.SHA256[:])",
		Other: " || !bytes.Equal(a.SHA256[:], a.SHA256[:])",
		Tests: "TestBytesThatAreNotWhatTheyAreSaidToBe",
	},
	{
		Name:  "a person stays known by a name that moved to another",
		Code:  "		t.left[old.Ref(k.Parent)] = true\n",
		Tests: "TestWhateverColleaguesDo",
	},
	{
		Name:  "what an entry lacks stays when its run is refused",
		Code:  "		k.bare = append(k.bare, id) // it goes with the run",
		Other: "		_ = id // it goes with the run",
		Tests: "TestARunThatIsRefusedLeavesNothingOfWhatItLacks",
	},
	{
		Name:  "a preview is kept",
		Code:  "	if !keep {\n		return nil\n	}\n",
		Tests: "TestWhateverColleaguesDo",
	},
}

func TestTheTestsMissWhatIsDoneWrong(t *testing.T) {
	raced.Slow(t)
	mutant.Judge{Folders: []string{".", "../journal"}, Small: true}.Each(t, mutants)
}
