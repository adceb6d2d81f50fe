package io.quarkiverse.eventstream.test.quarkus;

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
import io.quarkiverse.eventstream.test.observe.OpenRecords;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;
import io.quarkus.arc.Unremovable;

/**
 * Observes all streams of an application. It is called after every other observer, so that metrics and spans are complete, too, when
 * a test has waited for an entry. Thread-safe.
 */
@Singleton
@Unremovable
@Priority(StreamObserver.Factory.OUTER + 1)
public class ObservedStreams implements StreamObserver.Factory {

    private static final Logger LOG = Logger.getLogger(ObservedStreams.class);
    private static final Duration POSITIONING = Duration.ofSeconds(10);
    /** For each wait in which fewer events are left than before. */
    private static final Duration LAST_WORK = Duration.ofSeconds(2);
    private static final int MOST_WAITS = 10;

    private final EventCodec codec;
    private final TestTime time;
    // Guarded by this.
    private final Map<String, StreamRecorder> recorders = new TreeMap<>();
    /** Listeners that did not get into position in time; no test waits for them again. */
    private final Set<String> givenUp = new TreeSet<>();

    /** Observes no stream yet. */
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
     * The observations of the stream without a name.
     *
     * @return the observations, with access to the other streams
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
     * Prepares the next test: waits until all listeners are in position, waits for unsettled events of the previous test, and begins
     * new books. Blocks, for a bounded time.
     */
    public void beforeTest() {
        recorders().values().forEach(this::awaitListening);
        recorders().forEach(ObservedStreams::awaitQuiet);
        recorders().values().forEach(StreamRecorder::reset);
    }

    private void awaitListening(StreamRecorder recorder) {
        if (!recorder.await(POSITIONING, () -> givenUp().containsAll(recorder.notInPosition()))) {
            LOG.warnf("These listeners are not in position after %d s and may miss events: %s. Is the broker reachable,"
                    + " and does another instance of the group hold all partitions?", POSITIONING.toSeconds(),
                    recorder.notInPosition());
            giveUp(recorder.notInPosition());
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
                LOG.warnf("The previous test has left events on the stream %s that are not settled: %s", stream,
                        recorder.open());
            }
        } catch (IllegalStateException e) {
            LOG.debugf(e, "It is unknown which events the previous test has left on the stream %s", stream);
        }
    }

    /** Waits while the number of open events decreases: on a slow machine, too, they must not count in the next test. */
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
        return records.inFlight().size() + records.missing().size();
    }
}
