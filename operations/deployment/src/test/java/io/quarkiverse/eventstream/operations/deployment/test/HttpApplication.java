package io.quarkiverse.eventstream.operations.deployment.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import io.quarkus.test.QuarkusUnitTest;

/** An application with the operations over HTTP: joe is an operator, guest is not. */
final class HttpApplication {

    private static final Map<String, String> CONFIG = Map.ofEntries(
            Map.entry("quarkus.eventstream.stream", "memory"),
            Map.entry("quarkus.eventstream.delivery.failure-policy", "dead-letter"),
            Map.entry("quarkus.eventstream.delivery.attempts", "1"),
            Map.entry("quarkus.http.test-port", "0"),
            Map.entry("quarkus.management.test-port", "0"),
            Map.entry("quarkus.management.auth.basic", "true"),
            Map.entry("quarkus.security.users.embedded.enabled", "true"),
            Map.entry("quarkus.security.users.embedded.plain-text", "true"),
            Map.entry("quarkus.security.users.embedded.users.joe", "joe"),
            Map.entry("quarkus.security.users.embedded.users.guest", "guest"),
            Map.entry("quarkus.security.users.embedded.roles.joe", "eventstream-operator"),
            Map.entry("quarkus.security.users.embedded.roles.guest", "user"));

    /** Of the guide. */
    private static final Path EXAMPLE = Path.of("..", "..", "docs", "modules", "ROOT", "examples", "operations",
            "application.properties");

    private HttpApplication() {}

    static QuarkusUnitTest create() {
        QuarkusUnitTest test = new QuarkusUnitTest()
                .withApplicationRoot(root -> root.addClasses(HttpApplication.class, HttpClientOf.class));
        CONFIG.forEach(test::overrideConfigKey);
        example().forEach((name, value) -> test.overrideConfigKey(name.toString(), value.toString()));
        return test;
    }

    private static Properties example() {
        Properties example = new Properties();
        try (InputStream file = Files.newInputStream(EXAMPLE)) {
            example.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return example;
    }
}
