package io.quarkiverse.eventstream.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The rules for all modules that are built before the guide. The layers of the runtime have a test there. */
class ArchitectureTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String API = "io.quarkiverse.eventstream";
    private static final int MOST_PARAMETERS = 7;

    private static JavaClasses classes(String module) {
        return new ClassFileImporter().importPath(ROOT.resolve(module).resolve("target/classes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"runtime", "runtime-dev", "deployment", "testing", "dev-broker", "cli", "outbox/runtime",
            "outbox/deployment",
            "operations/runtime", "operations/runtime-dev", "operations/deployment", "fault-tests", "integration-tests"})
    void packagesAreFreeOfCycles(String module) {
        slices().matching(API + ".(**)").should().beFreeOfCycles().allowEmptyShould(true).check(classes(module));
    }

    @ParameterizedTest
    @ValueSource(strings = {"runtime", "runtime-dev", "deployment", "testing", "dev-broker", "cli", "outbox/runtime",
            "outbox/deployment",
            "operations/runtime", "operations/runtime-dev", "operations/deployment", "fault-tests"})
    void constructorsHaveFewParameters(String module) {
        constructors().that(areWritten()).should(haveFewParameters()).allowEmptyShould(true).check(classes(module));
    }

    /** Records list their values, and the compiler adds parameters to those of enums and inner classes. */
    private static DescribedPredicate<JavaConstructor> areWritten() {
        return DescribedPredicate.describe("are written by hand", constructor -> {
            JavaClass owner = constructor.getOwner();
            return !owner.isRecord() && !owner.isEnum() && !owner.isNestedClass();
        });
    }

    private static ArchCondition<JavaConstructor> haveFewParameters() {
        return new ArchCondition<>("have at most " + MOST_PARAMETERS + " parameters") {

            @Override
            public void check(JavaConstructor constructor, ConditionEvents events) {
                int parameters = constructor.getRawParameterTypes().size();
                events.add(new SimpleConditionEvent(constructor, parameters <= MOST_PARAMETERS,
                        constructor.getDescription() + " has " + parameters + " parameters"));
            }
        };
    }

    @Test
    void codeOfUsersUsesNeitherRuntimeNorDeployment() {
        Set<Path> code = new TreeSet<>();
        Stream.of("integration-tests/target/classes", "docs/target/classes", "docs/target/test-classes/org")
                .forEach(folder -> code.add(ROOT.resolve(folder)));
        noClasses().should().dependOnClassesThat().resideInAnyPackage(API + ".runtime..", API + ".deployment..")
                .check(new ClassFileImporter().importPaths(code));
    }

    @Test
    void noPackageIsInTwoModules() throws Exception {
        Map<String, Set<String>> modules = new TreeMap<>();
        for (String module : List.of("runtime", "runtime-dev", "deployment", "testing", "dev-broker", "cli", "outbox/runtime",
                "outbox/deployment", "operations/runtime", "operations/runtime-dev", "operations/deployment", "fault-tests",
                "docs")) {
            for (String folder : List.of("classes", "test-classes")) {
                packages(ROOT.resolve(module).resolve("target").resolve(folder))
                        .forEach(name -> modules.computeIfAbsent(name, absent -> new TreeSet<>()).add(module));
            }
        }
        modules.values().removeIf(of -> of.size() == 1);

        assertThat(modules).isEmpty();
    }

    private static Set<String> packages(Path classes) throws Exception {
        Path folder = classes.resolve(API.replace('.', '/'));
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .forEach(file -> packages.add(classes.relativize(file.getParent()).toString().replace('/', '.')));
        }
        return packages;
    }
}
