package io.quarkiverse.eventstream.faults.check;

import java.util.List;

import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/** A bus that is closed leaves no thread behind, neither its own nor one of its Kafka clients. */
public final class NoThreadLeaked implements Check {

    @Override
    public String invariant() {
        return "no thread is leaked";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        return evidence.ledger().all(Kind.DOWN).stream().filter(down -> !down.text().isEmpty())
                .map(down -> down.worker() + " still had " + down.text()).toList();
    }

    /** How many threads were. */
    static long count(Evidence evidence) {
        return evidence.ledger().all(Kind.DOWN).stream().map(Entry::text).filter(text -> !text.isEmpty())
                .mapToLong(text -> text.split(", ").length).sum();
    }
}
