package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.runtime.config.Settings;

/** A login with user and password, without Kafka's own properties for it. */
class SaslSettingsTest {

    private static Map<String, Object> producer(Map<String, String> properties, Map<String, Object> kafka) {
        return new KafkaProperties(KafkaSettings.of(Settings.of(properties), Settings.config(properties)), kafka).producer();
    }

    private static void check(Map<String, String> properties) {
        new KafkaProperties(KafkaSettings.of(Settings.of(properties), Settings.config(properties)), Map.of()).check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    void userAndPasswordLogInForPublishingAndForListening(String mechanism) throws Exception {
        SecuredBroker broker = SecuredBroker.get();
        String topic = "by-password-" + mechanism;
        broker.createTopic(topic);
        broker.allow("shop", ResourceType.TOPIC, topic, AclOperation.READ, AclOperation.WRITE);
        broker.allow("shop", ResourceType.GROUP, "shop-" + topic, AclOperation.READ);
        Map<String, Object> kafka = new HashMap<>(broker.client("shop", SecuredBroker.PASSWORD));
        kafka.remove("sasl.jaas.config");
        kafka.remove("sasl.mechanism");
        kafka.put("security.protocol", "SSL");
        Map<String, String> login = Map.of("kafka.username", "shop", "kafka.password", SecuredBroker.PASSWORD,
                "kafka.sasl-mechanism", mechanism);

        try (KafkaPublishers publishers = new KafkaPublishers(); KafkaListeners listeners = new KafkaListeners()) {
            PublishReceipt receipt = publishers.open(kafka, login)
                    .publish(OutgoingEvent.builder("e").topic(topic).namespace("n").build()).toCompletableFuture().join();
            listeners.listen(kafka, login, topic, Offset.EARLIEST);

            await().until(() -> listeners.delivered.contains(receipt.eventId()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "with \"quotes\" and 'others'", "back\\slash\\", "two\nlines\r", "é漢😀;=#"})
    void everyPasswordReachesKafkaUnchanged(String password) {
        Map<String, Object> producer = producer(Map.of("kafka.username", "a \"user\"", "kafka.password", password), Map.of());

        assertThat(JaasContext.loadClientContext(new ProducerConfig(producer).values()).configurationEntries()).singleElement()
                .satisfies(entry -> assertThat(entry.getOptions()).isEqualTo(
                        Map.of("username", "a \"user\"", "password", password)));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {"none,SASL_PLAINTEXT", "PLAINTEXT,SASL_PLAINTEXT", "SSL,SASL_SSL",
            "SASL_SSL,SASL_SSL", "SASL_PLAINTEXT,SASL_PLAINTEXT"})
    void theProtocolKeepsTls(String before, String after) {
        Map<String, Object> kafka = before == null ? Map.of() : Map.of("security.protocol", before);

        assertThat(producer(Map.of("kafka.username", "u", "kafka.password", "p"), kafka)).containsEntry("security.protocol",
                after);
    }

    @Test
    void theLoginOfAStreamOverridesThatOfKafkasProperties() {
        Map<String, Object> kafka = Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "OAUTHBEARER",
                "sasl.login.callback.handler.class", "com.example.Tokens");

        assertThat(producer(Map.of("kafka.username", "u", "kafka.password", "p"), kafka))
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512").doesNotContainKey("sasl.login.callback.handler.class");
    }

    @Test
    void thePasswordIsInNoText() {
        assertThat(producer(Map.of("kafka.username", "u", "kafka.password", "shops-secret"), Map.of()).toString())
                .doesNotContain("shops-secret");
    }

    @Test
    void anIncompleteOrContradictoryLoginFailsTheStart() {
        assertThatThrownBy(() -> check(Map.of("kafka.username", "u"))).isInstanceOf(EventStreamException.class)
                .hasMessageContaining("Set quarkus.eventstream.kafka.password");
        assertThatThrownBy(() -> check(Map.of("kafka.password", "p"))).isInstanceOf(EventStreamException.class)
                .hasMessageContaining("Set quarkus.eventstream.kafka.username");
        assertThatThrownBy(() -> check(Map.of("kafka.username", "u", "kafka.password", "p", "kafka.credentials-provider", "c")))
                .isInstanceOf(EventStreamException.class).hasMessageContaining("The login is configured twice");
        assertThatThrownBy(() -> check(Map.of("kafka.username", "u", "kafka.password", "p", "kafka.sasl-mechanism", "GSSAPI")))
                .isInstanceOf(EventStreamException.class)
                .hasMessageContaining("quarkus.eventstream.kafka.sasl-mechanism = GSSAPI", "SCRAM-SHA-256");
    }
}
