package io.quarkiverse.eventstream.test;

import java.time.Duration;
import java.util.Objects;

import org.opentest4j.AssertionFailedError;

import io.quarkiverse.eventstream.test.assertion.Text;
import io.quarkiverse.eventstream.test.observe.Sending;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;

/**
 * A record that a test has pushed, on its way to the listeners. Thread-safe.
 */
public final class PushedRecord {

    private final StreamRecorder recorder;
    private final Sending sending;

    PushedRecord(StreamRecorder recorder, Sending sending) {
        this.recorder = recorder;
        this.sending = sending;
    }

    /**
     * Waits up to ten seconds, see {@link #await(Duration)}.
     *
     * @return the record with its outcomes
     * @throws AssertionError if a listener has not completed by then
     */
    public ObservedRecord await() {
        return await(EventAssertions.PATIENCE);
    }

    /**
     * Waits until every listener of the application that the record concerns has completed: an invocation has succeeded, or the
     * failure policy was carried out. A record that concerns no listener is complete when its consumer has skipped it; if the
     * application does not consume the topic, at once. Blocks.
     *
     * @param patience how long to wait; not null
     * @return the record with its outcomes
     * @throws AssertionError if a listener has not completed by then
     * @throws IllegalStateException if the record could not be written, or if observation has been reset in the meantime
     */
    public ObservedRecord await(Duration patience) {
        Objects.requireNonNull(patience, "patience");
        recorder.await(patience, () -> recorder.isSettledOrStopped(sending) || recorder.isBlocked(sending));
        boolean settled = recorder.isSettledOrStopped(sending);
        ObservedRecord record = recorder.observed(sending);
        if (!settled) {
            throw new AssertionFailedError("Expected the pushed record to be settled within " + Text.of(patience)
                    + "; it is " + (record == null ? "still in flight to the topic." : "not: " + Text.of(record) + ".")
                    + recorder.stoppedTime().map(next -> " " + Text.stopped(next)).orElse(""));
        }
        return record;
    }
}
