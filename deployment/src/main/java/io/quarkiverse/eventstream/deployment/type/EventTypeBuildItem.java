package io.quarkiverse.eventstream.deployment.type;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A class with {@code @EventType}, valid or not.
 */
public final class EventTypeBuildItem extends MultiBuildItem {

    private final EventTypeInfo info;

    EventTypeBuildItem(EventTypeInfo info) {
        this.info = info;
    }

    public EventTypeInfo info() {
        return info;
    }
}
