package io.quarkiverse.eventstream.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.eventstream.spi.KeyPartitioner;

/** Environment and file are read as Quarkus reads them. */
class StreamConfigurationTest {

    @TempDir
    Path folder;

    private StreamConfiguration read(String file, String stream, Map<String, String> environment) throws Exception {
        return StreamConfiguration.read(Files.writeString(folder.resolve("application.properties"), file), "prod", stream,
                environment);
    }

    private static ClientProperties clients(StreamConfiguration configuration) {
        return new ClientProperties(configuration, null, Map.of());
    }

    @Test
    void theEnvironmentAloneIsEnough() {
        StreamConfiguration configuration = StreamConfiguration.read(null, "prod", null,
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:1", "KAFKA_SASL_MECHANISM", "PLAIN", "QUARKUS_EVENTSTREAM_KAFKA_USERNAME",
                        "u",
                        "QUARKUS_EVENTSTREAM_KAFKA_PASSWORD", "p\"w", "QUARKUS_EVENTSTREAM_WIRE_FORMAT", "4.2"));

        Map<String, Object> admin = clients(configuration).admin();

        assertThat(configuration.value("wire-format")).hasValue("4.2");
        assertThat(admin).containsEntry("bootstrap.servers", "a:1").containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("security.protocol", "SASL_PLAINTEXT");
        assertThat(((Password) admin.get("sasl.jaas.config")).value())
                .contains("ScramLoginModule required username=\"u\" password=\"p\\\"w\";");
    }

    @Test
    void theEnvironmentGoesBeforeTheFileAndTheStreamBeforeAll() throws Exception {
        String file = """
                kafka.bootstrap.servers=file:1
                %prod.kafka.client.dns.lookup=use_all_dns_ips
                %dev.kafka.bootstrap.servers=dev:1
                quarkus.eventstream.audit.kafka.bootstrap-servers=audit:1
                quarkus.eventstream.kafka.producer."linger.ms"=7
                quarkus.eventstream.kafka.producer.batch.size=70
                quarkus.eventstream.publish.timeout=15s
                """;

        assertThat(clients(read(file, null, Map.of())).servers()).isEqualTo("file:1");
        assertThat(clients(read(file, null, Map.of("KAFKA_BOOTSTRAP_SERVERS", "env:1"))).servers()).isEqualTo("env:1");
        assertThat(clients(read(file, "audit", Map.of("KAFKA_BOOTSTRAP_SERVERS", "env:1"))).servers()).isEqualTo("audit:1");
        assertThat(new ClientProperties(read(file, "audit", Map.of()), "option:1", Map.of()).servers()).isEqualTo("option:1");
        assertThat(clients(read(file, null, Map.of())).producer(KeyPartitioner.MURMUR2)).containsEntry("linger.ms", "7")
                .containsEntry("batch.size", "70").containsEntry("delivery.timeout.ms", 15_000).containsEntry("acks", "all")
                .containsEntry("client.dns.lookup", "use_all_dns_ips");
        assertThat(clients(read("", null, Map.of())).servers()).isEqualTo("localhost:9092");
    }

    @Test
    void passwordsMayComeFromTheEnvironmentByExpressions() throws Exception {
        StreamConfiguration configuration = read("quarkus.eventstream.kafka.password=${SHOP_PASSWORD}", null,
                Map.of("SHOP_PASSWORD", "secret"));

        assertThat(configuration.value("kafka.password")).hasValue("secret");
    }

    @Test
    void whatOnlyAServiceHasIsLeftOut() throws Exception {
        Map<String, Object> consumer = clients(read("""
                kafka.interceptor.classes=com.acme.Audit
                kafka.group.id=billing
                kafka.isolation.level=read_uncommitted
                """, null, Map.of())).consumer();

        assertThat(consumer).doesNotContainKeys("interceptor.classes", "group.id")
                .containsEntry("isolation.level", "read_uncommitted")
                .containsEntry("enable.auto.commit", false);
    }
}
