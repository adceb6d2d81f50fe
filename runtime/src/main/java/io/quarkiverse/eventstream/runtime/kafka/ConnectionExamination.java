package io.quarkiverse.eventstream.runtime.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

import io.quarkiverse.eventstream.spi.Obstacle;

/** Finds out why no broker answers, where Kafka's client reports no more than a timeout: connects to the bootstrap addresses. */
public final class ConnectionExamination {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ConnectionExamination() {}

    /**
     * Examines a connection. Blocks for some seconds, or until the thread is interrupted.
     *
     * @param client the properties of an admin client
     * @return null if no obstacle was found
     */
    public static Obstacle of(Map<String, Object> client) {
        Object protocol = client.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        boolean tls = protocol != null && protocol.toString().toUpperCase(Locale.ROOT).endsWith("SSL");
        try {
            Obstacle mismatch = protocolMismatch(addresses(client), tls);
            return mismatch == null ? handshake(client) : mismatch;
        } catch (IOException e) {
            return new Obstacle("The connection failed (" + e.getMessage() + "). Is the broker running, and can it be reached"
                    + " from here?", true);
        } catch (KafkaException e) {
            return new Obstacle(e.getMessage(), false);
        }
    }

    private static List<InetSocketAddress> addresses(Map<String, Object> client) {
        String servers = client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).toString();
        return ClientUtils.parseAndValidateAddresses(List.of(servers.split("\\s*,\\s*")),
                ClientDnsLookup.USE_ALL_DNS_IPS);
    }

    /** At the first address that accepts connections. */
    private static Obstacle protocolMismatch(List<InetSocketAddress> addresses, boolean tls) throws IOException {
        IOException refused = null;
        for (InetSocketAddress address : addresses) {
            try {
                ListenerProbe.Answer answer = ListenerProbe.ask(address, PATIENCE);
                String at = "The broker at " + address.getHostString() + ":" + address.getPort();
                if (answer == ListenerProbe.Answer.TLS && !tls) {
                    return new Obstacle(at + " speaks TLS, and this client doesn't. Set a TLS configuration or a PEM file, and"
                            + " security.protocol SSL or SASL_SSL; or use the broker's plaintext port", false);
                }
                if (answer == ListenerProbe.Answer.NO_TLS && tls) {
                    return new Obstacle(at + " does not speak TLS, and this client does. Use the broker's TLS port; or, if the"
                            + " network may carry plain text, security.protocol PLAINTEXT or SASL_PLAINTEXT", false);
                }
                return null;
            } catch (IOException e) {
                refused = e;
            }
        }
        if (refused != null) {
            throw refused;
        }
        return null;
    }

    /** As a new Kafka client connects. */
    private static Obstacle handshake(Map<String, Object> client) {
        Admin admin = Admin.create(client);
        try {
            int millis = Math.toIntExact(PATIENCE.toMillis());
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(millis)).nodes().get(millis + 1000L,
                    TimeUnit.MILLISECONDS);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthenticationException rejected) {
                String reason = RejectedConnection.explain(rejected);
                return new Obstacle(Character.toUpperCase(reason.charAt(0)) + reason.substring(1), false);
            }
            return e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException ? unanswered() : null;
        } catch (TimeoutException e) {
            return unanswered();
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static Obstacle unanswered() {
        return new Obstacle("The broker accepts connections, but does not answer. Is it overloaded, or does its listener expect"
                + " another security.protocol, such as one with SASL?", true);
    }
}
