package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.spi.Broker;

/**
 * The identity of the topic that is consumed. A topic that was deleted and created again has the same name and another id, and its offsets
 * denote other records.
 *
 * <pre>
 *              an id                     no topic of this name
 *   UNKNOWN ----------> PRESENT ----------------------------------> MISSING
 *                       |  ^  ^                                        |
 *                       +--+  +----------------------------------------+
 *            another id: a new generation           an id
 * </pre>
 *
 * The generation also changes when the topic goes missing. Where the broker does not report the id, the topic counts as the same.
 * Outlives sessions. Confined to the polling thread.
 */
final class TopicIdentity {

    private static final Logger LOG = Logger.getLogger(TopicIdentity.class);
    /** Short enough for a rebalance, which waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long CHECK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Broker broker;
    private final String topic;
    /** A broker that lags behind may return the id of a topic that was deleted. */
    private final Set<Uuid> past = new HashSet<>();
    private Uuid id;
    private boolean missing;
    private int generation;
    /** Null while no request is in flight. */
    private CompletableFuture<Optional<Uuid>> request;
    private long lastRequest = System.nanoTime();

    TopicIdentity(Broker broker, String topic) {
        this.broker = broker;
        this.topic = topic;
    }

    /** The id of the topic; null if it is not known. */
    Uuid id() {
        return id;
    }

    /** Increases when the topic is found to be another one, or missing: positions of an earlier generation are void. */
    int generation() {
        return generation;
    }

    /** Whether the topic existed, and does not exist now. */
    boolean isMissing() {
        return missing;
    }

    /** Whether an offset was committed for another topic than this one. */
    boolean isOther(Optional<Uuid> committed) {
        return id != null && committed.isPresent() && !committed.get().equals(id);
    }

    /** Requests the id, and waits a bounded time for it. To be called before offsets of the topic are looked up. */
    void learn() {
        send();
        try {
            request.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debugf(e, "The id of the topic %s is not known", topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        receive();
    }

    /** Requests the id from time to time, and never waits. */
    void check() {
        receive();
        if (request == null && System.nanoTime() - lastRequest >= CHECK_INTERVAL_NANOS) {
            send();
        }
    }

    /** Notes that the topic does not exist any more. */
    void noteGone() {
        if (!missing) {
            missing = true;
            generation++;
            LOG.warnf(
                    "The topic %s was deleted. Its listeners wait until it is created again, and read the new one"
                            + " from its start",
                    topic);
        }
    }

    private void send() {
        lastRequest = System.nanoTime();
        try {
            request = broker.topicId(topic).toCompletableFuture();
        } catch (KafkaException | IllegalStateException e) {
            // The client could not be created, or the stream is closed.
            request = CompletableFuture.failedFuture(e);
        }
    }

    private void receive() {
        if (request == null || !request.isDone()) {
            return;
        }
        CompletableFuture<Optional<Uuid>> response = request;
        request = null;
        if (response.isCompletedExceptionally()) {
            return;
        }
        response.join().ifPresentOrElse(this::noteId, () -> {
            if (id != null) {
                noteGone();
            }
        });
    }

    private void noteId(Uuid found) {
        if (past.contains(found)) {
            return;
        }
        missing = false;
        if (id != null && !id.equals(found)) {
            past.add(id);
            generation++;
            LOG.warnf("The topic %s was deleted and created again: its listeners read the new one from the start of each"
                    + " partition", topic);
        }
        id = found;
    }
}
