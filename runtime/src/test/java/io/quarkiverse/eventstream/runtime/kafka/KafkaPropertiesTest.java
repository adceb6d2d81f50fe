package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkus.kafka.client.tls.QuarkusKafkaSslEngineFactory;

class KafkaPropertiesTest {

    private static ConsumerSettings consumer(String group, String topic) {
        return new ConsumerSettings(group, topic, new ByteArrayDeserializer(), 50, 1 << 20, 1 << 16);
    }

    private static KafkaProperties properties(Map<String, String> settings, Map<String, Object> quarkusKafka) {
        return new KafkaProperties(KafkaSettings.of(Settings.of(settings), Settings.config(settings)), quarkusKafka);
    }

    @Test
    void theTimeoutsOfTheGoSdkAreTenSecondsEach() {
        KafkaProperties properties = properties(Map.of(), Map.of());

        assertThat(properties.producer()).containsEntry("socket.connection.setup.timeout.ms", 10_000)
                .containsEntry("request.timeout.ms", 10_000).containsEntry("delivery.timeout.ms", "60000");
        assertThat(properties.consumer(consumer("g", "t"))).containsEntry("socket.connection.setup.timeout.ms", 10_000)
                .containsEntry("request.timeout.ms", 10_000).containsEntry("group.id", "g");
    }

    @Test
    void quarkusPropertiesWinOverDefaultsAndSettingsOverThemAndTheStreamsOwnOverAll() {
        Map<String, Object> quarkus = Map.of("request.timeout.ms", "7000", "linger.ms", "7", "bootstrap.servers", "a:1");

        assertThat(properties(Map.of(), quarkus).producer()).containsEntry("request.timeout.ms", 7000)
                .containsEntry("linger.ms", "7").containsEntry("bootstrap.servers", "a:1");
        assertThat(properties(Map.of("kafka.write-timeout", "8s", "kafka.bootstrap-servers", "b:2"), quarkus).producer())
                .containsEntry("request.timeout.ms", 8000).containsEntry("bootstrap.servers", "b:2");
        assertThat(properties(Map.of("kafka.write-timeout", "8s", "kafka.producer.\"request.timeout.ms\"", "9000"), quarkus)
                .producer()).containsEntry("request.timeout.ms", 9000);
    }

    @Test
    void retriesAreBoundedByTheTimeoutAloneForAnyPropertiesOfKafka() {
        Map<String, Object> producer = properties(
                Map.of("publish.timeout", "20s", "kafka.producer.\"delivery.timeout.ms\"", "300000"), Map.of("retries", "0"))
                .producer();

        assertThat(producer).containsEntry("delivery.timeout.ms", "20000")
                .containsEntry("retries", String.valueOf(Integer.MAX_VALUE))
                .doesNotContainKeys("retry.backoff.ms", "retry.backoff.max.ms");
        assertThat(properties(Map.of("publish.timeout", "100000d"), Map.of()).producer())
                .containsEntry("delivery.timeout.ms", String.valueOf(Integer.MAX_VALUE));
    }

    @Test
    void howMuchIsFetchedFollowsFromTheMemoryUnlessItIsSaid() {
        assertThat(properties(Map.of(), Map.of()).consumer(consumer("g", "t")))
                .containsEntry("max.poll.records", 50).containsEntry("fetch.max.bytes", 1 << 20)
                .containsEntry("max.partition.fetch.bytes", 1 << 16);
        assertThat(properties(Map.of("kafka.consumer.\"fetch.max.bytes\"", "7", "kafka.producer.\"buffer.memory\"", "8"),
                Map.of("max.poll.records", "9")).consumer(consumer("g", "t"))).containsEntry("fetch.max.bytes", "7")
                .containsEntry("max.poll.records", "9");
        assertThat(properties(Map.of("kafka.producer.\"max.request.size\"", "99000000"), Map.of()).producer())
                .as("the largest record fits in").containsEntry("buffer.memory", 99_000_000L);
    }

    @Test
    void whatTheGuaranteesStandOnCannotBeChanged() {
        KafkaProperties properties = properties(Map.of("kafka.producer.\"acks\"", "0", "kafka.producer.\"max.block.ms\"", "9",
                "kafka.consumer.\"enable.auto.commit\"", "true", "kafka.consumer.\"auto.offset.reset\"", "latest"), Map.of());

        assertThat(properties.producer()).containsEntry("acks", "all").containsEntry("enable.idempotence", "true")
                .containsEntry("max.block.ms", "0");
        assertThat(properties.consumer(consumer("g", "t"))).containsEntry("enable.auto.commit", "false")
                .containsEntry("auto.offset.reset", "none");
    }

    @Test
    void aTransactionalIdIsNotUsedSinceNothingWouldEverBePublished() {
        assertThat(properties(Map.of("kafka.producer.\"transactional.id\"", "a"), Map.of()).producer())
                .doesNotContainKey("transactional.id");
        assertThat(properties(Map.of(), Map.of("transactional.id", "a")).producer()).doesNotContainKey("transactional.id");
    }

    @Test
    void withoutAGroupTheConsumerHasNone() {
        assertThat(properties(Map.of(), Map.of("group.id", "the-application")).consumer(consumer(null, "t")))
                .doesNotContainKey("group.id");
    }

