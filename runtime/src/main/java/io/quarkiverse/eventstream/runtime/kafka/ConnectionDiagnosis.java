package io.quarkiverse.eventstream.runtime.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.spi.Obstacle;

/**
 * Determines why no broker answers, where Kafka's client reports no more than a timeout: connects to the bootstrap addresses, once in a
 * while and only on a failure, on a thread of its own that ends when there is nothing to examine. Thread-safe.
 */
final class ConnectionDiagnosis implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ConnectionDiagnosis.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

    private final KafkaProperties properties;
    private final ExecutorService examiner = new ThreadPoolExecutor(0, 1, 1, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(),
            ConnectionDiagnosis::thread);
    private Future<Obstacle> examination = CompletableFuture.completedFuture(null);
    private volatile Obstacle finding;
    private volatile long examinedAt;
    private volatile boolean examined;

    ConnectionDiagnosis(KafkaProperties properties) {
        this.properties = properties;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "eventstream-diagnosis");
        thread.setDaemon(true);
        return thread;
    }

    /** The last finding, in two sentences; empty if there is none. */
    Optional<String> lastFinding() {
        return Optional.ofNullable(finding).map(Obstacle::text);
    }

    /** Forgets the finding, because the broker answers. */
    void forget() {
        if (finding != null) {
            LOG.infof("The broker at %s answers again", properties.bootstrapServers());
        }
        finding = null;
        examined = false;
    }

    /** Starts an examination, unless there was one recently. */
    void examineSoon() {
        examination();
    }

    /**
     * Examines, unless there was an examination recently. Blocks for some seconds, or until this is closed.
     *
     * @return null if no obstacle was found
     */
    Obstacle examine() {
        try {
            return examination().get();
        } catch (InterruptedException e) {
            // The caller asks again later.
            return finding;
        } catch (CancellationException e) {
            return finding;
        } catch (ExecutionException e) {
            LOG.warn("The connection to the brokers could not be examined", e.getCause());
            return null;
        }
    }

    /** Ends a running examination. The threads that wait for it get its finding so far, which may be none. */
    @Override
    public void close() {
        shutDown();
        try {
            if (!examiner.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debugf("The examination of %s has not ended yet", properties.bootstrapServers());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void shutDown() {
        examiner.shutdownNow();
        // An examination that has not begun never will, and a thread that waits for it would do so for ever.
        examination.cancel(true);
    }

    private synchronized Future<Obstacle> examination() {
        if (examination.isDone()) {
            if (isFresh() || examiner.isShutdown()) {
                return CompletableFuture.completedFuture(finding);
            }
            examination = examiner.submit(this::find);
        }
        return examination;
    }

    private boolean isFresh() {
        return examined && System.nanoTime() - examinedAt < FRESH_NANOS;
    }

    private Obstacle find() {
        Obstacle before = finding;
        Obstacle found = ask();
        if (Thread.currentThread().isInterrupted()) {
            return before;
        }
        finding = found;
        examinedAt = System.nanoTime();
        examined = true;
        if (found != null && !found.equals(before)) {
            LOG.warnf("No broker answers at %s. %s", properties.bootstrapServers(), found.text());
        }
        return found;
    }

    private Obstacle ask() {
        Map<String, Object> client = properties.admin("diagnosis");
        Object protocol = client.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        boolean tls = protocol != null && protocol.toString().toUpperCase(Locale.ROOT).endsWith("SSL");
        try {
            Obstacle mismatch = protocolMismatch(addresses(), tls);
            return mismatch == null ? handshake(client) : mismatch;
        } catch (IOException e) {
            return new Obstacle("The connection failed (" + e.getMessage() + "). Is the broker running, and can it be reached"
                    + " from here?", true);
        } catch (KafkaException e) {
            return new Obstacle(e.getMessage(), false);
        }
    }

    private List<InetSocketAddress> addresses() {
        return ClientUtils.parseAndValidateAddresses(List.of(properties.bootstrapServers().split("\\s*,\\s*")),
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
                    return new Obstacle(at + " speaks TLS, and this service doesn't. Set a TLS configuration or a PEM file, and"
                            + " security.protocol SSL or SASL_SSL; or use the broker's plaintext port", false);
                }
                if (answer == ListenerProbe.Answer.NO_TLS && tls) {
                    return new Obstacle(at + " does not speak TLS, and this service does. Use the broker's TLS port; or, if the"
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
