package io.quarkiverse.eventstream.deployment.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * Each row of the failure matrix names existing tests.
 */
class GuaranteesPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve(Path.of("docs", "modules", "ROOT", "pages", "guarantees.adoc"));
    private static final Pattern ROW = Pattern.compile("(?m)^\\|(.+)\\n\\|(.+)\\n\\|(.+)\\n\\|(.+)$");
    /** The rest of an annotation, other annotations, and modifiers. */
    private static final String ANNOTATED = "(\\([^)]*\\))?\\s+(@\\w+(\\([^)]*\\))?\\s+)*(public )?";
    private static final Path CONFORMANCE = ROOT.resolve(Path.of("testing", "src", "main", "java"));
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void eachRowNamesExistingTests() throws IOException {
        String page = Files.readString(PAGE);
        Map<String, String> tests = testSources();
        List<String> rows = new ArrayList<>();
        Matcher row = ROW.matcher(page.substring(page.indexOf("|Situation |")));
        while (row.find()) {
            rows.add(row.group(1));
            Matcher test = TEST.matcher(row.group(4));
            assertThat(test.find()).as("The row \"%s\" names a test", row.group(1)).isTrue();
            do {
                assertThat(tests).as("The test of the row \"%s\"", row.group(1)).containsKey(test.group(1));
                assertThat(tests.get(test.group(1))).as("%s of the row \"%s\"", test.group(1), row.group(1))
                        .containsPattern(
                                "@(Test|RepeatedTest|ParameterizedTest)" + ANNOTATED + "void " + test.group(2) + "\\(");
            } while (test.find());
        }
        assertThat(rows).hasSizeGreaterThan(25);
    }

    /** The sources of the tests of all modules, and of the conformance tests, by class name. */
    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT);
                Stream<Path> ofOutbox = Files.list(ROOT.resolve("outbox"));
                Stream<Path> ofOperations = Files.list(ROOT.resolve("operations"))) {
            Stream<Path> folders = Stream.of(modules, ofOutbox, ofOperations).flatMap(paths -> paths)
                    .map(path -> path.resolve(Path.of("src", "test", "java")));
            for (Path module : Stream.concat(folders, Stream.of(CONFORMANCE)).filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                        sources.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file),
                                String::concat);
                    }
                }
            }
        }
        return sources;
    }
}
