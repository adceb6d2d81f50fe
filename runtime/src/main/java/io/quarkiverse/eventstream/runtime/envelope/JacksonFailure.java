package io.quarkiverse.eventstream.runtime.envelope;

import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.util.NativeImageUtil;

/**
 * Why Jackson can't read or write something, for people. A native executable may have nothing that it could read or write of a
 * class, since the build registers only the payloads that listeners and channels name.
 */
final class JacksonFailure {

    private static final int REASON_LENGTH = 300;

    private JacksonFailure() {}

    /**
     * Puts a failure into words that are safe to log.
     *
     * @return what Jackson says; or where an executable does not know a class, what helps: Jackson's own remedy helps nobody there
     */
    static String reason(Throwable failure) {
        Class<?> type = typeOf(failure);
        return type != null && !type.isPrimitive() && !type.getName().startsWith("java.")
                && NativeImageUtil.needsReflectionConfiguration(type)
                        ? "the native executable knows nothing of what is in " + type.getName()
                                + ": mark the class with @RegisterForReflection, and those within it"
                        : ExceptionText.of(failure, REASON_LENGTH);
    }

    /** What Jackson finds no way to read or write, as opposed to a value that does not fit. */
    private static Class<?> typeOf(Throwable failure) {
        return failure instanceof InvalidDefinitionException undefined && undefined.getType() != null
                ? undefined.getType().getRawClass()
                : null;
    }
}
