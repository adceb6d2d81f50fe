package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** An operator who searches the page for a message finds it as the log has it. */
class TroubleshootingPageTest {

    private static final Path PAGE = Path.of("modules", "ROOT", "pages", "troubleshooting.adoc");
    private static final Path SOURCES = Path.of("..", "runtime", "src", "main", "java");
    private static final Pattern MESSAGE = Pattern.compile("(?m)^\\|`([^`]+)`$");
    private static final String JOINED = "\"\\s*\\+\\s*\"";
    private static final String ANY = "…";

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(TroubleshootingPageTest::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replaceAll(JOINED, "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachMessageIsOneOfTheBus() throws IOException {
        List<String> messages = MESSAGE.matcher(Files.readString(PAGE)).results().map(result -> result.group(1)).toList();
        String sources = sources();

        assertThat(messages).hasSizeGreaterThan(25);
        assertThat(messages.stream().flatMap(message -> Stream.of(message.split(ANY))).map(String::strip)
                .filter(part -> !sources.contains(part))).isEmpty();
    }
}
