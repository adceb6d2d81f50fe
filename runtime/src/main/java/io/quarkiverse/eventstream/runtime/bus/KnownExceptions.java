package io.quarkiverse.eventstream.runtime.bus;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.runtime.config.EnvironmentForm;
import io.quarkus.runtime.ImageMode;

/**
 * The exceptions that a rule may name. An environment variable does not distinguish upper and lower case, so its name is looked up among
 * the exceptions that the build has seen, and among the classes of the JDK.
 */
final class KnownExceptions {

    private static final String CLASS_FILE = ".class";

    /** The kind of a name. */
    enum Found {
        EXCEPTION, OTHER, UNKNOWN
    }

    private final Set<String> ofApplication = new HashSet<>();

    /**
     * Those of an application.
     *
     * @param names the names of the classes that the build has seen
     */
    KnownExceptions(List<String> names) {
        names.forEach(name -> ofApplication.add(EnvironmentForm.of(name)));
    }

    /** A native executable has no class path to look at, and takes each name for an exception. */
    Found find(String name) {
        if (ImageMode.current() != ImageMode.JVM) {
            return Found.EXCEPTION;
        }
        try {
            Class<?> type = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
            return Throwable.class.isAssignableFrom(type) ? Found.EXCEPTION : Found.OTHER;
        } catch (ClassNotFoundException | LinkageError e) {
            boolean isVariable = name.equals(EnvironmentForm.of(name));
            return isVariable && (ofApplication.contains(name) || isOfJdk(name)) ? Found.EXCEPTION : Found.UNKNOWN;
        }
    }

    private static boolean isOfJdk(String name) {
        try {
            FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
            for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
                if (hasClass(jdk, name.substring(0, dot), name.substring(dot + 1))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | RuntimeException e) {
            // The class can't be loaded here: the rule applies to any exception of that name.
            return true;
        }
    }

    private static boolean hasClass(FileSystem jdk, String packageName, String className) throws IOException {
        Path modules = jdk.getPath("/packages", packageName);
        if (!Files.isDirectory(modules)) {
            return false;
        }
        try (Stream<Path> all = Files.list(modules)) {
            for (Path module : all.toList()) {
                Path classes = jdk.getPath("/modules", module.getFileName().toString(), packageName.replace('.', '/'));
                if (Files.isDirectory(classes) && isAmong(classes, className)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAmong(Path classes, String className) throws IOException {
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(CLASS_FILE))
                    .map(file -> EnvironmentForm.of(file.substring(0, file.length() - CLASS_FILE.length())))
                    .anyMatch(className::equals);
        }
    }
}
