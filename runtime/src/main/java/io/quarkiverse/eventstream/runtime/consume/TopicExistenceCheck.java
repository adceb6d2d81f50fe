package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkus.runtime.LaunchMode;

/**
 * Checks from time to time whether a missing topic exists by now, without waiting for the broker. A consumer that subscribed to a
 * missing topic would have Kafka's client log a warning for each request. This class logs a missing topic once, and as a warning
 * if it is still missing after some seconds, because its name may be wrong. Confined to the polling thread.
 */
final class TopicExistenceCheck {

    private static final Logger LOG = Logger.getLogger(TopicExistenceCheck.class);
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    /** At a first start the topic is created by the first event that the service publishes: no reason for a warning. */
    private static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    /** What was logged last. */
    private enum Logged {
        NOTHING, MISSING, STILL_MISSING
    }

    private final Broker broker;
    private final ListenerGroup group;
    /** Null while no request is in flight. */
    private CompletableFuture<Boolean> request;
    private long nextRequest = System.nanoTime();
    private long pause = FIRST_PAUSE_NANOS;
    private Logged logged = Logged.NOTHING;
    private long missingSince;
    private boolean answered;

    TopicExistenceCheck(Broker broker, ListenerGroup group) {
        this.broker = broker;
        this.group = group;
    }

    /**
     * Sends a request if one is due. Returns whether the consumer may request the topic: true if it exists, or if the broker does
     * not say, for instance because the consumer has other credentials.
     */
    boolean mayRequest() {
        if (request == null) {
            if (System.nanoTime() - nextRequest < 0) {
                return false;
            }
            request = send();
        }
        if (!request.isDone()) {
            return false;
        }
        boolean mayRequest = exists();
        request = null;
        nextRequest = System.nanoTime() + pause;
        pause = Math.min(pause + pause / 4, LONGEST_PAUSE_NANOS);
        return mayRequest;
    }

    /** Returns whether the broker has answered since the last call. */
    boolean takeAnswered() {
        boolean result = answered;
        answered = false;
        return result;
    }

    private CompletableFuture<Boolean> send() {
        try {
            return broker.topicExists(group.fullTopic()).toCompletableFuture();
        } catch (RuntimeException e) {
            // The client could not be created, or the stream is closed.
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean exists() {
        boolean exists;
        try {
            exists = request.join();
        } catch (CompletionException | CancellationException e) {
            LOG.debugf(e, "Whether the topic %s exists is not known: the consumer will see", group.fullTopic());
            return true;
        }
        answered = true;
        log(exists);
        return exists;
    }

    private void log(boolean exists) {
        if (exists) {
            if (logged != Logged.NOTHING) {
                LOG.infof("The topic %s exists now: %s is consumed", group.fullTopic(), group);
            }
        } else if (logged == Logged.NOTHING) {
            logged = Logged.MISSING;
            missingSince = System.nanoTime();
            LOG.infof("The topic %s of %s does not exist yet. The first event or an administrator creates it",
                    group.fullTopic(),
                    listeners());
        } else if (logged == Logged.MISSING && System.nanoTime() - missingSince >= GRACE_NANOS) {
            logged = Logged.STILL_MISSING;
            // In dev mode the first event of a kind may not have been published yet.
            LOG.logf(LaunchMode.current() == LaunchMode.DEVELOPMENT ? Level.INFO : Level.WARN,
                    "The topic %s of %s does not exist; waiting for it. The first event or an administrator creates it; if its"
                            + " name is wrong, correct it in the listener",
                    group.fullTopic(), listeners());
        }
    }

    private String listeners() {
        return group.listeners().stream().map(listener -> "the listener " + listener.spec().id())
                .collect(Collectors.joining(", "));
    }
}
