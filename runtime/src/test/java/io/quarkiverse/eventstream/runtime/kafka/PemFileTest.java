package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.eventstream.EventStreamException;

class PemFileTest {

    private static final String TRUSTED = "ssl.truststore.certificates";
    private static final String CHAIN = "ssl.keystore.certificate.chain";
    private static final String KEY = "ssl.keystore.key";

    @Test
    void certificatesAloneAreTrusted() throws Exception {
        Map<String, String> properties = read("two-cas.pem");

        assertThat(properties).containsOnlyKeys("ssl.truststore.type", TRUSTED).containsEntry("ssl.truststore.type", "PEM");
        assertThat(trustStore(properties).size()).isEqualTo(2);
    }

    @Test
    void aCertificateInOpensslsTrustedFormIsTrusted() throws Exception {
        assertThat(trustStore(read("trusted.pem")).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-pkcs1.pem", "rsa-pkcs8.pem", "ec-sec1.pem", "ec-pkcs8.pem"})
    void aKeyOfEachFormatIsPresentedWithItsChain(String name) throws Exception {
        Map<String, String> properties = read(name);

        assertThat(properties).containsEntry("ssl.keystore.type", "PEM");
        assertThat(properties.get(KEY)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(count(properties.get(CHAIN))).as("the key's certificate and its issuer").isEqualTo(2);
        Key key = keyStore(properties).getKey("kafka", null);
        assertThat(key.getAlgorithm()).isEqualTo(name.startsWith("rsa") ? "RSA" : "EC");
        assertThat(keyStore(properties).getCertificateChain("kafka")).hasSize(2);
        assertThat(trustStore(properties).size()).isEqualTo(name.equals("ec-pkcs8.pem") ? 2 : 1);
    }

    @Test
    void theKeysOwnCertificateIsNotTrusted() throws Exception {
        assertThat(read("leaf-only.pem")).containsOnlyKeys("ssl.keystore.type", CHAIN, KEY);
    }

    @Test
    void aSelfSignedCertificateIsPresentedAndTrusted() throws Exception {
        Map<String, String> properties = read("self-signed.pem");

        assertThat(keyStore(properties).getCertificateChain("kafka")).hasSize(1);
        assertThat(trustStore(properties).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            empty.pem              | it is empty
            no-pem.pem             | neither a certificate nor a private key
            ca.der                 | openssl x509 -inform der
            key-only.pem           | a private key, but no certificate
            foreign-key.pem        | no certificate in it belongs to its private key
            two-keys.pem           | more than one private key
            encrypted-pkcs8.pem    | is encrypted
            encrypted-pkcs1.pem    | is encrypted
            ed25519.pem            | neither an RSA nor an EC key
            cut-off.pem            | has no end
            bad-base64.pem         | is broken
            broken-certificate.pem | the certificate in line 1 is broken
            broken-key.pem         | the private key in line 1 is broken
            broken-ec-key.pem      | the private key in line 1
            missing.pem            | there is no such file
            """)
    void whatCannotBeUsedIsRefusedWithTheReason(String name, String reason) {
        assertThatThrownBy(() -> PemFile.read(directory().resolve(name))).isInstanceOf(EventStreamException.class)
                .hasMessageContaining(name).hasMessageContaining(reason);
    }

    @Test
    void aDirectoryIsRefused(@TempDir Path directory) {
        assertThatThrownBy(() -> PemFile.read(directory)).isInstanceOf(EventStreamException.class)
                .hasMessageContaining(directory.toString()).hasMessageContaining("it is a directory");
    }

    @Test
    void theKeyIsNotInTheText() throws Exception {
        assertThat(PemFile.read(directory().resolve("rsa-pkcs8.pem"))).asString()
                .endsWith("rsa-pkcs8.pem with 2 certificate(s) and a private key");
    }

    private static Map<String, String> read(String name) throws Exception {
        return PemFile.read(directory().resolve(name)).clientProperties();
    }

    private static Path directory() throws URISyntaxException {
        return Path.of(PemFileTest.class.getResource("/pem").toURI());
    }

    private static int count(String pem) {
        return pem.split("-----BEGIN ", -1).length - 1;
    }

    private static KeyStore trustStore(Map<String, String> properties) {
        return engine(properties).truststore();
    }

    static KeyStore keyStore(Map<String, String> properties) {
        return engine(properties).keystore();
    }

    /** Kafka's own code, as a client would run it. */
    @SuppressWarnings("resource") // It holds nothing open.
    private static DefaultSslEngineFactory engine(Map<String, String> properties) {
        DefaultSslEngineFactory engine = new DefaultSslEngineFactory();
        Map<String, Object> config = new HashMap<>();
        properties.forEach((name, value) -> config.put(name,
                name.endsWith("type") ? value : new Password(value)));
        config.put("ssl.protocol", "TLSv1.3");
        engine.configure(config);
        return engine;
    }
}
