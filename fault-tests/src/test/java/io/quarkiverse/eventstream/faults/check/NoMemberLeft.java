package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;

/** When all workers have stopped, the group has no member. */
public final class NoMemberLeft implements Check {

    @Override
    public String invariant() {
        return "no member is left in the group";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        evidence.end().members().forEach(member -> result.add(() -> "the group still has the member " + member));
        return result;
    }
}
