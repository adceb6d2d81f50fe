package io.quarkiverse.eventstream.runtime.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishTimeoutException;
import io.quarkiverse.eventstream.runtime.model.Names;

class FailureReportTest {

    private static final Logger LOG = Logger.getLogger(EventPublisher.class.getName());

    private final Queue<Runnable> windows = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1) {

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            windows.add(task);
            return null;
        }
    };
    private final List<String> errors = new ArrayList<>();
    private final List<Map<String, Object>> mdc = new ArrayList<>();
    private final List<String> handled = new ArrayList<>();
    private final FailureReport report = new FailureReport(new Names("it", "shop", false), timer);
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                errors.add(String.format(record.getMessage(), record.getParameters()));
                mdc.add(MDC.getMap());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void close() {
        LOG.removeHandler(handler);
        timer.shutdownNow();
    }

    private void fail(String id, String topic) {
        OutgoingEvent event = OutgoingEvent.builder("orderCreated").id(id).topic(topic).namespace("shop")
                .onError((failed, to, reason) -> handled.add(failed.id())).build();
        report.report(event, new PublishException(event, Map.of(topic, new PublishTimeoutException("no answer", null)),
                new PublishReceipt(id, List.of())), Runnable::run);
    }

    @Test
    void ofFailuresForTheSameReasonOneIsLoggedAndTheOthersAreCounted() {
        for (int i = 0; i < 1000; i++) {
            fail("orders-" + i, "orders");
        }
        fail("parcel", "parcels");

        assertThat(errors).containsExactly(
                "The event orderCreated with the id orders-0 was not published to the topic orders: no answer",
                "The event orderCreated with the id parcel was not published to the topic parcels: no answer");
        assertThat(mdc).containsExactly(Map.of("eventId", "orders-0", "topic", "it.orders"),
                Map.of("eventId", "parcel", "topic", "it.parcels"));
        assertThat(MDC.getMap()).isEmpty();
        assertThat(handled).as("each error handler is called").hasSize(1001);

        windows.remove().run();
        assertThat(errors).hasSize(3).last().asString()
                .startsWith("999 more events were not published to the topic orders in 10s: "
                        + PublishTimeoutException.class.getName());
    }
}
