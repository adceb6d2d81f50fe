package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** CONTRIBUTING leads to code that exists: its classes, their members, and the packages of the runtime module. */
class ContributingTest {

    private static final Path ROOT = Path.of("..");
    private static final Path RUNTIME = ROOT.resolve("runtime/src/main/java/io/quarkiverse/eventstream");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern CLASS = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?");
    private static final Pattern PACKAGE = Pattern.compile("runtime\\.[a-z.]+");
    private static final Set<String> BUILD_FOLDERS = Set.of("target", "node_modules", ".git");
    /** Types of Kafka. */
    private static final Set<String> OF_KAFKA = Set.of("Consumer", "SystemTime");

    @Test
    void theNamedClassesMembersAndPackagesExist() throws IOException {
        List<String> names = names(Files.readString(ROOT.resolve("CONTRIBUTING.md")));

        assertThat(names).contains("CommitFrontier", "AssignedPartitions.revoke", "runtime.consume");
        assertThat(missing(names)).isEmpty();
    }

    @Test
    void aMissingNameIsFound() throws IOException {
        List<String> names = names(
                "`CommitFrontier`, `CommitFrontier.gone`, `GoneFrontier`, `runtime.gone`, `Consumer`, `mvn`");

        assertThat(missing(names)).containsExactly("CommitFrontier.gone", "GoneFrontier", "runtime.gone");
    }

    private static List<String> names(String text) {
        return CODE.matcher(text).results().map(code -> code.group(1)).distinct().toList();
    }

    private static List<String> missing(List<String> names) throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            Matcher type = CLASS.matcher(name);
            if (type.matches()
                    ? !exists(type, sources)
                    : PACKAGE.matcher(name).matches() && !Files.isDirectory(RUNTIME.resolve(name.replace('.', '/')))) {
                missing.add(name);
            }
        }
        return missing;
    }

    private static boolean exists(Matcher type, Map<String, String> sources) {
        String source = sources.get(type.group(1));
        return OF_KAFKA.contains(type.group(1)) || source != null
                && (type.group(2) == null || Pattern.compile("\\b" + type.group(2) + "\\b").matcher(source).find());
    }

    /** The sources of all modules, by the name of the class. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {

            /** Other modules write to their build folders meanwhile. */
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return BUILD_FOLDERS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (name.endsWith(".java")) {
                    sources.merge(name.replace(".java", ""), Files.readString(file), String::concat);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}
