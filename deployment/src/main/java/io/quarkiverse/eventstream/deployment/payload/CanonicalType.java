package io.quarkiverse.eventstream.deployment.payload;

import java.util.stream.Collectors;

import org.jboss.jandex.Type;

/**
 * Converts types to the canonical form of Jackson's type factory.
 */
public final class CanonicalType {

    private CanonicalType() {}

    /** Converts a type. */
    public static String of(Type type) {
        return switch (type.kind()) {
            case PARAMETERIZED_TYPE -> type.name() + type.asParameterizedType().arguments().stream()
                    .map(CanonicalType::of).collect(Collectors.joining(",", "<", ">"));
            case WILDCARD_TYPE -> of(type.asWildcardType().extendsBound());
            default -> type.name().toString();
        };
    }
}
