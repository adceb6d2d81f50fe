package io.quarkiverse.eventstream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.quarkiverse.eventstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String API = "io.quarkiverse.eventstream";
    private static final String RUNTIME = API + ".runtime";
    private static final String ENVELOPE = RUNTIME + ".envelope";
    private static final String CHANNELS = RUNTIME + ".channels";

    @ArchTest
    static final ArchRule theApiDoesNotKnowTheRuntime = noClasses().that().resideInAnyPackage(API, API + ".tracing..")
            .should().dependOnClassesThat().resideInAnyPackage(RUNTIME + "..");

    @ArchTest
    static final ArchRule theApiDoesNotKnowKafka = noClasses().that().resideInAnyPackage(API, API + ".tracing..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule theApiDoesNotKnowTracing = noClasses().that().resideInAPackage(API)
            .should().dependOnClassesThat().resideInAnyPackage(API + ".tracing..", "io.opentelemetry..");

    @ArchTest
    static final ArchRule theEnvelopeKnowsNoOtherPartOfTheRuntime = noClasses().that().resideInAPackage(ENVELOPE + "..")
            .should().dependOnClassesThat(JavaClass.Predicates.resideInAPackage(RUNTIME + "..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage(ENVELOPE + "..")));

    @ArchTest
    static final ArchRule consumingKnowsNoKindOfStream = noClasses().that().resideInAPackage(RUNTIME + ".consume..")
            .should().dependOnClassesThat().resideInAnyPackage(RUNTIME + ".kafka..", RUNTIME + ".console..");

    @ArchTest
    static final ArchRule onlyChannelsKnowMessaging = noClasses().that().resideOutsideOfPackage(CHANNELS + "..")
            .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.microprofile.reactive.messaging..",
                    "io.smallrye.reactive.messaging..", CHANNELS + "..");

    @ArchTest
    static final ArchRule theRuntimeKnowsNoBuildStep = classes().that().resideInAnyPackage(RUNTIME + "..", API)
            .should().onlyDependOnClassesThat().resideOutsideOfPackages("..deployment..");

    @ArchTest
    static final ArchRule whatChangesSomethingIsNotNamedLikeAQuestion = noMethods().that().haveRawReturnType(void.class)
            .should().haveNameMatching("(is|was|has|are)[A-Z].*");
}
