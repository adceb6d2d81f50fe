package io.quarkiverse.eventstream.runtime.envelope;

import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.util.NativeImageUtil;

/**
 * Why Jackson can't read or write a value, and the remedy. A native executable may lack the members of a class, because the build registers
 * only the payloads that listeners and channels name.
 */
final class JacksonFailure {

    private static final int REASON_LENGTH = 300;

    private JacksonFailure() {}

    /** Jackson's reason, safe to log; or the remedy, if an executable does not know a class: Jackson's own remedy does not apply there. */
    static String reason(Throwable failure) {
        Class<?> type = typeOf(failure);
        return type != null && !type.isPrimitive() && !type.getName().startsWith("java.")
                && NativeImageUtil.needsReflectionConfiguration(type)
                        ? "the native executable lacks the members of " + type.getName()
                                + ": mark the class with @RegisterForReflection, and those within it"
                        : ExceptionText.of(failure, REASON_LENGTH);
    }

    /** The class that Jackson can't read or write at all; null if a value does not fit. */
    private static Class<?> typeOf(Throwable failure) {
        return failure instanceof InvalidDefinitionException undefined && undefined.getType() != null
                ? undefined.getType().getRawClass()
                : null;
    }
}
