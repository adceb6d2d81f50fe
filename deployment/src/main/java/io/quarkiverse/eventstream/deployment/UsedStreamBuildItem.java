package io.quarkiverse.eventstream.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A stream that the application injects or listens to.
 */
public final class UsedStreamBuildItem extends MultiBuildItem {

    private final String name;
    private final String injectionPoint;

    /**
     * A stream that is injected.
     *
     * @param name the stream's name
     * @param injectionPoint where, for messages
     */
    public UsedStreamBuildItem(String name, String injectionPoint) {
        this.name = name;
        this.injectionPoint = injectionPoint;
    }

    /**
     * A stream that is listened to.
     *
     * @param name the stream's name
     */
    public UsedStreamBuildItem(String name) {
        this(name, null);
    }

    /**
     * The stream's name.
     *
     * @return the default stream's too
     */
    public String getName() {
        return name;
    }

    /**
     * Whether it is injected.
     *
     * @return false if it is listened to
     */
    public boolean isAtInjectionPoint() {
        return injectionPoint != null;
    }

    /**
     * Where it is injected.
     *
     * @return for messages; null if it is listened to
     */
    public String getPlace() {
        return injectionPoint;
    }
}
