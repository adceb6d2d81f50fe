package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import jakarta.enterprise.invoke.Invoker;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventTypeDescription;
import io.quarkiverse.eventstream.IncomingEvent;
import io.smallrye.mutiny.Uni;

/**
 * A listener method of a bean.
 */
public final class MethodTarget implements ListenerTarget {

    private static final String ARC = "io.quarkus.arc.";

    private final String description;
    private final Invoker<Object, Object> invoker;
    private final List<ListenerMethod.Parameter> parameters;
    /** Asked for at each attempt. */
    private final ListenerInput input;
    /** Null if there is no payload, or a family. */
    private final Type payloadType;
    /** By the name of the event; empty unless the payload is a sealed type. */
    private final Map<String, Type> family;
    private final ListenerMethod.Result result;

    /**
     * The target of a method.
     *
     * @param expand expands the expressions in the name of an event
     */
    public MethodTarget(ListenerMethod method, ObjectMapper mapper, UnaryOperator<String> expand) {
        this.description = method.getDescription();
        this.invoker = method.getInvoker().getValue();
        this.parameters = List.copyOf(method.getParameters());
        this.input = ListenerInput.of(parameters);
        this.family = method.getFamily().entrySet().stream().collect(Collectors.toUnmodifiableMap(
                member -> expand.apply(member.getKey()),
                member -> mapper.getTypeFactory().constructFromCanonical(member.getValue())));
        this.payloadType = method.getPayloadType().isEmpty() || !family.isEmpty()
                ? null
                : mapper.getTypeFactory().constructFromCanonical(method.getPayloadType());
        this.result = method.getResult();
    }

    @Override
    public Type payloadType() {
        return payloadType;
    }

    @Override
    public long payloadVersion(IncomingEvent event) {
        Class<?> type = (family.isEmpty() ? payloadType : family.get(event.name())) instanceof JavaType java
                ? java.getRawClass()
                : Object.class;
        return EventTypeDescription.find(type).map(description -> (long) description.version()).orElse(Long.MAX_VALUE);
    }

    @Override
    public ListenerInput input() {
        return input;
    }

    @Override
    public CompletionStage<?> invoke(IncomingEvent event) throws Exception {
        Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(parameters.get(i), event);
        }
        Object returned = call(arguments);
        if (result == ListenerMethod.Result.VOID) {
            return null;
        }
        if (returned == null) {
            throw returnedNull();
        }
        return returned instanceof Uni<?> uni ? uni.subscribeAsCompletionStage() : (CompletionStage<?>) returned;
    }

    private Object call(Object[] arguments) throws Exception {
        try {
            return invoker.invoke(null, arguments);
        } catch (NullPointerException e) {
            // ArC waits for the returned object, to destroy dependent beans, and has no message for null.
            boolean isOfArc = e.getStackTrace().length > 0 && e.getStackTrace()[0].getClassName().startsWith(ARC);
            throw isOfArc && result != ListenerMethod.Result.VOID ? returnedNull() : e;
        }
    }

    private NullPointerException returnedNull() {
        return new NullPointerException("The listener " + description + " returned null instead of a Uni or a CompletionStage");
    }

    private Object argument(ListenerMethod.Parameter parameter, IncomingEvent event) {
        return switch (parameter) {
            // The class of received events implements both interfaces.
            case EVENT, TOMBSTONE -> event;
            case PAYLOAD -> event.payload(family.isEmpty() ? payloadType : family.get(event.name()));
            case RECORD -> event.record();
            case VALUE -> event.record().value();
        };
    }
}
