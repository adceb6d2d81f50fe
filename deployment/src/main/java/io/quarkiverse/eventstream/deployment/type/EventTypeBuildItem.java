package io.quarkiverse.eventstream.deployment.type;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A class with {@code @EventType}, valid or not; there may be several items for one class.
 */
public final class EventTypeBuildItem extends MultiBuildItem {

    private final EventTypeInfo info;

    public EventTypeBuildItem(EventTypeInfo info) {
        this.info = info;
    }

    public EventTypeInfo info() {
        return info;
    }
}
