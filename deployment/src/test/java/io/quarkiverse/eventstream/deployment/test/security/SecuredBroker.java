package io.quarkiverse.eventstream.deployment.test.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * A broker that requires TLS and a password, with all rights for the user {@code shop}.
 */
final class SecuredBroker {

    static final String PASSWORD = "shops-secret";
    static final String WRONG_PASSWORD = "no-secret";

    private SecuredBroker() {}

    /** Starts the broker unless another class loader has, because the application loads the test class, too. */
    static void start() {
        synchronized (DevBroker.class) {
            if (System.getProperty("KAFKA_BROKERS") == null) {
                DevBroker broker = DevBroker.builder().tlsClientAuthentication()
                        .property("listener.name.client.ssl.client.auth", "required").scramUser("shop", PASSWORD).acls("shop")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
                Path authority = broker.caCertificate().orElseThrow();
                Path client = broker.clientCertificate().orElseThrow();
                System.setProperty("KAFKA_BROKERS", broker.bootstrapServers());
                System.setProperty("KAFKA_CA", authority.toString());
                System.setProperty("KAFKA_CLIENT_CERTIFICATE", client.toString());
                System.setProperty("KAFKA_CLIENT_KEY", client.toString());
                System.setProperty("KAFKA_PEM", both(client, authority).toString());
                System.setProperty("KAFKA_USER", "shop");
                System.setProperty("KAFKA_PASSWORD", PASSWORD);
            }
        }
    }

    private static Path both(Path client, Path authority) {
        try {
            return Files.writeString(client.resolveSibling("both.pem"), Files.readString(client) + Files.readString(authority));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
