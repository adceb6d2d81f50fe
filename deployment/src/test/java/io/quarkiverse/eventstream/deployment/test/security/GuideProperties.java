package io.quarkiverse.eventstream.deployment.test.security;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import io.quarkus.test.QuarkusUnitTest;

/** The configuration that the guide shows. */
final class GuideProperties {

    private static final Path FOLDER = Path.of("..", "docs", "modules", "ROOT", "examples", "main", "resources");

    private GuideProperties() {}

    /** Sets the properties of a file of the guide in a test's application. */
    static void addTo(QuarkusUnitTest test, String file) {
        Properties properties = new Properties();
        try (Reader guide = Files.newBufferedReader(FOLDER.resolve(file))) {
            properties.load(guide);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties.forEach((name, value) -> test.overrideConfigKey(name.toString(), value.toString()));
    }
}
