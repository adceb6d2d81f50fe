package io.quarkiverse.eventstream.runtime.deliver;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.deliver.Deliveries.Treatment;
import io.quarkiverse.eventstream.runtime.log.EventLog;
import io.quarkiverse.eventstream.runtime.log.EventLog.Outcome;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;

class EventLogTest {

    private final Timer timer = new Timer();
    private final EventLog log = new EventLog("bill");

    /** Runs due tasks when the test says so. */
    private static final class Timer extends ScheduledThreadPoolExecutor {

        private final Queue<Runnable> tasks = new ArrayDeque<>();

        Timer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            tasks.add(task);
            return null;
        }

        void windowEnds() {
            tasks.remove().run();
        }
    }

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private void skip(int offset) {
        skip(offset, 17);
    }

    private void skip(int offset, int line) {
        Exception failure = new IOException("disk full");
        failure.setStackTrace(new StackTraceElement[]{new StackTraceElement("java.io.FileOutputStream", "write", null, 1),
                new StackTraceElement("org.acme.Billing", "bill", "Billing.java", line)});
        log.log(Outcome.SKIPPED, "id=" + offset, new InvocationFailure(failure), timer);
    }

    @Test
    void ofAStormOneLineIsAWarningAndTheRestIsCounted() {
        try (LoggedEvents logged = new LoggedEvents(Level.INFO)) {
            for (int offset = 0; offset < 1000; offset++) {
                skip(offset);
            }
            assertThat(logged.messages())
                    .containsExactly("The event was skipped: id=0, reason=java.io.IOException: disk full");

            timer.windowEnds();
            assertThat(logged.messages()).hasSize(2).last().asString().startsWith("The event was skipped: 999 more in 10s,"
                    + " listener=bill, reason=java.io.IOException at org.acme.Billing.bill(Billing.java:17)");

            skip(1000);
            assertThat(logged.messages()).hasSize(2);
            timer.windowEnds();
            timer.windowEnds();
            assertThat(timer.tasks).isEmpty();
            skip(1001);
            assertThat(logged.messages()).hasSize(4).last().asString().contains("id=1001");
        }
    }

    @Test
    void theLevelDebugHasEachLine() {
        try (LoggedEvents logged = new LoggedEvents(Level.FINE)) {
            for (int offset = 0; offset < 100; offset++) {
                skip(offset);
            }

            assertThat(logged.messages()).hasSize(100);
            assertThat(logged.warnings()).hasSize(1);
        }
    }

    @Test
    void aStackTraceIsLoggedOnceForEachLineThatFails() {
        try (LoggedEvents logged = new LoggedEvents(Level.INFO)) {
            skip(0);
            timer.windowEnds();
            skip(1);
            assertThat(logged.stackTraces()).isEqualTo(1);

            skip(2, 34);

            assertThat(logged.messages()).hasSize(3);
            assertThat(logged.stackTraces()).isEqualTo(2);
        }
    }

    @Test
    void reasonsWithoutEndTakeNoMemoryWithoutEnd() {
        try (LoggedEvents logged = new LoggedEvents(Level.INFO)) {
            for (int i = 0; i < 1000; i++) {
                skip(i, i);
            }

            assertThat(logged.messages()).hasSize(101);
            assertThat(timer.tasks).hasSize(101);
        }
    }

    @Test
    void theLineOfADeadLetterHasAllThatFindsTheEvent() {
        try (LoggedEvents logged = new LoggedEvents(Level.INFO); Deliveries deliveries = new Deliveries()) {
            deliveries.listen(Treatment.DEFAULT.failures(FailurePolicy.DEAD_LETTER, 2), event -> {
                throw new IOException("disk full");
            });
            deliveries.offer(7, "k");

            await().until(() -> logged.messages().size() == 2);
            String event = "id=7, name=e, topic=t, partition=0, offset=7, group=g, listener=id, ";
            assertThat(logged.messages()).containsExactly(
                    "The listener failed, and the event will be redelivered: " + event
                            + "attempt=1, reason=java.io.IOException: disk full",
                    "The event was dead-lettered: " + event
                            + "attempt=2, dead-letter-topic=t.dlq, reason=java.io.IOException: disk full");
            assertThat(logged.stackTraces()).isEqualTo(1);
        }
    }

    @Test
    void theLineOfAnUndecodableRecordNamesGroupAndReason() {
        try (LoggedEvents logged = new LoggedEvents(Level.INFO); Deliveries deliveries = new Deliveries()) {
            deliveries.listen(Treatment.DEFAULT, event -> {});
            deliveries.partition().offer(List.of(Deliveries.record(3, "k", "{")));

            await().until(() -> logged.messages().size() == 1);
            assertThat(logged.messages().get(0)).startsWith("The record is undecodable, and was skipped: topic=t, partition=0,"
                    + " offset=3, group=g, listener=id, attempt=0, reason=").contains("UndecodableException: ");
        }
    }

    @Test
    void theLevelDebugNamesEachEventThatWasCompleted() {
        try (LoggedEvents logged = new LoggedEvents(Level.FINE); Deliveries deliveries = new Deliveries()) {
            deliveries.listen(Treatment.DEFAULT, event -> {});
            deliveries.offer(0, "k", "k");

            await().until(() -> logged.messages().size() == 2);
            assertThat(logged.messages()).containsExactly(
                    "The event was completed: id=0, name=e, topic=t, partition=0, offset=0, group=g, listener=id, attempt=1",
                    "The event was completed: id=1, name=e, topic=t, partition=0, offset=1, group=g, listener=id, attempt=1");
        }
    }
}
