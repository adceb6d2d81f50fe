package io.quarkiverse.eventstream.runtime.envelope;

import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.util.NativeImageUtil;

/**
 * A class of which a native executable has nothing that Jackson could read or write, since the build registers only the payloads
 * that listeners and channels name.
 */
final class UnregisteredClass {

    private UnregisteredClass() {}

    /**
     * What to do where a failure comes from such a class. Jackson's own message has another remedy, which helps nobody here.
     *
     * @return what is wrong and what helps; empty where something else is wrong
     */
    static String remedy(Throwable failure) {
        Class<?> type = typeOf(failure);
        return type != null && !type.isPrimitive() && !type.getName().startsWith("java.")
                && NativeImageUtil.needsReflectionConfiguration(type)
                        ? "the native executable knows nothing of what is in " + type.getName()
                                + ": mark the class with @RegisterForReflection, and those within it"
                        : "";
    }

    /** What Jackson finds no way to read or write, as opposed to a value that does not fit. */
    private static Class<?> typeOf(Throwable failure) {
        return failure instanceof InvalidDefinitionException undefined && undefined.getType() != null
                ? undefined.getType().getRawClass()
                : null;
    }
}
