package io.quarkiverse.eventstream.runtime.channels;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.annotations.Recorder;

/**
 * Hands what the build found of channels over to the running application.
 */
@Recorder
public class ChannelRecorder {

    /**
     * The payloads with type arguments.
     *
     * @param canonical in Jackson's canonical form, by channel
     * @return creates the bean
     */
    public Function<SyntheticCreationalContext<PayloadTypes>, PayloadTypes> payloadTypes(Map<String, List<String>> canonical) {
        return context -> new PayloadTypes(context.getInjectedReference(ObjectMapper.class), canonical);
    }

    /**
     * The methods that fail calls by throwing exceptions.
     *
     * @param byMethod the names of the channels that each has messages from, by class and name
     * @return the bean
     */
    public Supplier<MethodChannels> methodChannels(Map<String, List<String>> byMethod) {
        return () -> new MethodChannels(byMethod);
    }
}
