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
 * Which topic is consumed: one that was deleted and created again has the same name, and is another, whose offsets mean something
 * else. Its id tells. A service that may not ask for it, or gets no answer, is none the worse for it, unless the topic is created
 * again. Outlives its consumers. Confined to the polling thread.
 */
final class TopicIdentity {

    private static final Logger LOG = Logger.getLogger(TopicIdentity.class);
    /** Short enough for a rebalance, which waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long CHECK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Broker broker;
    private final String topic;
    /** A node that lags behind may tell of a topic that is gone. */
    private final Set<Uuid> past = new HashSet<>();
    private Uuid id;
    private boolean gone;
    private int generation;
    private CompletableFuture<Optional<Uuid>> question = CompletableFuture.completedFuture(Optional.empty());
    private boolean asked;
    private long lastQuestion = System.nanoTime();

    /**
     * Nothing is known yet.
     *
     * @param topic the full topic
     */
    TopicIdentity(Broker broker, String topic) {
        this.broker = broker;
        this.topic = topic;
    }

    /** The id of the topic; null if it is not known. */
    Uuid id() {
        return id;
    }

    /** Goes up each time that the topic turns out to be another, or gone: what was known of it then counts no more. */
    int generation() {
        return generation;
    }

    /** Whether the topic was there, and is not there just now. */
    boolean isMissing() {
        return gone;
    }

    /** Whether an offset was committed for another topic than this one. */
    boolean isOther(Optional<Uuid> committed) {
        return id != null && committed.isPresent() && !committed.get().equals(id);
    }

    /** Asks, and waits for the answer, for a bounded time. To be called before it is looked up where the topic begins or ends. */
    void learn() {
        ask();
        try {
            question.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debugf(e, "The id of the topic %s is not known", topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hear();
    }

    /** Asks from time to time, and never waits. */
    void check() {
        hear();
        if (!asked && System.nanoTime() - lastQuestion >= CHECK_AGAIN_NANOS) {
            ask();
        }
    }

    /** The topic is not there any more, as the consumer has noticed. */
    void noteGone() {
        if (!gone) {
            gone = true;
            generation++;
            LOG.warnf(
                    "The topic %s was deleted. Its listeners wait until it is created again, and read the new one"
                            + " from its start",
                    topic);
        }
    }

    private void ask() {
        lastQuestion = System.nanoTime();
        asked = true;
        try {
            question = broker.topicId(topic).toCompletableFuture();
        } catch (KafkaException | IllegalStateException e) {
            // The client could not be made, or the stream is closed.
            question = CompletableFuture.failedFuture(e);
        }
    }

    private void hear() {
        if (!asked || !question.isDone()) {
            return;
        }
        asked = false;
        if (question.isCompletedExceptionally()) {
            return;
        }
        question.join().ifPresentOrElse(this::noteId, () -> {
            if (id != null) {
                noteGone();
            }
        });
    }

    private void noteId(Uuid found) {
        if (past.contains(found)) {
            return;
        }
        gone = false;
        if (id != null && !id.equals(found)) {
            past.add(id);
            generation++;
            LOG.warnf("The topic %s was deleted and created again: its listeners read the new one from the start of each"
                    + " partition", topic);
        }
        id = found;
    }
}
