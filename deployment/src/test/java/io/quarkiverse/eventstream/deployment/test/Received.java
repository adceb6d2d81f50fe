package io.quarkiverse.eventstream.deployment.test;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A listener that records its events.
 */
public class Received implements EventHandler {

    private final List<IncomingEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void handle(IncomingEvent event) {
        events.add(event);
    }

    public List<IncomingEvent> events() {
        return events;
    }

    public List<String> ids() {
        return events.stream().map(IncomingEvent::id).toList();
    }

    public Received awaitCount(int count) {
        await().until(() -> events.size() >= count);
        return this;
    }
}
