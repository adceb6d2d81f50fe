package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.invoke.Invoker;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.listen.ListenerCall;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Calls a listener method of a bean, with the event, its payload, or both.
 */
public final class MethodTarget implements ListenerTarget {

    private final String description;
    private final Invoker<Object, Object> invoker;
    private final List<ListenerMethod.Parameter> parameters;
    private final Type payloadType;
    private final ListenerMethod.Result result;

    private MethodTarget(ListenerMethod method, ObjectMapper mapper) {
        this.description = method.getDescription();
        this.invoker = method.getInvoker().getValue();
        this.parameters = List.copyOf(method.getParameters());
        this.payloadType = method.getPayloadType().isEmpty()
                ? null
                : mapper.getTypeFactory().constructFromCanonical(method.getPayloadType());
        this.result = method.getResult();
    }

    /**
     * The way to call a method.
     *
     * @param method the method
     * @param mapper knows the payload's type
     * @param vertx runs what is not to block
     * @return the call
     */
    public static ListenerCall callOf(ListenerMethod method, ObjectMapper mapper, Vertx vertx) {
        MethodTarget target = new MethodTarget(method, mapper);
        return switch (method.getExecution()) {
            case WORKER -> new WorkerCall(target);
            case EVENT_LOOP -> new EventLoopCall(target, vertx);
            case VIRTUAL_THREAD -> new VirtualThreadCall(target);
        };
    }

    @Override
    public CompletionStage<?> invoke(IncomingEvent event) throws Exception {
        Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = parameters.get(i) == ListenerMethod.Parameter.EVENT ? event : event.payload(payloadType);
        }
        Object returned = invoker.invoke(null, arguments);
        if (result == ListenerMethod.Result.VOID) {
            return null;
        }
        if (returned == null) {
            throw new NullPointerException("The listener " + description + " returned null instead of what completes it");
        }
        return returned instanceof Uni<?> uni ? uni.subscribeAsCompletionStage() : (CompletionStage<?>) returned;
    }
}
