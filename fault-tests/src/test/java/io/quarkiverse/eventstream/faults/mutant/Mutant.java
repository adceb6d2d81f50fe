package io.quarkiverse.eventstream.faults.mutant;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/** A copy of a packaged application in which one method of the bus, of the outbox or of Kafka's clients is replaced. */
public final class Mutant {

    private static final String PACKAGE = "io.quarkiverse.eventstream.runtime.";
    private static final String BUS = "io.quarkiverse.eventstream.quarkus-eventstream-";
    private static final String OUTBOX_PACKAGE = "io.quarkiverse.eventstream.outbox.runtime.";
    private static final String OUTBOX = BUS + "outbox-";
    private static final String CLIENTS = "org.apache.kafka.kafka-clients-";

    private Mutant() {}

    /**
     * Copies the worker, and changes a method of the bus.
     *
     * @param copy where the copy is to be; replaced if it is there
     * @param type the class, without the part of its package that all of the bus share
     * @throws IllegalStateException if there is no such class or method, because it was renamed
     */
    public static Path of(Path application, Path copy, String type, String method, List<Class<?>> parameters,
            Implementation change) {
        return of(application, copy, BUS, PACKAGE + type,
                named(method).and(takesArguments(parameters.toArray(Class[]::new))), change);
    }

    /**
     * Copies an application, and changes a method of the outbox.
     *
     * @param copy where the copy is to be; replaced if it is there
     * @param type the class, without its package
     * @param method a method whose name no other has; its replacement may call it
     * @throws IllegalStateException if there is no such class or method, because it was renamed
     */
    public static Path ofOutbox(Path application, Path copy, String type, String method, Implementation change) {
        return of(application, copy, OUTBOX, OUTBOX_PACKAGE + type, named(method), change);
    }

    /**
     * Copies the worker, and changes a method of Kafka's clients.
     *
     * @param copy where the copy is to be; replaced if it is there
     * @param method a method without parameters
     * @throws IllegalStateException if there is no such class or method
     */
    public static Path ofClients(Path application, Path copy, String type, String method, Implementation change) {
        return of(application, copy, CLIENTS, type, named(method).and(takesNoArguments()), change);
    }

    private static Path of(Path application, Path copy, String library, String type, ElementMatcher<MethodDescription> method,
            Implementation change) {
        try {
            copy(application, copy, library);
            Path jar = jarOf(copy, library);
            byte[] mutated = mutate(jar, type, method, change);
            try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
                Files.write(inside.getPath(type.replace('.', '/') + ".class"), mutated);
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] mutate(Path jar, String type, ElementMatcher<MethodDescription> method, Implementation change)
            throws IOException {
        try (ClassFileLocator classes = new ClassFileLocator.Compound(ClassFileLocator.ForJarFile.of(jar.toFile()),
                ClassFileLocator.ForClassLoader.of(Mutant.class.getClassLoader()))) {
            TypePool.Resolution found = TypePool.Default.of(classes).describe(type);
            if (!found.isResolved()) {
                throw new IllegalStateException("There is no class " + type + " any more: name the one to mutate instead");
            }
            TypeDescription original = found.resolve();
            if (original.getDeclaredMethods().filter(method).size() != 1) {
                throw new IllegalStateException("There is no method " + method + " in " + type
                        + " any more: name the one to mutate instead");
            }
            return new ByteBuddy().rebase(original, classes).method(method).intercept(change).make().getBytes();
        }
    }

    private static Path jarOf(Path application, String library) throws IOException {
        try (Stream<Path> jars = Files.list(application.resolve("lib").resolve("main"))) {
            return jars.filter(jar -> isOf(jar, library)).findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no " + library + "* in " + application));
        }
    }

    private static boolean isOf(Path file, String library) {
        return file.getFileName().toString().startsWith(library);
    }

    /** Links the unchanged files, and copies the ones to change. */
    private static void copy(Path application, Path copy, String library) throws IOException {
        if (Files.exists(copy)) {
            try (Stream<Path> files = Files.walk(copy)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        try (Stream<Path> files = Files.walk(application)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(application.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (isOf(file, library)) {
                    Files.copy(file, target);
                } else {
                    Files.createLink(target, file);
                }
            }
        }
    }
}
