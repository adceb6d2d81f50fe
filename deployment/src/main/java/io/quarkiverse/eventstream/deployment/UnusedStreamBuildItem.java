package io.quarkiverse.eventstream.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A configured stream that the application does not use.
 */
public final class UnusedStreamBuildItem extends MultiBuildItem {

    private final String name;

    UnusedStreamBuildItem(String name) {
        this.name = name;
    }

    /** The stream's name. */
    public String getName() {
        return name;
    }
}
