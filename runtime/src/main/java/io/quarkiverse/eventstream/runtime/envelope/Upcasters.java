package io.quarkiverse.eventstream.runtime.envelope;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.EventTypeDescription;

/**
 * Converts older payloads of event types to the versions of their classes, step by step. Immutable.
 */
public final class Upcasters {

    /** Converts nothing. */
    public static final Upcasters NONE = new Upcasters(List.of());

    private final Map<Class<?>, Chain> byType = new HashMap<>();

    /** The steps of a class up to its version, by the version that each takes. */
    private record Chain(int version, Map<Integer, Step> steps) {}

    /**
     * The conversion of the payloads of a class from one version to the next.
     *
     * @param name of the method, for messages
     */
    public record Step(Class<?> type, int from, String name, UnaryOperator<ObjectNode> upcast) {}

    public Upcasters(List<Step> steps) {
        steps.forEach(step -> byType
                .computeIfAbsent(step.type(), type -> new Chain(EventTypeDescription.of(type).version(), new HashMap<>()))
                .steps().put(step.from(), step));
    }

    /** Whether a class has older versions. */
    boolean know(Class<?> type) {
        return byType.containsKey(type);
    }

    /** Whether a payload has to be converted before it is read as a class. */
    boolean apply(Class<?> type, long version) {
        Chain chain = byType.get(type);
        return chain != null && version < chain.version();
    }

    /**
     * Converts a payload.
     *
     * @param payload may be changed
     * @param version of the payload; less than 1 counts as 1, since older clients write none
     * @throws IllegalArgumentException with the reason if that is not possible
     */
    JsonNode upcast(Class<?> type, JsonNode payload, long version) {
        Chain chain = byType.get(type);
        JsonNode converted = payload;
        for (int from = (int) Math.max(1, version); from < chain.version(); from++) {
            Step step = chain.steps().get(from);
            if (step == null) {
                throw new IllegalArgumentException("version " + from + " of " + type.getName() + " can't be read any more: "
                        + "no @Upcast takes it");
            }
            converted = upcast(step, converted);
        }
        return converted;
    }

    private static JsonNode upcast(Step step, JsonNode payload) {
        if (!(payload instanceof ObjectNode object)) {
            throw new IllegalArgumentException(step.name() + " converts JSON objects only");
        }
        ObjectNode converted;
        try {
            converted = step.upcast().apply(object);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(step.name() + " failed to convert version " + step.from() + ": " + e, e);
        }
        if (converted == null) {
            throw new IllegalArgumentException(step.name() + " returned null for version " + step.from());
        }
        return converted;
    }
}
