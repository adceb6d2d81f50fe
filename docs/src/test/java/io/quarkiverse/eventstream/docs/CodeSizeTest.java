package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;

/** Classes and methods stay short: the sources of the product say so, without comments and imports. */
class CodeSizeTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int LONGEST_FILE = 300;
    private static final int LONGEST_METHOD = 40;

    @Test
    void filesAndMethodsAreShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                Path file = ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
                long lines = codeLines(unit.getSourceFile().getCharContent(true).toString());
                if (lines > LONGEST_FILE) {
                    tooLong.add(file + " has " + lines + " lines of code");
                }
                new LongMethods(unit, positions, file, tooLong).scan(unit, null);
            }
        }

        assertThat(tooLong).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("runtime", "runtime-dev", "deployment", "testing", "dev-broker", "cli", "outbox/runtime",
                "outbox/deployment", "operations/runtime", "operations/runtime-dev", "operations/deployment")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static long codeLines(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//") && !line.startsWith("import ")).count();
    }

    private static final class LongMethods extends TreePathScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Path file;
        private final List<String> tooLong;

        LongMethods(CompilationUnitTree unit, SourcePositions positions, Path file, List<String> tooLong) {
            this.unit = unit;
            this.positions = positions;
            this.file = file;
            this.tooLong = tooLong;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            LineMap lines = unit.getLineMap();
            long length = method.getBody() == null
                    ? 0
                    : lines.getLineNumber(positions.getEndPosition(unit, method))
                            - lines.getLineNumber(positions.getStartPosition(unit, method.getBody())) + 1;
            if (length > LONGEST_METHOD && !hasInnerClass(method)) {
                tooLong.add(file + ": " + method.getName() + " has " + length + " lines");
            }
            return super.visitMethod(method, nothing);
        }

        /** The methods of a class within a method count by themselves. */
        private static boolean hasInnerClass(MethodTree method) {
            Boolean found = new com.sun.source.util.TreeScanner<Boolean, Void>() {

                @Override
                public Boolean visitClass(ClassTree tree, Void nothing) {
                    return true;
                }

                @Override
                public Boolean reduce(Boolean one, Boolean other) {
                    return one == null ? other : one;
                }
            }.scan(method.getBody(), null);
            return found != null;
        }
    }
}
