package io.quarkiverse.eventstream.operations.runtime;

import java.util.function.Function;

import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.annotations.Recorder;

/** Makes the beans of desks. */
@Recorder
public class OperationsRecorder {

    /** The desk of a stream. */
    public Function<SyntheticCreationalContext<DeadLetterDesk>, DeadLetterDesk> desk(String stream) {
        return context -> context.getInjectedReference(Desks.class).get(stream);
    }
}
