package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.runtime.config.WrongConfiguration;
import io.quarkiverse.eventstream.runtime.envelope.Upcasters;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/**
 * Passes the findings of the build to the running application.
 */
@Recorder
public class EventStreamRecorder {

    /** The findings of the build. */
    public Supplier<BuildTimeFindings> findings(List<String> streams, List<String> injected,
            List<String> unused, List<AnnotatedListener> listeners, List<String> exceptions) {
        return () -> new BuildTimeFindings(List.copyOf(streams), List.copyOf(injected), List.copyOf(unused),
                List.copyOf(listeners), List.copyOf(exceptions));
    }

    /** The methods that convert older payloads. */
    public Supplier<Upcasters> upcasters(List<RecordedUpcast> upcasts) {
        return () -> new Upcasters(upcasts.stream().map(RecordedUpcast::step).toList());
    }

    /** The state of the streams, one for each start of the application. */
    public RuntimeValue<BusState> state() {
        return new RuntimeValue<>(new BusState());
    }

    /** The bean of a stream. */
    public Function<SyntheticCreationalContext<EventStream>, EventStream> stream(String name) {
        return context -> WrongConfiguration
                .during(() -> context.getInjectedReference(EventStreams.class).getToPublish(name));
    }
}
