package io.quarkiverse.eventstream.faults.mutant;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

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

/** A copy of the packaged worker in which one method of the bus does something else. */
public final class Mutant {

    private static final String PACKAGE = "io.quarkiverse.eventstream.runtime.";
    private static final String BUS = "io.quarkiverse.eventstream.quarkus-eventstream-";

    private Mutant() {}

    /**
     * Copies the worker, and changes a method of the copy.
     *
     * @param application the packaged worker
     * @param copy where the copy is to be; replaced if it is there
     * @param type the class, without the part of its package that all of the bus share
     * @param method the method
     * @param parameters the types of its parameters
     * @param change what it is to do instead
     * @return the copy
     * @throws IllegalStateException if there is no such class or method: it has been renamed, so name the new one here
     */
    public static Path of(Path application, Path copy, String type, String method, List<Class<?>> parameters,
            Implementation change) {
        try {
            copy(application, copy);
            Path jar = busOf(copy);
            byte[] mutated = mutate(jar, PACKAGE + type, named(method).and(takesArguments(parameters.toArray(Class[]::new))),
                    change);
            try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
                Files.write(inside.getPath((PACKAGE + type).replace('.', '/') + ".class"), mutated);
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
            return new ByteBuddy().redefine(original, classes).method(method).intercept(change).make().getBytes();
        }
    }

    private static Path busOf(Path application) throws IOException {
        try (Stream<Path> jars = Files.list(application.resolve("lib").resolve("main"))) {
            return jars.filter(Mutant::isBus).findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no " + BUS + "* in " + application));
        }
    }

    private static boolean isBus(Path file) {
        return file.getFileName().toString().startsWith(BUS);
    }

    /** Links what stays the same, and copies what will change. */
    private static void copy(Path application, Path copy) throws IOException {
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
                } else if (isBus(file)) {
                    Files.copy(file, target);
                } else {
                    Files.createLink(target, file);
                }
            }
        }
    }
}
