package io.quarkiverse.eventstream.operations.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/** A stream whose desk the application injects. */
public final class DeskBuildItem extends MultiBuildItem {

    private final String stream;

    DeskBuildItem(String stream) {
        this.stream = stream;
    }

    /** The name of the stream. */
    public String getStream() {
        return stream;
    }
}
