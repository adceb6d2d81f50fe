package io.quarkiverse.eventstream.runtime.channels;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.microprofile.config.Config;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.annotations.Recorder;

/** Passes what the build found out about channels to the running application. */
@Recorder
public class ChannelRecorder {

    /** Creates the bean of payloads with type arguments, from Jackson's canonical form, by channel. */
    public Function<SyntheticCreationalContext<PayloadTypes>, PayloadTypes> payloadTypes(Map<String, List<String>> canonical) {
        return context -> new PayloadTypes(context.getInjectedReference(ObjectMapper.class), canonical);
    }

    /** Creates the bean of channels whose payloads have event types. */
    public Function<SyntheticCreationalContext<TypedChannels>, TypedChannels> typedChannels(
            Map<String, TypedChannels.Written> byChannel) {
        return context -> new TypedChannels(byChannel, context.getInjectedReference(ObjectMapper.class),
                context.getInjectedReference(Config.class));
    }

    /** Creates the bean of methods that consume channels: the channels of each, by class and name of the method. */
    public Supplier<MethodChannels> methodChannels(Map<String, List<String>> byMethod) {
        return () -> new MethodChannels(byMethod);
    }
}
