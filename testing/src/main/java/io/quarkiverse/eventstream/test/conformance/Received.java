package io.quarkiverse.eventstream.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A listener that records its invocations. Thread-safe.
 */
final class Received implements EventHandler {

    private final List<IncomingEvent> events = new CopyOnWriteArrayList<>();
    private final EventHandler behaviour;

    /** A listener that succeeds. */
    Received() {
        this(event -> {});
    }

    /** A listener with the behaviour of another. */
    Received(EventHandler behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public void handle(IncomingEvent event) throws Exception {
        events.add(event);
        behaviour.handle(event);
    }

    List<IncomingEvent> events() {
        return List.copyOf(events);
    }

    /** The ids of the events, in the order of the invocations. */
    List<String> ids() {
        return events.stream().map(IncomingEvent::id).toList();
    }

    /** Waits for exactly these invocations, in this order. */
    void awaitIds(String... ids) {
        ConformanceTests.await().untilAsserted(() -> assertThat(ids()).containsExactly(ids));
    }

    /** Waits for exactly these invocations, in any order. */
    void awaitIdsInAnyOrder(String... ids) {
        ConformanceTests.await().untilAsserted(() -> assertThat(ids()).containsExactlyInAnyOrder(ids));
    }
}
