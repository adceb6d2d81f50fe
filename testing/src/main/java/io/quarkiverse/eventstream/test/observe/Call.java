package io.quarkiverse.eventstream.test.observe;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.test.ObservedCall;

/**
 * A call of a listener. Guarded by the {@link Journal}.
 */
final class Call {

    private final Books books;
    private final RecordEntry record;
    private ObservedCall observed;

    Call(Books books, RecordEntry record, String listener, IncomingEvent event) {
        this.books = books;
        this.record = record;
        this.observed = new ObservedCall(listener, event, false, null);
    }

    void end(Throwable failure) {
        observed = new ObservedCall(observed.listener(), observed.event(), true, failure);
    }

    Books books() {
        return books;
    }

    RecordEntry record() {
        return record;
    }

    ObservedCall observed() {
        return observed;
    }
}
