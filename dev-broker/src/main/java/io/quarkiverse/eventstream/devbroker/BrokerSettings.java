package io.quarkiverse.eventstream.devbroker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a builder has been told, checked and immutable.
 *
 * @param port of the first node; 0 for a free one
 * @param dataDirectory where the data is kept, or null for a temporary directory
 * @param users SCRAM users and their passwords, in the order in which they were added
 * @param superUsers whom the access control lists do not bind; null without access control lists
 * @param tls null for plain text
 * @param jvmArguments come after the launcher's own, so that they win
 */
record BrokerSettings(int nodes, int port, Path dataDirectory, int partitions, boolean autoCreateTopics,
        Map<String, String> properties, Map<String, String> users, List<String> superUsers, Tls tls, String classPath,
        List<String> jvmArguments, Duration startTimeout) {

    /**
     * How the broker encrypts.
     *
     * @param validity how long the server's certificate is valid from now on; negative if it is to have expired already
     * @param clientAuthentication whether clients must show a certificate
     */
    record Tls(Duration validity, boolean clientAuthentication) {}

    boolean sasl() {
        return !users.isEmpty();
    }

    boolean acls() {
        return superUsers != null;
    }

    /** Whether clients need more than an address; nodes then talk to each other over a plain listener of their own. */
    boolean secured() {
        return sasl() || tls != null;
    }

    String securityProtocol() {
        if (sasl()) {
            return tls != null ? "SASL_SSL" : "SASL_PLAINTEXT";
        }
        return tls != null ? "SSL" : "PLAINTEXT";
    }
}
