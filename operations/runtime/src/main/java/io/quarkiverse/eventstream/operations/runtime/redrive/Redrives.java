package io.quarkiverse.eventstream.operations.runtime.redrive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.subscribe.Consumption;
import io.quarkiverse.eventstream.runtime.subscribe.Consumptions;
import io.quarkiverse.eventstream.runtime.subscribe.FurtherConsumption;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * Consumes the journals of the dead-letter topics of a stream's listeners, with their groups. A journal is created by the first operator who
 * acts on a letter; until then there is no consumer, only a question to the broker from time to time. Thread-safe.
 */
final class Redrives implements FurtherConsumption {

    private static final Logger LOG = Logger.getLogger(Redrives.class);

    private final StreamConnection connection;
    private final Broker broker;
    private final Consumptions consumers;
    private final Names names;
    private final String instance;
    private final BusThreads threads;
    private final Duration interval;

    // Guarded by this.
    private final Map<Key, Journal> journals = new HashMap<>();
    private Future<?> check;
    private boolean closed;

    /** Full names. */
    private record Key(String group, String deadLetterTopic) {}

    private static final class Journal {

        private final ListenerGroup listeners;
        private final RedriveCommands commands;
        private final List<String> ids = new ArrayList<>();
        private boolean reading;
        private String failure = "";
        /** Null until the topic exists. */
        private Consumption consumption;

        Journal(ListenerGroup listeners, RedriveCommands commands) {
            this.listeners = listeners;
            this.commands = commands;
        }
    }

    /**
     * Of a stream.
     *
     * @param interval the time between two questions whether the journals exist
     */
    Redrives(StreamConnection connection, Broker broker, Consumptions consumers, Names names, String instance,
            BusThreads threads, Duration interval) {
        this.connection = connection;
        this.broker = broker;
        this.consumers = consumers;
        this.names = names;
        this.instance = instance;
        this.threads = threads;
        this.interval = interval;
    }

    /** Without a group, each instance has the events for itself, and a letter does not say which one. */
    @Override
    public synchronized void registered(Listener listener) {
        Key key = key(listener);
        if (key.group() == null) {
            return;
        }
        Journal journal = journals.computeIfAbsent(key, this::journal);
        journal.listeners.add(listener);
        journal.ids.add(listener.spec().id());
        if (check == null) {
            checkLater();
        }
    }

    private Key key(Listener listener) {
        return new Key(names.fullGroup(listener.spec().group()), listener.settings().deadLetterTopic());
    }

    private Journal journal(Key key) {
        String topic = JournalEntry.journalOf(key.deadLetterTopic());
        RedriveCommands commands = new RedriveCommands(key.deadLetterTopic(), key.group(), instance, connection);
        return new Journal(new ListenerGroup(topic, topic, key.group(), commands), commands);
    }

    private void checkLater() {
        try {
            check = threads.timer().schedule(this::check, interval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The application stops.
            check = null;
        }
    }

    /** On the timer: does not block. */
    private synchronized void check() {
        check = null;
        List<Journal> missing = journals.values().stream().filter(journal -> journal.consumption == null).toList();
        if (closed || missing.isEmpty()) {
            return;
        }
        missing.stream().filter(journal -> !journal.reading).forEach(journal -> broker
                .topicExists(journal.listeners.fullTopic()).whenComplete((exists, error) -> {
                    if (error != null) {
                        threads.own().execute(() -> explain(journal, error));
                    } else if (exists) {
                        begin(journal);
                    }
                }));
        checkLater();
    }

    /** May block. What may pass by itself is not logged. */
    private void explain(Journal journal, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        broker.explain(cause).remedy().ifPresent(reason -> logFailure(journal, reason));
    }

    private synchronized void begin(Journal journal) {
        if (!closed && journal.consumption == null && !journal.reading) {
            journal.reading = true;
            threads.own().execute(() -> read(journal));
        }
    }

    /** Blocks. If it fails, the next check repeats it. */
    private void read(Journal journal) {
        CompletedCommands completed = null;
        try {
            completed = CompletedCommands.read(broker, journal.listeners.fullTopic(), journal.listeners.fullGroup());
        } catch (RuntimeException e) {
            logFailure(journal, String.valueOf(e.getMessage()));
        }
        consume(journal, completed);
    }

    /** Once for each reason: the next check comes soon. */
    private synchronized void logFailure(Journal journal, String reason) {
        if (!reason.equals(journal.failure)) {
            journal.failure = reason;
            LOG.warnf("No letter is redriven to the group %s yet; reading the journal is retried. %s",
                    journal.listeners.fullGroup(), reason);
        }
    }

    private synchronized void consume(Journal journal, CompletedCommands completed) {
        journal.reading = false;
        if (completed != null && !closed && !journal.ids.isEmpty()) {
            journal.commands.completed().set(completed);
            journal.consumption = consumers.consume(journal.listeners);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (check != null) {
            check.cancel(false);
        }
    }

    @Override
    public synchronized void cancelled(Listener listener) {
        Key key = key(listener);
        Journal journal = journals.get(key);
        if (journal == null || !journal.ids.remove(listener.spec().id())) {
            return;
        }
        if (journal.ids.isEmpty()) {
            // The listener stays in the group: what is fetched and not settled must not count as unwanted.
            journals.remove(key);
            if (journal.consumption != null) {
                journal.consumption.stop();
            }
        } else {
            journal.listeners.remove(listener);
        }
    }

    @Override
    public synchronized void listenersChanged() {
        running().forEach(journal -> journal.consumption.listenersChanged());
    }

    private Stream<Journal> running() {
        return journals.values().stream().filter(journal -> journal.consumption != null);
    }

    @Override
    public synchronized Stream<ListenerHealth> health(Duration stuckAfter) {
        return running().flatMap(journal -> ListenerHealth.of(journal.listeners, journal.consumption, stuckAfter)).toList()
                .stream();
    }
}
