package io.quarkiverse.eventstream.runtime.channels;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
}
