package io.quarkiverse.eventstream.faults.check;

import java.util.List;

/** When all workers have stopped, the group has no member. */
public final class NoMemberLeft implements Check {

    @Override
    public String invariant() {
        return "no member is left in the group";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        return evidence.members().stream().map(member -> "the group still has the member " + member).toList();
    }
}
