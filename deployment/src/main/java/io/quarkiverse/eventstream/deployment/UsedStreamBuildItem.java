package io.quarkiverse.eventstream.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A stream that the application injects or listens to.
 */
public final class UsedStreamBuildItem extends MultiBuildItem {

    private final String name;
    private final String injectionPoint;

    /** Creates an item for an injected stream. */
    public UsedStreamBuildItem(String name, String injectionPoint) {
        this.name = name;
        this.injectionPoint = injectionPoint;
    }

    /** Creates an item for a stream with a listener. */
    public UsedStreamBuildItem(String name) {
        this(name, null);
    }

    /** The stream's name. */
    public String getName() {
        return name;
    }

    /**
     * Whether it is injected.
     *
     * @return false if it has a listener
     */
    public boolean isAtInjectionPoint() {
        return injectionPoint != null;
    }

    /**
     * Its injection point.
     *
     * @return the injection point, for messages; null if the stream has a listener
     */
    public String getInjectionPoint() {
        return injectionPoint;
    }
}
