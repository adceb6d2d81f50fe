package io.quarkiverse.eventstream.test.observe;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.test.observed.ObservedInvocation;

/**
 * An invocation of a listener. Guarded by the {@link Journal}.
 */
final class Invocation {

    private final Books books;
    private final RecordEntry record;
    private ObservedInvocation observed;

    Invocation(Books books, RecordEntry record, String listener, IncomingEvent event) {
        this.books = books;
        this.record = record;
        this.observed = new ObservedInvocation(listener, event, false, null);
    }

    void end(Throwable failure) {
        observed = new ObservedInvocation(observed.listener(), observed.event(), true, failure);
    }

    Books books() {
        return books;
    }

    RecordEntry record() {
        return record;
    }

    ObservedInvocation observed() {
        return observed;
    }
}
