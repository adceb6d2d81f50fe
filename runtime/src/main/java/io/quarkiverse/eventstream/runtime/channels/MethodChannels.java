package io.quarkiverse.eventstream.runtime.channels;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The methods of the application that fail the call of a listener by throwing an exception, as the build found them.
 *
 * @param byMethod the names of the channels that each has messages from, by class and name
 */
public record MethodChannels(Map<String, List<String>> byMethod) {

    /** Those that have messages from the bus alone. */
    Set<String> methodsOf(Set<String> channels) {
        return byMethod.entrySet().stream().filter(method -> channels.containsAll(method.getValue())).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
