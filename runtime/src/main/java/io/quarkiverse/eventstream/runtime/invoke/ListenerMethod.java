package io.quarkiverse.eventstream.runtime.invoke;

import java.util.List;

import jakarta.enterprise.invoke.Invoker;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.RecordableConstructor;

/**
 * A listener method, as the build found it: what to call it with, where to run it, and what it returns.
 */
public final class ListenerMethod {

    /** What a parameter of the method gets. */
    public enum Parameter {
        /** The event. */
        EVENT,
        /** The payload, decoded. */
        PAYLOAD,
        /** A tombstone. */
        TOMBSTONE
    }

    /** Where the method runs. */
    public enum Execution {
        /** On a worker thread. */
        WORKER,
        /** On an event loop. */
        EVENT_LOOP,
        /** On a virtual thread. */
        VIRTUAL_THREAD
    }

    /** What the method returns. */
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
    private final Execution execution;
    private final Result result;

    /**
     * As recorded.
     *
     * @param parameters in the order of the method
     * @param payloadType in Jackson's canonical form; empty without a payload parameter
     */
    @RecordableConstructor
    public ListenerMethod(String description, RuntimeValue<Invoker<Object, Object>> invoker, List<Parameter> parameters,
            String payloadType, Execution execution, Result result) {
        this.description = description;
        this.invoker = invoker;
        this.parameters = parameters;
        this.payloadType = payloadType;
        this.execution = execution;
        this.result = result;
    }

    /** Class and method. */
    public String getDescription() {
        return description;
    }

    /** Calls the method on its bean. */
    public RuntimeValue<Invoker<Object, Object>> getInvoker() {
        return invoker;
    }

    /**
     * What to call it with.
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
     * Where to run.
     *
     * @return the kind of thread
     */
    public Execution getExecution() {
        return execution;
    }

    /** What is returned. */
    public Result getResult() {
        return result;
    }
}
