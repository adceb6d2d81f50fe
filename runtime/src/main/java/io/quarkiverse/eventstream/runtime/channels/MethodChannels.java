package io.quarkiverse.eventstream.runtime.channels;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The methods of the application that consume channels, and so fail an invocation by throwing an exception. Found by the build.
 *
 * @param byMethod the names of the channels of each method, by the method's class and name
 */
public record MethodChannels(Map<String, List<String>> byMethod) {

    /** The methods that consume none but these channels. */
    Set<String> methodsOf(Set<String> channels) {
        return byMethod.entrySet().stream().filter(method -> channels.containsAll(method.getValue())).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
