package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.builder.BuildContext;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.test.QuarkusUnitTest;

/**
 * The classes that are registered for a native executable: the payloads of listeners with all types within them, and no others.
 */
class RegisteredPayloadsTest {

    private static final String PACKAGE = "io.quarkiverse.eventstream.deployment.test.";

    /** {@link Elsewhere} is on the class path, but in no index. */
    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(Listener.class, Publisher.class, Paid.class, Amount.class, Currency.class,
                            Published.class))
            .setAllowTestClassOutsideDeployment(true)
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .addBuildChainCustomizer(chain -> chain.addBuildStep(RegisteredPayloadsTest::checkBuild)
                    .consumes(ReflectiveClassBuildItem.class).produces(FeatureBuildItem.class).build());

    record Paid(String orderId, List<? extends Amount> amounts) {}

    record Amount(long cents, Currency currency) {}

    enum Currency {
        EUR
    }

    record Published(String text) {}

    @Singleton
    static class Listener {
        @OnEvent(topic = "payments")
        void on(Paid paid) {}

        @OnEvent(topic = "payments", group = "others")
        void onElsewhere(Elsewhere elsewhere, IncomingEvent event) {}
    }

    @Singleton
    static class Publisher {
        @Inject
        EventStream events;

        void publish() {
            events.publishAndAwait(
                    OutgoingEvent.builder("published").topic("payments").namespace("shop").payload(new Published("")).build());
        }
    }

    private static void checkBuild(BuildContext build) {
        Stream<String> ours = build.consumeMulti(ReflectiveClassBuildItem.class).stream()
                .flatMap(item -> item.getClassNames().stream()).filter(name -> name.startsWith(PACKAGE));
        assertThat(ours.distinct()).containsExactlyInAnyOrder(Paid.class.getName(), Amount.class.getName(),
                Currency.class.getName(),
                Elsewhere.class.getName(), Elsewhere.Nested.class.getName(), Elsewhere.Kind.class.getName(),
                Elsewhere.Good.class.getName(), Elsewhere.Grade.class.getName());
    }

    @Inject
    EventStream events;

    @Test
    void theBuildRegistersThePayloadsOfListenersAndNothingElse() {
        // The registrations were checked during the build, which would have failed.
        assertThat(events.subscriptions()).hasSize(2);
    }
}
