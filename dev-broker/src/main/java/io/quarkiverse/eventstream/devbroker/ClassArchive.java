package io.quarkiverse.eventstream.devbroker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes that a node loads, as its JVM keeps them in memory: an archive next to the runnable jar, which saves a start a third of its
 * computing time. The name of the archive has the version of the JVM. A JVM ignores an archive that does not fit its class path, or
 * jars that were replaced, and then starts as it does without one.
 *
 * @param jar the runnable jar, with its {@code lib} folder next to it
 */
record ClassArchive(Path jar) {

    private static final String JAR = ".jar";
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    /**
     * The class path of a node: the runnable jar alone, if it is on the given class path and has an archive. The archive would not fit a
     * longer class path.
     */
    static String classPath(String classPath) {
        return archived(classPath).map(archive -> archive.jar.toString()).findFirst().orElse(classPath);
    }

    /** The JVM options of a node with a class path: none if it has no archive. */
    static List<String> options(String classPath) {
        // What the JVM says of an archive that it ignores would be no help to anyone.
        return archived(classPath).map(archive -> List.of("-XX:SharedArchiveFile=" + archive.file(), "-Xshare:auto",
                "-Xlog:cds*=off")).findFirst().orElse(List.of());
    }

    private static Stream<ClassArchive> archived(String classPath) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(classPath)
                .filter(entry -> entry.endsWith(JAR) && entry.contains("dev-broker"))
                .map(entry -> new ClassArchive(Path.of(entry)))
                .filter(archive -> Files.isRegularFile(archive.file()));
    }

    private Path file() {
        String name = jar.getFileName().toString();
        return jar.resolveSibling(name.substring(0, name.length() - JAR.length()) + "-" + System.getProperty("java.vm.version")
                + ".jsa");
    }

    /**
     * Starts a node that loads what nodes load, and writes the archive when that node ends; has no effect if there is one that is newer than
     * the jar.
     *
     * @return the archive
     * @throws DevBrokerException if there is still none, for example because the JVM has another way to archive classes
     */
    Path create() {
        try {
            Path file = file();
            if (Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar)) > 0) {
                return file;
            }
            Files.deleteIfExists(file);
            // In the same directory, so that it appears all at once under its name.
            Path unfinished = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
            try {
                rehearse(unfinished);
                return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new DevBrokerException("The archive of classes next to " + jar + " can't be written (" + e
                    + "): brokers start without one", e);
        }
    }

    private void rehearse(Path archive) {
        try (DevBroker broker = DevBroker.builder().jar(jar).property(NodeFile.REHEARSAL, "true")
                .jvmArguments("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds*=off").startTimeout(TIMEOUT).start()) {
            ProcessHandle.of(broker.pid(1))
                    .ifPresent(node -> node.onExit().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join());
        }
    }
}
