package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Violations;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.quarkiverse.eventstream.faults.worker.Notes;

/** No publication fails, because no fault lasts as long as the timeout of publications. */
public final class NothingRefused implements Check {

    @Override
    public String invariant() {
        return "no publication fails";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        if (evidence.expected().allowances().contains(Evidence.Allowance.REFUSED_PUBLICATIONS)) {
            return result;
        }
        evidence.ledger().paths().values().forEach(
                ledger -> Notes.read(ledger, Kind.REFUSED)
                        .forEach(note -> result.add(() -> "a publication failed: " + note)));
        while (result.count() < evidence.ledger().count(Kind.REFUSED)) {
            result.add(() -> "another publication failed");
        }
        return result;
    }
}
