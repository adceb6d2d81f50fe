package io.quarkiverse.eventstream.cli.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.runtime.kafka.PemFile;

/**
 * The TLS settings of a stream as properties of Kafka's clients: a PEM file, or a configuration of Quarkus's TLS registry with stores in PEM,
 * PKCS12 or JKS.
 */
record TlsProperties(StreamConfiguration configuration) {

    private static final String NAME = "tls-configuration-name";
    private static final String FILE = "kafka.ca-certificate-file";
    private static final String PEM = "PEM";
    private static final Map<String, String> STORES = Map.of("p12", "PKCS12", "jks", "JKS");

    /** Turns TLS on, if the stream has settings of TLS. */
    void addTo(Map<String, Object> properties) {
        Object ofAll = properties.remove(NAME);
        Optional<String> file = configuration.value(FILE);
        Optional<String> name = configuration.value(NAME).or(() -> Optional.ofNullable(ofAll).map(Object::toString));
        if (file.isEmpty() && name.isEmpty()) {
            return;
        }
        Map<String, String> own = file.isPresent() ? ofPemFile(file.get()) : ofRegistry(name.get());
        // Kafka refuses two trust stores, or a password for one in PEM.
        for (String store : List.of("ssl.truststore.", "ssl.keystore.")) {
            if (own.containsKey(store + "type")) {
                properties.keySet().removeIf(property -> property.startsWith(store));
            }
        }
        properties.putAll(own);
        Object protocol = properties.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        boolean sasl = protocol != null && protocol.toString().startsWith("SASL");
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, sasl ? "SASL_SSL" : "SSL");
    }

    private Map<String, String> ofPemFile(String file) {
        try {
            return PemFile.read(Path.of(file)).clientProperties();
        } catch (EventStreamException e) {
            throw new CommandException(ExitCodes.USAGE, configuration.key(FILE) + ": " + e.getMessage(), e);
        } catch (NoClassDefFoundError e) {
            // Only a service has the library for these.
            throw new CommandException(ExitCodes.USAGE, configuration.key(FILE) + ": the private key in " + file
                    + " is in an old format. Convert it to PKCS#8: openssl pkey -in <file> -out <new file>", e);
        }
    }

    private Map<String, String> ofRegistry(String name) {
        String base = "quarkus.tls." + name + ".";
        Map<String, String> own = new TreeMap<>();
        addStore(base + "trust-store.", "ssl.truststore.", own);
        configuration.read(base + "trust-store.pem.certs")
                .ifPresent(files -> putPem(own, "ssl.truststore.", SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, files));
        addStore(base + "key-store.", "ssl.keystore.", own);
        for (Map.Entry<String, String> pair : Map.of("cert", SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, "key",
                SslConfigs.SSL_KEYSTORE_KEY_CONFIG).entrySet()) {
            keyPair(base, pair.getKey()).ifPresent(file -> putPem(own, "ssl.keystore.", pair.getValue(), file));
        }
        if (own.isEmpty()) {
            throw new CommandException(ExitCodes.USAGE,
                    configuration.key(NAME) + " = " + name + " names a TLS configuration without a"
                            + " store that this command knows. Set " + base + "trust-store.pem.certs, .p12.path or .jks.path");
        }
        return own;
    }

    /** The documentation of Quarkus has a key for each pair, and the users choose it; most have one. */
    private Optional<String> keyPair(String base, String part) {
        return configuration.read(base + "key-store.pem.0." + part)
                .or(() -> configuration.read(base + "key-store.pem.\"0\"." + part));
    }

    private void addStore(String base, String store, Map<String, String> to) {
        STORES.forEach((name, type) -> configuration.read(base + name + ".path").ifPresent(path -> {
            to.put(store + "type", type);
            to.put(store + "location", path);
            configuration.read(base + name + ".password").ifPresent(password -> to.put(store + "password", password));
        }));
    }

    private static void putPem(Map<String, String> to, String store, String property, String files) {
        StringBuilder text = new StringBuilder();
        for (String file : files.split(",")) {
            try {
                text.append(Files.readString(Path.of(file.strip()))).append('\n');
            } catch (IOException e) {
                throw new CommandException(ExitCodes.USAGE,
                        "The file " + file.strip() + " can't be read (" + e + "). Correct the path"
                                + " in the configuration of TLS",
                        e);
            }
        }
        to.put(store + "type", PEM);
        to.put(property, text.toString());
    }
}
