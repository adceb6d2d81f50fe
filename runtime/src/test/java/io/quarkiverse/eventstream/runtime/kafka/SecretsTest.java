package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * If a stream can't be opened, the message has the reason, and no secret.
 */
class SecretsTest {

    private static final String SECRET = "s3cr3t";

    private static Throwable failure(Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.putIfAbsent("bootstrap.servers", "127.0.0.1:1");
        try (KafkaPublishers publishers = new KafkaPublishers()) {
            return catchThrowable(() -> publishers.open(properties, Map.of()));
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"shop\" password=\"s3cr3t\"",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"shop\" password=\"to\" s3cr3t;",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"shop\" password=a=s3cr3t;",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"shop\" it\\'s3cr3t;",
            "org.apache.kafka.common.security.plain.PlainLoginModule username=\"shop\" password=\"s3cr3t\";",
            "org.apache.kafka.common.security.plain.PlainLoginModule s3cr3t;",
            "username=\"shop\" password=\"s3cr3t\";",
            "s3cr3t",
            ""})
    void whatCannotBeLoggedInWithIsNotQuoted(String jaas) {
        Throwable failure = failure(
                Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN", "sasl.jaas.config", jaas));

        assertThat(failure).isInstanceOf(EventStreamException.class).hasMessageContaining("sasl.jaas.config")
                .hasMessageContaining("required <option>=");
        assertThat(stackTrace(failure)).doesNotContain(SECRET);
    }

    @Test
    void nothingToLogInWithIsNamed() {
        assertThat(failure(Map.of("security.protocol", "SASL_SSL"))).isInstanceOf(EventStreamException.class)
                .hasMessageContaining("sasl.jaas.config can't be used: it is not set");
    }

    @Test
    void aStoreThatItsPasswordDoesNotOpenIsNamedWithoutThePassword() throws Exception {
        Path noStore = Path.of(SecretsTest.class.getResource("/pem/rsa-pkcs8.pem").toURI());

        Throwable failure = failure(Map.of("security.protocol", "SSL", "ssl.keystore.type", "PKCS12", "ssl.keystore.location",
                noStore.toString(), "ssl.keystore.password", SECRET, "ssl.key.password", SECRET, "ssl.truststore.password",
                SECRET));

        assertThat(failure).isInstanceOf(EventStreamException.class).hasMessageContaining(noStore.toString())
                .hasMessageContaining("can't be opened");
        assertThat(stackTrace(failure)).doesNotContain(SECRET);
    }

    @Test
    void aKeyThatCannotBeReadIsNamedWithoutTheKey() {
        Throwable failure = failure(Map.of("security.protocol", "SSL", "ssl.keystore.type", "PEM", "ssl.keystore.key",
                "-----BEGIN PRIVATE KEY-----\n" + SECRET + "\n-----END PRIVATE KEY-----", "ssl.keystore.certificate.chain",
                SECRET));

        assertThat(failure).isInstanceOf(EventStreamException.class).hasMessageContaining("can't be opened");
        assertThat(stackTrace(failure)).doesNotContain(SECRET);
    }

    @Test
    void aPropertyThatKafkaRefusesIsNamedWithoutSecrets() {
        Throwable failure = failure(Map.of("security.protocol", "SSL", "ssl.key.password", SECRET, "batch.size", "many"));

        assertThat(failure).isInstanceOf(EventStreamException.class).hasMessageContaining("batch.size");
        assertThat(stackTrace(failure)).doesNotContain(SECRET);
    }
}
