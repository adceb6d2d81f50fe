package io.quarkiverse.eventstream.deployment.test.security;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

/**
 * An application with the guide's properties for TLS and SASL, and with further streams.
 */
class TlsRegistryTest {

    static {
        SecuredBroker.start();
    }

    private static final PatternFormatter LINES = new PatternFormatter("%s");

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, SecuredBroker.class, GuideProperties.class,
                    Received.class))
            .withConfigurationResource("security/tls-registry.properties")
            .setLogRecordPredicate(record -> true)
            .assertLogRecords(TlsRegistryTest::assertNoSecrets);

    static {
        GuideProperties.addTo(TEST, "security.properties");
    }

    /** Checks the whole log: of the bus at all levels, and of Kafka's clients from INFO on, because they log their configuration. */
    private static void assertNoSecrets(List<LogRecord> records) {
        assertThat(records).extracting(TlsRegistryTest::text)
                .anyMatch(text -> text.contains("sasl.jaas.config = [hidden]"))
                .anyMatch(text -> text.contains("rejected the credentials"));
        for (LogRecord record : records) {
            assertThat(text(record)).doesNotContain(SecuredBroker.PASSWORD, SecuredBroker.WRONG_PASSWORD, "PRIVATE KEY");
        }
    }

    private static String text(LogRecord record) {
        StringWriter text = new StringWriter();
        text.append(LINES.format(record instanceof ExtLogRecord extended ? extended : ExtLogRecord.wrap(record)));
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("audit")
    EventStream audit;

    @Inject
    @EventStreamName("strange")
    EventStream strange;

    @Inject
    @EventStreamName("intruder")
    EventStream intruder;

    @Inject
    @EventStreamName("inheriting")
    EventStream inheriting;

    private static OutgoingEvent event(String topic, String name) {
        return OutgoingEvent.builder(name).topic(topic).namespace("shop").build();
    }

    private static Admin admin() {
        Map<String, Object> properties = new HashMap<>(Map.of("bootstrap.servers", property("KAFKA_BROKERS"),
                "security.protocol", "SASL_SSL", "ssl.truststore.type", "PEM", "ssl.truststore.location", property("KAFKA_CA"),
                "ssl.keystore.type", "PEM", "ssl.keystore.location", property("KAFKA_CLIENT_KEY")));
        for (String name : List.of("sasl.mechanism", "sasl.jaas.config")) {
            properties.put(name, property("kafka." + name));
        }
        return Admin.create(properties);
    }

    private static String property(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    @Test
    void aNamedTlsConfigurationServesProducerConsumerAndAdminClient() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("registry", Optional.of(3), Optional.empty()))).all().get();
            Received received = new Received();
            events.newSubscription("registry").topic("registry").offset(Offset.EARLIEST).handler(event -> {
                received.handle(event);
                throw new IllegalStateException("dead-letter it");
            }).register();

            events.publishAndAwait(event("registry", "orderCreated"));

            received.awaitCount(1);
            await().until(() -> admin.listTopics().names().get().contains("registry.dlq"));
            assertThat(admin.describeTopics(List.of("registry.dlq")).allTopicNames().get().get("registry.dlq").partitions())
                    .as("as the admin client makes it").hasSize(3);
        }
    }

    @Test
    void aPemFileOfAStreamOverridesTheTlsConfigurationOfAllKafkaClients() {
        assertThat(audit.publishAndAwait(event("trail", "read")).records()).hasSize(1);
    }

    @Test
    void aNamedStreamHasItsOwnTlsConfiguration() {
        assertThatThrownBy(() -> strange.publishAndAwait(event("trail", "read"))).isInstanceOf(PublishException.class)
                .hasMessageContaining("from an authority that this client does not trust");
    }

    @Test
    void theTlsConfigurationOfAllKafkaClientsAppliesToAStreamWithoutOne() {
        assertThatThrownBy(() -> inheriting.publishAndAwait(event("trail", "read"))).isInstanceOf(PublishException.class)
                .hasMessageContaining("from an authority that this client does not trust");
    }

    @Test
    void aStreamWithAWrongPasswordIsRefusedWithoutLoggingThePassword() {
        intruder.newSubscription("intruder").topic("trail").handler(event -> {}).register();

        assertThatThrownBy(() -> intruder.publishAndAwait(event("trail", "read"))).isInstanceOf(PublishException.class)
                .hasMessageContaining("rejected the credentials")
                .hasMessageNotContaining(SecuredBroker.WRONG_PASSWORD);
    }
}
