package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.test.QuarkusUnitTest;

/**
 * The effect of the configuration on annotations.
 */
class ConfiguredListenersTest {

    private static final String BILLING = "quarkus.eventstream.listener.\"" + Billing.class.getName();

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(root -> root.addClass(Order.class))
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey("quarkus.eventstream.audit.stream", "none")
            .overrideConfigKey("quarkus.eventstream.archive.stream", "none")
            .overrideConfigKey("my.topic", "orders")
            .overrideConfigKey("my.group", "billing")
            .overrideConfigKey("my.order", "order")
            .overrideConfigKey("quarkus.eventstream.listener.moved.topic", "returns")
            .overrideConfigKey("quarkus.eventstream.listener.moved.name", "*")
            .overrideConfigKey("quarkus.eventstream.listener.moved.group", "refunds")
            .overrideConfigKey("quarkus.eventstream.listener.moved.offset", "latest")
            .overrideConfigKey("quarkus.eventstream.listener.moved.namespace", "*")
            .overrideConfigKey("quarkus.eventstream.listener.moved.stream", "archive")
            .overrideConfigKey("quarkus.eventstream.listener.off.enabled", "false")
            .overrideConfigKey("quarkus.eventstream.listener.stray.topic", "returns")
            .overrideConfigKey(BILLING + "#bill\".topic", "invoices")
            .overrideConfigKey(BILLING + "#bill#2\".topic", "reminders")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    && record.getLoggerName().startsWith("io.quarkiverse.eventstream"))
            .assertLogRecords(records -> assertThat(records).singleElement().satisfies(record -> {
                assertThat(record.getMessage()).contains("overrides no annotated listener");
                assertThat(record.getParameters()).startsWith("stray");
            }));

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("audit")
    EventStream audit;

    @Inject
    @EventStreamName("archive")
    EventStream archive;

    static class Expressions {
        @OnEvent(id = "expressions", topic = "${my.topic}", name = "${my.order}Created", group = "${my.group}-${my.topic}",
                offset = "${my.offset:earliest}", namespace = "${my.namespace:shop}", stream = "${my.stream:audit}")
        void on(Order order) {}

        @OnEvent(id = "defaults", topic = "${a.topic:${b.topic:returns}}", name = "${a.name:}", group = "${a.group:}",
                offset = "${an.offset:}", namespace = "${a.namespace:}", stream = "${a.stream:}")
        void defaults(Order order) {}
    }

    @Test
    void expressionsAreExpanded() {
        Subscription subscription = audit.subscription("expressions").orElseThrow();
        assertThat(subscription.topic()).isEqualTo("orders");
        assertThat(subscription.name()).isEqualTo("orderCreated");
        assertThat(subscription.group()).isEqualTo("billing-orders");
    }

    @Test
    void anEmptyDefaultOfAnExpressionIsTheDefaultOfTheAttribute() {
        Subscription subscription = events.subscription("defaults").orElseThrow();
        assertThat(subscription.topic()).isEqualTo("returns");
        assertThat(subscription.name()).isEmpty();
        assertThat(subscription.group()).isEqualTo("quarkus-eventstream-deployment");
    }

    static class Overridden {
        @OnEvent(id = "moved", topic = "${not.needed}", name = "orderCreated", offset = "earliest", namespace = "shop")
        void on(Order order) {}

        @OnEvent(id = "off", topic = "${not.there.either}")
        void off(Order order) {}
    }

    @Test
    void theConfigurationOverridesTheAnnotation() {
        Subscription subscription = archive.subscription("moved").orElseThrow();
        assertThat(subscription.topic()).isEqualTo("returns");
        assertThat(subscription.name()).isEmpty();
        assertThat(subscription.group()).isEqualTo("refunds");
    }

    @Test
    void aDisabledListenerIsNotRegistered() {
        assertThat(events.subscription("off")).isEmpty();
    }

    static class Billing {
        @OnEvent(topic = "orders")
        @OnEvent(topic = "returns")
        void bill(Order order) {}
    }

    @Test
    void aListenerWithoutAnIdIsConfiguredByItsClassAndMethod() {
        assertThat(events.subscription(Billing.class.getName() + "#bill")).map(Subscription::topic).contains("invoices");
        assertThat(events.subscription(Billing.class.getName() + "#bill#2")).map(Subscription::topic).contains("reminders");
    }

    static class Offsets {
        @OnEvent(topic = "offsets", id = "offset.a")
        void anywhere(Order order) {}

        @OnEvent(topic = "offsets", id = "offset.b", offset = "earliest")
        void earliest(Order order) {}

        @OnEvent(topic = "offsets", id = "offset.c", offset = "${offset:-2}")
        void sameOffset(Order order) {}
    }

    @Test
    void aListenerWithoutAnOffsetTakesThatOfItsGroup() {
        assertThat(events.subscriptions()).extracting(Subscription::id).contains("offset.a", "offset.b", "offset.c");
    }

    @IfBuildProfile("prod")
    static class InProduction {
        @OnEvent(topic = "production", id = "profile")
        void on(Order order) {}
    }

    @UnlessBuildProfile("prod")
    static class OutsideOfProduction {
        @OnEvent(topic = "tests", id = "profile")
        void on(Order order) {}
    }

    @IfBuildProperty(name = "my.feature", stringValue = "on")
    static class WithTheFeature {
        @OnEvent(topic = "", stream = "unknown")
        private void on(Order order) {}
    }

    @Test
    void theListenersOfABeanThatTheBuildExcludesAreNotRegistered() {
        assertThat(events.subscription("profile")).map(Subscription::topic).contains("tests");
    }
}
