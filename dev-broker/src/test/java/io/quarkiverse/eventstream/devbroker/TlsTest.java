package io.quarkiverse.eventstream.devbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @Test
    void anExpiredCertificateIsRefusedByTheClient() throws Exception {
        try (DevBroker broker = DevBroker.builder().tls(Duration.ofHours(-1)).start()) {
            assertThatThrownBy(() -> Kafka.of(broker).produce(Kafka.newTopic(), "hello"))
                    .isInstanceOf(SslAuthenticationException.class).rootCause().hasMessageContaining("NotAfter");
            assertThat(broker.clientCertificate()).isEmpty();
        }
    }

    @Test
    void aClientWithoutARequiredCertificateIsRefused() throws Exception {
        try (DevBroker broker = DevBroker.builder().tlsClientAuthentication().start()) {
            String topic = Kafka.newTopic();
            Kafka.of(broker).produce(topic, "hello");
            assertThat(Kafka.of(broker).consume(topic, 1)).containsExactly("hello");

            Map<String, String> anonymous = new HashMap<>(broker.clientProperties());
            anonymous.keySet().removeIf(name -> name.startsWith("ssl.keystore"));
            assertThatThrownBy(() -> Kafka.of(anonymous).produce(topic, "hello"))
                    .isInstanceOf(SslAuthenticationException.class);
            assertThat(broker.clientCertificate().orElseThrow()).content().contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE");
        }
    }

    @Test
    void theAuthorityStaysTheSameForADataDirectory(@TempDir Path directory) throws Exception {
        DataDirectory data = new DataDirectory(directory, false, "id");
        BrokerSettings.Tls tls = new BrokerSettings.Tls(Duration.ofDays(3), false);
        X509Certificate first = read(Certificates.create(data, tls).authority());
        X509Certificate second = read(Certificates.create(data, tls).authority());
        assertThat(second).isEqualTo(first);
        second.checkValidity();
    }

    private static X509Certificate read(Path pem) throws Exception {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
