package io.quarkiverse.eventstream.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.deployment.EventStreamBuildTimeConfig;
import io.quarkiverse.eventstream.runtime.config.DeliveryConfig;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.FailureConfig;
import io.quarkiverse.eventstream.runtime.config.KafkaConfig;
import io.quarkiverse.eventstream.runtime.config.ListenerConfig;
import io.quarkiverse.eventstream.runtime.config.PublishConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * The configuration page names each property that there is, with its default, and no other.
 */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "modules", "ROOT", "pages", "configuration.adoc");
    private static final Pattern ROW = Pattern
            .compile("(?m)^\\|`(quarkus\\.eventstream\\.[^`]+)`\\n\\|.+\\n\\|\\w+\\n\\|(?:`(.*)`)?$");

    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            documented.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }

        Map<String, String> declared = new TreeMap<>();
        declare("quarkus.eventstream.", StreamConfig.class, declared);
        declare("quarkus.eventstream.publish.", PublishConfig.class, declared);
        declare("quarkus.eventstream.delivery.", DeliveryConfig.class, declared);
        declare("quarkus.eventstream.delivery.exception.\"<exception-class>\".", FailureConfig.class, declared);
        declare("quarkus.eventstream.kafka.", KafkaConfig.class, declared);
        declare("quarkus.eventstream.listener.\"<id>\".", ListenerConfig.class, declared);
        declare("quarkus.eventstream.listener.\"<id>\".exception.\"<exception-class>\".", FailureConfig.class, declared);
        declare("quarkus.eventstream.health.", EventStreamBuildTimeConfig.Health.class, declared);
        declare("quarkus.eventstream.devservices.", EventStreamBuildTimeConfig.DevServices.class, declared);
        declare("quarkus.eventstream.", EventStreamConfig.class, declared);

        assertThat(documented).isEqualTo(declared);
    }

    private static void declare(String prefix, Class<?> group, Map<String, String> declared) {
        for (Method property : group.getMethods()) {
            boolean isGroup = property.getReturnType().isAnnotationPresent(ConfigGroup.class);
            boolean isMapOfGroups = property.getGenericReturnType().getTypeName().matches("java.util.Map<.*Config>");
            if (!isGroup && !isMapOfGroups) {
                WithDefault value = property.getAnnotation(WithDefault.class);
                String name = property.getName().replaceAll("([A-Z])", "-$1").toLowerCase();
                String key = Map.class.equals(property.getReturnType()) ? name + ".\"<kafka-property>\"" : name;
                declared.put(prefix + key, value == null ? "" : value.value());
            }
        }
    }
}
