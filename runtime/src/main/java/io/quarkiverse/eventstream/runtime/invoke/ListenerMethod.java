package io.quarkiverse.eventstream.runtime.invoke;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.invoke.Invoker;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.RecordableConstructor;

/**
 * A listener method, as recorded at build time.
 */
public final class ListenerMethod {

    /** The argument of a parameter of the method. */
    public enum Parameter {
        /** The event. */
        EVENT,
        /** The payload, decoded. */
        PAYLOAD,
        /** A tombstone. */
        TOMBSTONE,
        /** The record. */
        RECORD,
        /** The value of the record. */
        VALUE
    }

    /** The kind of thread that the method runs on. */
    public enum Execution {
        /** On a worker thread. */
        WORKER,
        /** On an event loop. */
        EVENT_LOOP,
        /** On a virtual thread. */
        VIRTUAL_THREAD
    }

    /** The result type of the method. */
    public enum Result {
        /** Nothing. */
        VOID,
        /** A Uni. */
        UNI,
        /** A completion stage. */
        STAGE
    }

    private final String description;
    private final RuntimeValue<Invoker<Object, Object>> invoker;
    private final List<Parameter> parameters;
    private final String payloadType;
    private final Map<String, String> family;
    private final Execution execution;
    private final Result result;

    /**
     * Called by the recorded bytecode.
     *
     * @param parameters in the order of the method
     * @param payloadType in Jackson's canonical form; empty without a payload parameter
     * @param family the types of the payload by the name of the event, if they depend on it; names may contain expressions
     */
    @RecordableConstructor
    public ListenerMethod(String description, RuntimeValue<Invoker<Object, Object>> invoker, List<Parameter> parameters,
            String payloadType, Map<String, String> family, Execution execution, Result result) {
        this.description = description;
        this.invoker = invoker;
        this.parameters = parameters;
        this.payloadType = payloadType;
        this.family = family;
        this.execution = execution;
        this.result = result;
    }

    /** The class and the method, for messages. */
    public String getDescription() {
        return description;
    }

    /** Invokes the method on its bean. */
    public RuntimeValue<Invoker<Object, Object>> getInvoker() {
        return invoker;
    }

    /**
     * The parameters.
     *
     * @return in the order of the method
     */
    public List<Parameter> getParameters() {
        return parameters;
    }

    /**
     * The payload's type.
     *
     * @return in Jackson's canonical form; empty without a payload parameter
     */
    public String getPayloadType() {
        return payloadType;
    }

    /**
     * The types of the payload by the name of the event, if they depend on it.
     *
     * @return in Jackson's canonical form; empty if there is one type or none. Names may contain expressions
     */
    public Map<String, String> getFamily() {
        return family;
    }

    /**
     * Where to run.
     *
     * @return the kind of thread
     */
    public Execution getExecution() {
        return execution;
    }

    public Result getResult() {
        return result;
    }
}
