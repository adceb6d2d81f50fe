package io.quarkiverse.eventstream.deployment.payload;

import org.jboss.jandex.Type;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A type that Jackson is to read payloads as, or to write them from.
 */
public final class PayloadBuildItem extends MultiBuildItem {

    private final Type type;
    private final String user;
    private final String place;

    /**
     * A type.
     *
     * @param type as it stands in the source; what stands around a payload, such as a message, may be part of it
     * @param user what takes it, for messages: an annotation, say
     * @param place where that is, for messages
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
