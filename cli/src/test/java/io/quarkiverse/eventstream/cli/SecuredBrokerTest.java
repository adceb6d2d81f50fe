package io.quarkiverse.eventstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/** Commands on a broker with TLS, logins and access control lists, with each notation of a configuration. */
class SecuredBrokerTest {

    private static final String PASSWORD = "pass-word$1";

    private static DevBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        broker = DevBroker.builder().tls().scramUser("admin", PASSWORD).scramUser("poor", PASSWORD).acls().start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private Path config(String... lines) throws IOException {
        return Files.write(folder.resolve("application.properties"), Arrays.asList(lines));
    }

    private static Run run(Path config, String... line) {
        return Run.patient(Stream.concat(Arrays.stream(line), Stream.of("--config=" + config)));
    }

    private Path ofStream(String user, String password) throws IOException {
        return config("quarkus.eventstream.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "quarkus.eventstream.kafka.ca-certificate-file=" + broker.caCertificate().orElseThrow(),
                "quarkus.eventstream.kafka.username=" + user, "quarkus.eventstream.kafka.password=" + password);
    }

    @Test
    void thePropertiesOfKafkasClientsConnect() throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), broker.clientProperties().entrySet().stream()
                .map(SecuredBrokerTest::line).collect(Collectors.joining("\n")));

        assertThat(run(file, "golden", "publish", "secured").err()).isEmpty();
        assertThat(run(file, "topics", "secured").out()).contains("secured");
    }

    private static String line(Map.Entry<String, String> property) {
        return property.getKey() + "=" + property.getValue().replace("\\", "\\\\").replace("\n", "\\n");
    }

    @Test
    void theConfigurationOfAServiceConnects() throws Exception {
        Path file = ofStream("admin", PASSWORD);

        assertThat(run(file, "golden", "publish", "of-stream").err()).isEmpty();
        assertThat(run(file, "check", "of-stream").code()).isZero();
        assertThat(run(file, "publish", "of-stream", "--name=e", "--namespace=n").code()).isZero();
        assertThat(run(file, "tail", "of-stream", "--no-follow", "--name=e", "--limit=1").code()).isZero();
        assertThat(run(file, "groups").code()).isZero();
        assertThat(run(file, "redrive", "of-stream", "--all", "--to-listener=l", "--to-group=g").code()).isZero();
        assertThat(run(file, "letters", "of-stream", "--state=redriven").code()).isZero();
    }

    @Test
    void theProfileAndTheStreamSelectProperties() throws Exception {
        Path file = config("%staging.quarkus.eventstream.audit.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "quarkus.eventstream.audit.tls-configuration-name=internal",
                "quarkus.tls.internal.trust-store.pem.certs=" + broker.caCertificate().orElseThrow(),
                "kafka.sasl.mechanism=SCRAM-SHA-512", "kafka.security.protocol=SASL_SSL",
                "kafka.sasl.jaas.config=" + broker.clientProperties("admin").get("sasl.jaas.config"));

        assertThat(run(file, "topics", "--stream=audit", "--profile=staging").err()).doesNotContain("broker");
        assertThat(run(file, "topics", "--stream=audit").err()).contains("localhost:9092");
    }

    @Test
    void aTrustStoreOfTheTlsRegistryIsUsed() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream certificate = Files.newInputStream(broker.caCertificate().orElseThrow())) {
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        Path file = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }

        Run run = run(config("kafka.bootstrap.servers=" + broker.bootstrapServers(), "kafka.tls-configuration-name=internal",
                "quarkus.tls.internal.trust-store.p12.path=" + file, "quarkus.tls.internal.trust-store.p12.password=changeit",
                "quarkus.eventstream.kafka.username=admin", "quarkus.eventstream.kafka.password=" + PASSWORD), "topics");

        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void aWrongPasswordIsRefusedAndNotShown() throws Exception {
        Run run = run(ofStream("admin", "wrong-pass"), "topics", "--verbose");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("At " + broker.bootstrapServers() + ": the broker rejected the credentials")
                .doesNotContain("wrong-pass");
    }

    @Test
    void aMissingRightIsNamed() throws Exception {
        run(ofStream("admin", PASSWORD), "golden", "publish", "denied");
        Path poor = ofStream("poor", PASSWORD);

        Run publish = run(poor, "publish", "denied", "--name=e", "--namespace=n");
        Run tail = run(poor, "tail", "denied", "--no-follow");

        assertThat(publish.code()).isEqualTo(3);
        assertThat(publish.err()).contains("this user has no right to the topic denied. Allow it DESCRIBE, and READ or WRITE");
        assertThat(tail.err()).contains("this user has no right to the topic denied");
        assertThat(run(poor, "topics").code()).isZero();
    }

    @Test
    void aClientWithoutTlsIsToldSo() {
        Run run = Run.of("topics", "-b", broker.bootstrapServers(), "--property=default.api.timeout.ms=1000",
                "--property=request.timeout.ms=500");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("No broker answered in time at " + broker.bootstrapServers()).contains(
                "speaks TLS, and this client doesn't. Set a TLS configuration or a PEM file");
    }

    @Test
    void mistakesInTheConfigurationAreNamed() throws Exception {
        assertThat(run(config("quarkus.eventstream.kafka.username=u"), "topics").err())
                .contains(
                        "quarkus.eventstream.kafka.username needs a password. Set QUARKUS_EVENTSTREAM_KAFKA_PASSWORD in the environment");
        assertThat(run(config("quarkus.eventstream.kafka.credentials-provider=vault"), "topics").err())
                .contains("names a bean of the service, which this command does not have");
        assertThat(run(config("quarkus.eventstream.kafka.ca-certificate-file=/nowhere"), "topics").err())
                .contains("there is no such file");
        assertThat(run(config("quarkus.eventstream.tls-configuration-name=x"), "topics").err())
                .contains("names a TLS configuration without a store that this command knows");
        assertThat(run(config("quarkus.eventstream.kafka.username=${NO_SUCH_USER}"), "topics").err())
                .contains("quarkus.eventstream.kafka.username refers to a value that is not set: ${NO_SUCH_USER}");
        Run jaas = run(config("security.protocol=SASL_PLAINTEXT", "sasl.jaas.config=geheim"), "topics", "-b",
                broker.bootstrapServers());
        assertThat(jaas.code()).isEqualTo(2);
        assertThat(jaas.err()).contains("sasl.jaas.config can't be used").doesNotContain("geheim");
    }
}
