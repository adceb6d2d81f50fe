package io.quarkiverse.eventstream.runtime.channels;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The payload types with type arguments that the application's methods take, as the build found them: SmallRye passes only a
 * class.
 */
public final class PayloadTypes {

    private final Map<String, List<JavaType>> byChannel = new HashMap<>();

    /** The types in Jackson's canonical form, by channel. */
    PayloadTypes(ObjectMapper mapper, Map<String, List<String>> canonical) {
        canonical.forEach((channel, types) -> byChannel.put(channel,
                types.stream().map(mapper.getTypeFactory()::constructFromCanonical).toList()));
    }

    /**
     * The type that SmallRye requests with its type arguments, if they are unambiguous; else the requested type.
     *
     * @param channel the channel's name; empty if it is not known
     */
    Type of(String channel, Type requested) {
        Stream<JavaType> candidates = channel.isEmpty()
                ? byChannel.values().stream().flatMap(List::stream)
                : byChannel.getOrDefault(channel, List.of()).stream();
        List<JavaType> fitting = candidates.filter(type -> type.getRawClass() == requested).distinct().toList();
        return fitting.size() == 1 ? fitting.get(0) : requested;
    }
}
