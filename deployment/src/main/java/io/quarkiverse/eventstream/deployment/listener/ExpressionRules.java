package io.quarkiverse.eventstream.deployment.listener;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.microprofile.config.ConfigProvider;

import io.smallrye.common.expression.Expression;

/**
 * Rules for <code>${…}</code> in attributes of {@code @OnEvent}: each must name a property that is known at build time, or have a default.
 */
final class ExpressionRules {

    private ExpressionRules() {}

    static void check(OnEventBuildItem listener, ListenerOverrides overrides, Problems problems) {
        for (String attribute : List.of("topic", "name", "group", "offset", "namespace", "stream")) {
            String text = listener.attribute(attribute);
            if (AttributeRules.isExpression(text) && !overrides.has(listener, attribute)) {
                unknownProperties(text).forEach(property -> problems.add("must name a property that is configured, not \""
                        + property + "\" as in " + attribute + " = \"" + text + "\"", listener, remedy(property)));
            }
        }
    }

    private static String remedy(String property) {
        return "Add " + property + " = … to application.properties, be it from a variable: " + property
                + " = ${SOME_VARIABLE}; or give it a default: ${" + property + ":…}";
    }

    private static Set<String> unknownProperties(String text) {
        Set<String> known = new HashSet<>();
        ConfigProvider.getConfig().getPropertyNames().forEach(known::add);
        Set<String> unknown = new HashSet<>();
        Expression.compile(text, Expression.Flag.LENIENT_SYNTAX, Expression.Flag.NO_TRIM).evaluate((context, out) -> {
            if (known.contains(context.getKey())) {
                return;
            }
            if (context.hasDefault()) {
                context.expandDefault();
            } else if (ConfigProvider.getConfig().getConfigValue(context.getKey()).getValue() == null) {
                // The name of an environment variable differs from that of its property.
                unknown.add(context.getKey());
            }
        });
        return unknown;
    }
}
