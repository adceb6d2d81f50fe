package io.quarkiverse.eventstream.deployment.payload;

import org.jboss.jandex.Type;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A type of payloads that Jackson reads or writes.
 */
public final class PayloadBuildItem extends MultiBuildItem {

    private final Type type;
    private final String user;
    private final String place;

    /**
     * Creates an item.
     *
     * @param type the type in the source, possibly with wrappers around the payload, such as a message
     * @param user its user, for messages, such as an annotation
     */
    public PayloadBuildItem(Type type, String user, String place) {
        this.type = type;
        this.user = user;
        this.place = place;
    }

    Type type() {
        return type;
    }

    String user() {
        return user;
    }

    String place() {
        return place;
    }
}
