package io.quarkiverse.eventstream.outbox.runtime;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.outbox.runtime.CompletedEvents.AlreadyRecordedException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.spi.ListenerGuard;
import io.quarkus.arc.All;

/** Invokes listeners with {@link io.quarkiverse.eventstream.outbox.Once}: the record of the event and its effect are one transaction. */
@Singleton
public class Inbox implements ListenerGuard {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final int MOST_CHARACTERS = 300;

    private final OnceListeners listeners;
    private final CompletedEvents completed;
    private final TransactionManager transactions;
    private final List<DuplicateObserver> observers;

    @Inject
    Inbox(OnceListeners listeners, CompletedEvents completed, TransactionManager transactions,
            @All List<DuplicateObserver> observers) {
        this.observers = observers;
        this.listeners = listeners;
        this.completed = completed;
        this.transactions = transactions;
    }

    @Override
    public boolean guards(String listenerId) {
        return listeners.keys().containsKey(listenerId);
    }

    @Override
    public void invoke(String listenerId, IncomingEvent event, Invocation invocation) throws Exception {
        String key = key(event, listeners.keys().get(listenerId));
        transactions.begin();
        try {
            record(listenerId, key);
            invocation.run();
        } catch (AlreadyRecordedException known) {
            transactions.rollback();
            if (!completed.isRecorded(listenerId, key)) {
                throw known.getCause();
            }
            observers.forEach(observer -> observer.skippedDuplicate(listenerId));
            LOG.debugf("The listener %s has completed the event %s before", listenerId, UntrustedText.of(key));
            return;
        } catch (Throwable failure) {
            rollBack(failure);
            throw failure;
        }
        // Fails if the listener has marked the transaction for rollback: then the event has had no effect.
        transactions.commit();
    }

    /** If another transaction is about to record the event, waits for that one. */
    private void record(String listenerId, String key) throws Exception {
        completed.record(listenerId, key);
    }

    private static String key(IncomingEvent event, String pointer) {
        if (pointer.isEmpty()) {
            return limited(event.id());
        }
        JsonNode field = event.payload(JsonNode.class).at(pointer);
        if (!field.isValueNode() || field.isNull()) {
            throw new EventStreamException("The event " + UntrustedText.of(event.id()) + " has no value at " + pointer
                    + " of its payload, which @Once identifies it by");
        }
        return limited(field.asText());
    }

    /** A longer text could not be told from another with the same beginning. */
    private static String limited(String key) {
        if (key.isEmpty()) {
            throw new EventStreamException("The value that identifies the event for @Once is empty: it must not be");
        }
        if (key.length() > MOST_CHARACTERS) {
            throw new EventStreamException("The value that identifies the event for @Once has " + key.length()
                    + " characters: it must have " + MOST_CHARACTERS + " at most");
        }
        return key;
    }

    private void rollBack(Throwable failure) {
        try {
            transactions.rollback();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
