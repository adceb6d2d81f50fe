package io.quarkiverse.eventstream.runtime.text;

import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.microprofile.config.Config;

import io.smallrye.common.expression.Expression;

/**
 * Expands <code>${…}</code> in attributes of annotations, in the syntax of the configuration.
 */
public final class Expressions {

    private Expressions() {}

    /** Whether a text has expressions. */
    public static boolean areIn(String text) {
        return text.contains("${");
    }

    /**
     * Replaces expressions by the values of the properties that they name.
     *
     * @param missing gets the name of each property that is not set and has no default; nothing replaces it
     */
    public static String expand(String text, Config properties, Consumer<String> missing) {
        return compile(text).evaluate((context, out) -> {
            Optional<String> value = properties.getOptionalValue(context.getKey(), String.class);
            if (value.isPresent()) {
                out.append(value.get());
            } else if (context.hasDefault()) {
                context.expandDefault();
            } else {
                missing.accept(context.getKey());
            }
        }).strip();
    }

    /** The same syntax everywhere. */
    public static Expression compile(String text) {
        return Expression.compile(text, Expression.Flag.LENIENT_SYNTAX, Expression.Flag.NO_TRIM);
    }
}
