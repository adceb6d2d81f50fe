package io.quarkiverse.eventstream.test;

import java.time.Duration;
import java.util.Objects;

import org.opentest4j.AssertionFailedError;

import io.quarkiverse.eventstream.test.assertion.Text;
import io.quarkiverse.eventstream.test.observe.Sending;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;

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
     * @return what has become of the record
     * @throws AssertionError if a listener is not through with it by then
     */
    public ObservedRecord await() {
        return await(EventAssertions.PATIENCE);
    }

    /**
     * Waits until all listeners of the application that the record concerns have dealt with it: a call ended well, or the failure
     * policy has been carried out. Where no listener wants it, that is when it has been passed over; where nobody consumes the topic,
     * at once. Blocks.
     *
     * @param patience how long to wait; not null
     * @return what has become of the record
     * @throws AssertionError if a listener is not through with it by then
     * @throws IllegalStateException if the record could not be written, or the books were begun anew since
     */
    public ObservedRecord await(Duration patience) {
        Objects.requireNonNull(patience, "patience");
        recorder.await(patience, () -> recorder.isDealtWith(sending) || recorder.isHeldUp(sending));
        boolean dealtWith = recorder.isDealtWith(sending);
        ObservedRecord record = recorder.observed(sending);
        if (!dealtWith) {
            throw new AssertionFailedError("Expected the record that was pushed to be dealt with within " + Text.of(patience)
                    + "; it is " + (record == null ? "still on its way to the topic" : "not: " + Text.of(record) + ".")
                    + recorder.stoppedTime().map(next -> " " + Text.stopped(next)).orElse(""));
        }
        return record;
    }
}
