package io.quarkiverse.eventstream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.quarkiverse.eventstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String API = "io.quarkiverse.eventstream";
    private static final String RUNTIME = API + ".runtime.";
    private static final String CHANNELS = RUNTIME + "channels";

    /** From the ground up: a package uses those of lower layers only. */
    private static final List<List<String>> LAYERS = List.of(
            List.of(RUNTIME + "text"),
            List.of(API),
            List.of(API + ".spi", API + ".tracing", API + ".metrics"),
            List.of(RUNTIME + "config", RUNTIME + "log", RUNTIME + "thread", RUNTIME + "envelope.scan"),
            List.of(RUNTIME + "model", RUNTIME + "envelope"),
            List.of(RUNTIME + "observe"),
            List.of(RUNTIME + "publish", RUNTIME + "invoke", RUNTIME + "metrics", RUNTIME + "tracing"),
            List.of(RUNTIME + "subscribe"),
            List.of(RUNTIME + "deliver"),
            List.of(RUNTIME + "consume"),
            List.of(RUNTIME + "kafka", RUNTIME + "console", RUNTIME + "dev"),
            List.of(RUNTIME + "bus"),
            List.of(CHANNELS, RUNTIME + "health", RUNTIME + "operate"));

    @ArchTest
    static void aPackageUsesThoseOfLowerLayersOnly(JavaClasses classes) {
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            String[] above = LAYERS.subList(layer, LAYERS.size()).stream().flatMap(List::stream).toArray(String[]::new);
            for (String one : LAYERS.get(layer)) {
                String[] others = Stream.of(above).filter(other -> !other.equals(one)).toArray(String[]::new);
                noClasses().that().resideInAPackage(one).should().dependOnClassesThat().resideInAnyPackage(others)
                        .check(classes);
            }
        }
    }

    @ArchTest
    static final ArchRule eachPackageHasItsLayer = classes()
            .that().resideInAnyPackage(API, API + ".spi..", API + ".tracing..", API + ".metrics..", API + ".runtime..").should()
            .resideInAnyPackage(LAYERS.stream().flatMap(List::stream).toArray(String[]::new));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching(API + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule adaptersKnowNothingOfListeners = noClasses()
            .that().resideInAnyPackage(RUNTIME + "kafka", RUNTIME + "console")
            .should().dependOnClassesThat().resideInAnyPackage(RUNTIME + "model", RUNTIME + "observe", RUNTIME + "invoke",
                    RUNTIME + "subscribe", RUNTIME + "deliver", RUNTIME + "consume");

    @ArchTest
    static final ArchRule theApiDoesNotKnowKafka = noClasses().that().resideInAnyPackage(API, API + ".tracing")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule theApiDoesNotKnowTracing = noClasses().that().resideInAPackage(API)
            .should().dependOnClassesThat().resideInAnyPackage(API + ".tracing", "io.opentelemetry..");

    @ArchTest
    static final ArchRule onlyChannelsKnowMessaging = noClasses().that().resideOutsideOfPackage(CHANNELS + "..")
            .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.microprofile.reactive.messaging..",
                    "io.smallrye.reactive.messaging..", CHANNELS + "..");

    @ArchTest
    static final ArchRule theRuntimeKnowsNoBuildStep = classes().that().resideInAnyPackage(API + "..")
            .should().onlyDependOnClassesThat().resideOutsideOfPackages("..deployment..");

    @ArchTest
    static final ArchRule whatChangesSomethingIsNotNamedLikeAQuestion = noMethods().that().haveRawReturnType(void.class)
            .should().haveNameMatching("(is|was|has|are)[A-Z].*");
}
