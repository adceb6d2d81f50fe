package io.quarkiverse.eventstream.test.observe;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.test.ObservedEvents;
import io.quarkiverse.eventstream.test.TestTime;
import io.quarkus.arc.Unremovable;

/**
 * Keeps the books on all streams of an application. Ends after every other observer, so that whoever has waited for an entry finds
 * metrics and spans complete, too. Thread-safe.
 */
@Singleton
@Unremovable
@Priority(StreamObserver.Factory.OUTER + 1)
public class ObservedStreams implements StreamObserver.Factory {

    private static final Logger LOG = Logger.getLogger(ObservedStreams.class);
    private static final Duration SETTLING = Duration.ofSeconds(10);
    /** Without an event that is settled. */
    private static final Duration LAST_WORK = Duration.ofSeconds(2);
    private static final int MOST_WAITS = 10;

    private final EventCodec codec;
    private final TestTime time;
    // Guarded by this.
    private final Map<String, StreamRecorder> recorders = new TreeMap<>();
    /** They were waited for, in vain, and are not again. */
    private final Set<String> givenUp = new TreeSet<>();

    /**
     * Without a stream.
     *
     * @param codec writes and reads records
     * @param time passes before events are delivered again
     */
    @Inject
    public ObservedStreams(EventCodec codec, TestTime time) {
        this.codec = codec;
        this.time = time;
        recorders.put(EventStreamConfig.DEFAULT_STREAM, new StreamRecorder(codec, time));
    }

    @Override
    public synchronized StreamObserver of(String stream, String kind, Names names) {
        return recorders.computeIfAbsent(stream, name -> new StreamRecorder(codec, time)).opening(kind, names);
    }

    /**
     * What the stream without a name did.
     *
     * @return knows the others, too
     */
    @Produces
    @Singleton
    @Unremovable
    public ObservedEvents events() {
        return stream(EventStreamConfig.DEFAULT_STREAM);
    }

    private synchronized ObservedEvents stream(String name) {
        StreamRecorder recorder = recorders.get(name);
        if (recorder == null) {
            throw new IllegalArgumentException("There is no open stream \"" + name + "\", only " + recorders.keySet());
        }
        return new ObservedEvents(recorder, this::stream);
    }

    private synchronized Map<String, StreamRecorder> recorders() {
        return new TreeMap<>(recorders);
    }

    /**
     * A test is about to begin: waits until all listeners listen, and a moment for what the test before has left, and begins the
     * books anew. Blocks, for a bounded time.
     */
    public void beforeTest() {
        recorders().values().forEach(this::awaitListening);
        recorders().forEach(ObservedStreams::awaitQuiet);
        recorders().values().forEach(StreamRecorder::reset);
    }

    private void awaitListening(StreamRecorder recorder) {
        if (!recorder.await(SETTLING, () -> givenUp().containsAll(recorder.unsettled()))) {
            LOG.warnf("These listeners do not listen after %d s, and what is published may pass them by: %s. Is the broker"
                    + " there, and does another instance of the group hold all partitions?", SETTLING.toSeconds(),
                    recorder.unsettled());
            giveUp(recorder.unsettled());
        }
    }

    private synchronized Set<String> givenUp() {
        return new TreeSet<>(givenUp);
    }

    private synchronized void giveUp(Set<String> listeners) {
        givenUp.addAll(listeners);
    }

    private static void awaitQuiet(String stream, StreamRecorder recorder) {
        try {
            if (!becomesQuiet(recorder)) {
                LOG.warnf("The test before has left events on the stream %s that are not settled: %s", stream,
                        recorder.open());
            }
        } catch (IllegalStateException e) {
            LOG.debugf(e, "Nobody knows what the test before has left on the stream %s", stream);
        }
    }

    /** Waits for as long as fewer and fewer events are open: a slow machine must not have them count in the next test. */
    private static boolean becomesQuiet(StreamRecorder recorder) {
        int open = count(recorder.open());
        for (int waits = 0; waits < MOST_WAITS; waits++) {
            if (recorder.await(LAST_WORK, () -> recorder.isQuiet(null))) {
                return true;
            }
            int left = count(recorder.open());
            if (left >= open) {
                return false;
            }
            open = left;
        }
        return false;
    }

    private static int count(OpenRecords records) {
        return records.underWay().size() + records.missing().size();
    }
}
