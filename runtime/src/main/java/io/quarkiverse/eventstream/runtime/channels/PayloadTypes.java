package io.quarkiverse.eventstream.runtime.channels;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The payloads with type arguments that the application takes from channels, as the build found them: SmallRye asks for a class
 * only.
 */
public final class PayloadTypes {

    private final Map<String, List<JavaType>> byChannel = new HashMap<>();

    /**
     * What the build found.
     *
     * @param mapper knows types
     * @param canonical the types, in Jackson's canonical form, by channel
     */
    PayloadTypes(ObjectMapper mapper, Map<String, List<String>> canonical) {
        canonical.forEach((channel, types) -> byChannel.put(channel,
                types.stream().map(mapper.getTypeFactory()::constructFromCanonical).toList()));
    }

    /**
     * The type to read.
     *
     * @param channel the channel's name; empty if it is not known
     * @param asked what SmallRye asks for
     * @return that type with its arguments, if there is no doubt about them; else what was asked for
     */
    Type of(String channel, Type asked) {
        Stream<JavaType> candidates = channel.isEmpty()
                ? byChannel.values().stream().flatMap(List::stream)
                : byChannel.getOrDefault(channel, List.of()).stream();
        List<JavaType> fitting = candidates.filter(type -> type.getRawClass() == asked).distinct().toList();
        return fitting.size() == 1 ? fitting.get(0) : asked;
    }
}
