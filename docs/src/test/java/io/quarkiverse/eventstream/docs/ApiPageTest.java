package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;

/** The page of the API names every type. */
class ApiPageTest {

    private static final Path PAGE = Path.of("modules", "ROOT", "pages", "api.adoc");
    private static final Path API = Path.of("..", "runtime", "src", "main", "java", "io", "quarkiverse", "eventstream");
    private static final Path OPERATIONS = Path.of("..", "operations", "runtime", "src", "main", "java", "io", "quarkiverse",
            "eventstream", "operations");
    private static final Path TESTING = Path.of("..", "testing", "src", "main", "java", "io", "quarkiverse", "eventstream",
            "test");

    @Test
    void itNamesEachTypeEachAttributeAndEachMethodOfTheBuilder() throws IOException {
        List<String> types = new ArrayList<>();
        for (Path folder : List.of(API, OPERATIONS, TESTING)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString()).filter(file -> file.matches("[A-Z]\\w+\\.java"))
                        .map(file -> file.replace(".java", "")).forEach(types::add);
            }
        }
        Stream<String> members = Stream.of(OnEvent.class, OutgoingEvent.Builder.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods())).filter(method -> !method.isSynthetic()
                        && Modifier.isPublic(method.getModifiers()))
                .map(Method::getName);
        String page = Files.readString(PAGE);

        assertThat(Stream.concat(types.stream(), members).distinct().filter(name -> !page.matches("(?s).*`@?" + name + "`.*")))
                .isEmpty();
    }
}
