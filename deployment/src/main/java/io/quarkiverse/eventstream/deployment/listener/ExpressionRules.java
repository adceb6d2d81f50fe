package io.quarkiverse.eventstream.deployment.listener;

import java.util.List;

import io.quarkiverse.eventstream.deployment.ConfiguredProperties;
import io.quarkiverse.eventstream.runtime.text.Expressions;

/**
 * Rules for <code>${…}</code> in attributes of {@code @OnEvent}.
 */
final class ExpressionRules {

    private ExpressionRules() {}

    static void check(OnEventBuildItem listener, ListenerOverrides overrides, ConfiguredProperties properties,
            Problems problems) {
        for (String attribute : List.of("topic", "name", "group", "offset", "namespace", "stream")) {
            String text = listener.given(attribute);
            if (Expressions.areIn(text) && !overrides.has(listener, attribute)) {
                properties.unknownIn(text).forEach(property -> problems.add(
                        ConfiguredProperties.rule(property, attribute, text), listener, ConfiguredProperties.remedy(property)));
            }
        }
    }
}