    @Test
    void aRequestFitsIntoThePublishTimeout() {
        assertThat(properties(Map.of("publish.timeout", "1s", "kafka.producer.\"linger.ms\"", "100"), Map.of()).producer())
                .containsEntry("request.timeout.ms", 900);
    }

    @Test
    void aTimeoutMustBeMoreThanZero() {
        assertThatThrownBy(() -> properties(Map.of("kafka.dial-timeout", "0s"), Map.of()).producer())
                .isInstanceOf(EventStreamException.class).hasMessageContaining("quarkus.eventstream.kafka.dial-timeout");
    }

    @Test
    void aFileThatIsNotThereIsRefusedByItsName() {
        assertThatThrownBy(() -> properties(Map.of("kafka.ca-certificate-file", "/nowhere/ca.pem"), Map.of()).producer())
                .isInstanceOf(EventStreamException.class).hasMessageContaining("/nowhere/ca.pem");
    }

    @Test
    void aTlsConfigurationAndAPemFileAtOnceAreRefused() {
        KafkaProperties properties = properties(
                Map.of("kafka.ca-certificate-file", "/etc/ca.pem", "tls-configuration-name", "t"),
                Map.of());

        assertThatThrownBy(properties::check).isInstanceOf(EventStreamException.class)
                .hasMessage("TLS is configured twice: quarkus.eventstream.tls-configuration-name = t and"
                        + " quarkus.eventstream.kafka.ca-certificate-file = /etc/ca.pem. Remove one of them");
    }

    @Test
    void aTlsConfigurationTurnsTlsOnForAllThreeClientsAndLeavesSaslAsItIs() {
        KafkaProperties plain = properties(Map.of("tls-configuration-name", "t"), Map.of());
        KafkaProperties sasl = properties(Map.of("tls-configuration-name", "t"), Map.of("security.protocol", "SASL_PLAINTEXT"));

        for (Map<String, Object> client : List.of(plain.producer(), plain.consumer(consumer("g", "t")), plain.admin("admin"))) {
            assertThat(client).containsEntry("security.protocol", "SSL").containsEntry("tls-configuration-name", "t")
                    .containsEntry("ssl.engine.factory.class", QuarkusKafkaSslEngineFactory.class.getName());
        }
        assertThat(sasl.producer()).containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void aPemFileWinsOverTheTlsSettingsOfAllKafkaClients() throws Exception {
        Map<String, Object> client = properties(
                Map.of("kafka.ca-certificate-file", ForeignTlsServer.authority().toString()),
                Map.of("tls-configuration-name", "t", "ssl.engine.factory.class", "x", "ssl.truststore.location",
                        "/etc/trust.p12",
                        "ssl.truststore.password", "secret"))
                .producer();

        assertThat(client).doesNotContainKeys("tls-configuration-name", "ssl.engine.factory.class", "ssl.truststore.location",
                "ssl.truststore.password").containsEntry("ssl.truststore.type", "PEM");
    }

    @Test
    void theAdminClientGetsWhatOnlyALoginClassKnows() {
        Map<String, Object> admin = properties(Map.of(), Map.of("sasl.login.of.somebody", "x", "acks", "1")).admin("admin");

        assertThat(admin).containsEntry("sasl.login.of.somebody", "x").doesNotContainKeys("acks", "linger.ms");
    }

    @Test
    void eachClientHasANameOfItsOwnThatStaysTheSame() {
        KafkaProperties properties = properties(Map.of(), Map.of("group.id", "shop"));
        assertThat(properties.producer()).containsEntry("client.id", "shop-producer");
        assertThat(properties.admin("admin")).containsEntry("client.id", "shop-admin");
        assertThat(properties.consumer(consumer("billing", "orders"))).containsEntry("client.id", "shop-orders-billing");
        assertThat(properties.consumer(consumer(null, "orders"))).containsEntry("client.id", "shop-orders-no-group");

        KafkaProperties named = properties(Map.of("kafka.producer.\"client.id\"", "writer"), Map.of("client.id", "pod-7"));
        assertThat(named.producer()).containsEntry("client.id", "writer-producer");
        assertThat(named.consumer(consumer("billing", "orders"))).containsEntry("client.id", "pod-7-orders-billing");
        assertThat(named.consumer(consumer("billing", "parcels"))).containsEntry("client.id", "pod-7-parcels-billing");
    }

    @Test
    void recordsThatAreLargerThanEventsMayBeAreCompressed() {
        KafkaProperties properties = properties(Map.of(), Map.of("max.request.size", "1000"));

        assertThat(properties.producer()).containsEntry("max.request.size", "1000").doesNotContainKey("compression.type");
        assertThat(properties.forLargeRecords().producer()).containsEntry("max.request.size", 32 << 20)
                .containsEntry("compression.type", "gzip").containsEntry("client.id", "eventstream-large-producer");
        assertThat(properties(Map.of("kafka.producer.\"compression.type\"", "zstd"), Map.of()).forLargeRecords().producer())
                .containsEntry("compression.type", "zstd");
    }
}
