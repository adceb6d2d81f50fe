package io.quarkiverse.eventstream.devbroker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The settings of a builder, validated and immutable.
 *
 * @param port the port of the first node; 0 for a free one
 * @param dataDirectory the directory of the data; null for a temporary one
 * @param users SCRAM users and their passwords, in the order in which they were added
 * @param superUsers users whom the access control lists do not restrict; null without access control lists
 * @param tls the encryption; null for plain text
 * @param jvmArguments arguments after the launcher's own, which they override
 */
record BrokerSettings(int nodes, int port, Path dataDirectory, int partitions, boolean autoCreateTopics,
        Map<String, String> properties, Map<String, String> users, List<String> superUsers, Tls tls, String classPath,
        List<String> jvmArguments, Duration startTimeout) {

    /**
     * The encryption of the broker.
     *
     * @param validity how long the server's certificate is valid from now on; negative for an expired one
     * @param clientAuthentication whether clients must show a certificate
     */
    record Tls(Duration validity, boolean clientAuthentication) {}

    boolean sasl() {
        return !users.isEmpty();
    }

    boolean acls() {
        return superUsers != null;
    }

    /** Whether clients need more than an address; the nodes then use a separate plain listener among themselves. */
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
