package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/**
 * The page of attributes and meters lists each of them, and no other.
 */
class ObservabilityPageTest {

    private static final Path RUNTIME = Path.of("..", "runtime", "src", "main", "java", "io", "quarkiverse", "eventstream",
            "runtime");
    private static final Path OUTBOX = Path.of("..", "outbox", "runtime", "src", "main", "java", "io", "quarkiverse",
            "eventstream", "outbox", "runtime");
    private static final Path OPERATIONS = Path.of("..", "operations", "runtime", "src", "main", "java", "io", "quarkiverse",
            "eventstream", "operations", "runtime");
    private static final Pattern QUOTED_METER = Pattern.compile("\"(eventstream\\.[a-z.]+)\"");
    private static final Pattern QUOTED_ATTRIBUTE = Pattern.compile("Key\\(\"([a-z._-]+)\"\\)");
    private static final Pattern CELL = Pattern.compile("(?m)^\\|((?:`[a-z._-]+`(?:, )?)+)$");

    @Test
    void thePageHasEachMeterAndEachAttribute() throws IOException {
        Set<String> declared = new TreeSet<>();
        for (String source : List.of("MeteredStream", "PublishMeters", "GroupMeters", "ListenerMeters")) {
            collect(QUOTED_METER, Files.readString(RUNTIME.resolve("metrics").resolve(source + ".java")), declared);
        }
        collect(QUOTED_METER, Files.readString(OPERATIONS.resolve("watch").resolve("OpenLetters.java")), declared);
        collect(QUOTED_ATTRIBUTE, Files.readString(RUNTIME.resolve("tracing").resolve("MessagingAttributes.java")), declared);
        collect(QUOTED_ATTRIBUTE, Files.readString(OUTBOX.resolve("DuplicateSpans.java")), declared);

        Set<String> documented = new TreeSet<>();
        Matcher cell = CELL.matcher(Files.readString(Path.of("modules", "ROOT", "pages", "metrics.adoc")));
        while (cell.find()) {
            collect(Pattern.compile("`([a-z]+[._][a-z._-]+)`"), cell.group(1), documented);
        }

        assertThat(declared).hasSizeGreaterThan(25);
        assertThat(documented).isEqualTo(declared);
    }

    private static void collect(Pattern pattern, String text, Set<String> names) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
    }
}
