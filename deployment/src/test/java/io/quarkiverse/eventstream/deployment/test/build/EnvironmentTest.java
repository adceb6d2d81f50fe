package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.EnvConfigSource;

/**
 * Environment variables, whose names cannot contain quotes.
 */
class EnvironmentTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Order.class)
                    .addAsServiceProvider(ConfigSource.class, Environment.class))
            .setLogRecordPredicate(record -> record.getMessage().contains("nrecognized configuration key"))
            .assertLogRecords(records -> assertThat(records).extracting(record -> String.valueOf(record.getParameters()[0]))
                    .isEmpty());

    @Inject
    EventStreamConfig config;

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("audit")
    EventStream audit;

    @Test
    void variablesReachTheDefaultStream() {
        assertThat(config.streams().get(EventStreamConfig.DEFAULT_STREAM).prefix()).contains("shop");
        assertThat(config.streams().get(EventStreamConfig.DEFAULT_STREAM).publish().maxInFlight()).isEqualTo(7);
    }

    @Test
    void variablesReachANamedStream() {
        assertThat(config.streams().get("audit").prefix()).contains("audit");
        assertThat(audit.subscriptions()).isEmpty();
    }

    @Test
    void doubleUnderscoresQuoteTheKeyOfAKafkaProperty() {
        assertThat(config.streams().get(EventStreamConfig.DEFAULT_STREAM).kafka().producer())
                .containsExactly(Map.entry("linger.ms", "5"));
    }

    @Test
    void variablesReachAListener() {
        assertThat(events.subscription("bill").map(Subscription::topic)).contains("invoices");
    }

    @Test
    void variablesReachAListenerByItsClassAndMethod() {
        assertThat(events.subscription(Billing.class.getName() + "#remind").map(Subscription::topic)).contains("reminders");
    }

    @Test
    void variablesReachTheRulesForExceptions() {
        assertThat(config.streams().get(EventStreamConfig.DEFAULT_STREAM).delivery().exception()).hasSize(2);
        // The start would fail if one of them named no class.
        assertThat(events.subscription("bill")).isPresent();
    }

    static class NoSuchCustomer extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static class Billing {
        @OnEvent(topic = "orders", id = "bill")
        void on(Order order) {}

        @OnEvent(topic = "orders")
        void remind(Order order) {}
    }

    /** Replaces the variables of the process, which a test cannot set. */
    public static class Environment extends EnvConfigSource {

        private static final long serialVersionUID = 1L;

        /** Called by the configuration. */
        public Environment() {
            super(variables(), 300);
        }

        private static Map<String, String> variables() {
            Map<String, String> variables = new HashMap<>(Map.of("QUARKUS_EVENTSTREAM_STREAM", "none",
                    "QUARKUS_EVENTSTREAM_PREFIX", "shop",
                    "QUARKUS_EVENTSTREAM_PUBLISH_MAX_IN_FLIGHT", "7",
                    "QUARKUS_EVENTSTREAM_KAFKA_PRODUCER__LINGER_MS_", "5",
                    "QUARKUS_EVENTSTREAM_AUDIT_STREAM", "none",
                    "QUARKUS_EVENTSTREAM_AUDIT_PREFIX", "audit",
                    "QUARKUS_EVENTSTREAM_LISTENER_BILL_TOPIC", "invoices",
                    "QUARKUS_EVENTSTREAM_LISTENER__IO_QUARKIVERSE_EVENTSTREAM_DEPLOYMENT_TEST_BUILD_ENVIRONMENTTEST_BILLING_REMIND__TOPIC",
                    "reminders"));
            variables.put("QUARKUS_EVENTSTREAM_DELIVERY_EXCEPTION__JAVA_IO_IOEXCEPTION__FAILURE_POLICY", "skip");
            variables.put("QUARKUS_EVENTSTREAM_DELIVERY_EXCEPTION__"
                    + "IO_QUARKIVERSE_EVENTSTREAM_DEPLOYMENT_TEST_BUILD_ENVIRONMENTTEST_NOSUCHCUSTOMER__ATTEMPTS", "1");
            return variables;
        }
    }
}
