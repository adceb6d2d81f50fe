package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.OnEvent;

/**
 * Rules that are checked at the start, because they depend on the configuration. All errors are reported at once.
 */
class StartRulesTest {

    @RegisterExtension
    static final FailingApplication START = new FailingApplication()
            .with("quarkus.eventstream.stream", "none")
            .with("quarkus.eventstream.audit.stream", "none")
            .with("quarkus.eventstream.prefix", "shop")
            .with("missing.topic", "${there.is.none}")
            .with("my.topic", "orders/new")
            .with("my.quote", "customer's")
            .with("my.customers", "customer's")
            .with("quarkus.eventstream.listener.lost.stream", "archive")
            .with("quarkus.eventstream.listener.late.offset", "newest")
            .with("quarkus.eventstream.delivery.max-buffered", "0")
            .with("quarkus.eventstream.listener.rules.backoff", "10S")
            .with("quarkus.eventstream.listener.rules.max-backoff", "1S")
            .with("quarkus.eventstream.listener.rules.failure-policy", "dead-letter")
            .with("quarkus.eventstream.listener.rules.dead-letter-topic", "dead letters")
            .with("quarkus.eventstream.listener.circle.failure-policy", "dead-letter")
            .with("quarkus.eventstream.listener.circle.dead-letter-topic", "orders")
            .with("quarkus.eventstream.listener.rules.attempts", "0")
            .with("quarkus.eventstream.listener.rules.max-concurrency", "-1")
            .with("quarkus.eventstream.listener.rules.exception.\"com.acme.Missing\".failure-policy", "skip")
            .with("quarkus.eventstream.listener.rules.exception.\"java.lang.String\".failure-policy", "skip");

    static class Billing {
        @OnEvent(topic = "${missing.topic}", id = "missing")
        void missing(Order order) {}

        @OnEvent(topic = "${my.topic}", id = "illegal")
        void illegal(Order order) {}

        @OnEvent(topic = "orders", id = "lost")
        void lost(Order order) {}

        @OnEvent(topic = "orders", id = "late")
        void late(Order order) {}

        @OnEvent(topic = "${my.customers}", id = "quote")
        void quote(Order order) {}

        @OnEvent(topic = "orders", id = "rules")
        void rules(Order order) {}

        @OnEvent(topic = "orders", id = "circle")
        void circle(Order order) {}

        @OnEvent(topic = "orders", id = "correct")
        void correct(Order order) {}
    }

    @Test
    void anExpressionWithoutAValueFailsTheStart() {
        told("missing", "topic = \"${missing.topic}\" needs the property missing.topic, which is not set");
    }

    @Test
    void anIllegalNameInTheConfigurationFailsTheStart() {
        told("illegal", "topic \"orders/new\": must be letters and digits");
    }

    @Test
    void anOverrideToAnUnknownStreamFailsTheStartWithTheKnownOnes() {
        told("lost", "there is no stream \"archive\", there are [<default>, audit]");
    }

    @Test
    void anIllegalOffsetInTheConfigurationFailsTheStart() {
        told("late", "Not an offset: \"newest\"");
    }

    @Test
    void aTopicThatKafkaWouldRefuseFailsTheStart() {
        told("quote", "topic \"shop.customer's\": must be a topic name that Kafka accepts");
    }

    @Test
    void invalidDeliverySettingsFailTheStart() {
        told("rules", "quarkus.eventstream.delivery.max-buffered must be 1 or more, not 0");
        told("rules", "quarkus.eventstream.listener.rules.max-backoff must be at least backoff, PT10S, not PT1S");
        told("rules", "dead-letter-topic \"shop.dead letters\": must be a topic name that Kafka accepts");
        told("rules", "quarkus.eventstream.listener.rules.attempts must be 1 or more, not 0");
        told("rules", "quarkus.eventstream.listener.rules.max-concurrency must be 1 or more, not -1");
        told("rules", "exception.\"com.acme.Missing\" names no class of the application");
        told("rules", "exception.\"java.lang.String\" names a class that is no exception");
    }

    @Test
    void aDeadLetterTopicThatTheListenerConsumesFailsTheStart() {
        told("circle", "dead-letter-topic \"shop.orders\" is the topic that it listens to");
    }

    @Test
    void aCorrectListenerHasOnlyTheErrorsOfItsStream() {
        assertThat(START.messages()).singleElement().asString()
                .doesNotContainPattern("#correct\\([^;]*: (?!quarkus.eventstream.delivery.max-buffered)");
    }

    private static void told(String id, String problem) {
        assertThat(START.messages()).singleElement().asString()
                .contains(Billing.class.getName() + "#" + id + "(Order) (id " + id + "): " + problem);
    }
}
