package io.quarkiverse.eventstream.runtime.channels;

import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.Config;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.text.Expressions;

/**
 * The incoming channels whose methods take payloads with event types, as the build found them, with expressions expanded. Immutable.
 */
public final class TypedChannels {

    private static final Events NONE = new Events("", "", Map.of());

    private final Map<String, Events> byChannel;

    /**
     * The events of a channel, as they are written in the application.
     *
     * @param topic empty if the types have none, or several
     * @param namespace empty if the types have none, or several
     * @param types the types of the payload in Jackson's canonical form, by the name of the event
     */
    public record Written(String topic, String namespace, Map<String, String> types) {}

    /** The same, expanded. */
    record Events(String topic, String namespace, Map<String, JavaType> types) {

        Class<?>[] classes() {
            return types.values().stream().map(JavaType::getRawClass).toArray(Class<?>[]::new);
        }
    }

    TypedChannels(Map<String, Written> byChannel, ObjectMapper mapper, Config properties) {
        this.byChannel = byChannel.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                entry -> expanded(entry.getKey(), entry.getValue(), mapper, properties)));
    }

    private static Events expanded(String channel, Written written, ObjectMapper mapper, Config properties) {
        return new Events(expand(channel, written.topic(), properties), expand(channel, written.namespace(), properties),
                written.types().entrySet().stream().collect(Collectors.toUnmodifiableMap(
                        type -> expand(channel, type.getKey(), properties),
                        type -> mapper.getTypeFactory().constructFromCanonical(type.getValue()))));
    }

    private static String expand(String channel, String text, Config properties) {
        return Expressions.expand(text, properties, property -> {
            throw new EventStreamException("The event type of the channel " + channel + " needs the property " + property
                    + ", which is not set");
        });
    }

    /** Those of a channel; without any types if it has none. */
    Events of(String channel) {
        return byChannel.getOrDefault(channel, NONE);
    }
}
