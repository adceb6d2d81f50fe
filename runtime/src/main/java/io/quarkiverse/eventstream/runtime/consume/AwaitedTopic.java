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
 * A topic that does not exist yet. The broker is asked for it now and then, without waiting for the answer; a consumer that subscribed to
 * it would have Kafka's client warn of it for each request. A missing topic is logged once, and as a warning if it is still missing after a
 * while: its name may be a typing error. Confined to the polling thread.
 */
final class AwaitedTopic {

    private static final Logger LOG = Logger.getLogger(AwaitedTopic.class);
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    /** At a first start the topic comes with what the service publishes: that is nothing to warn of. */
    private static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private final Broker broker;
    private final ListenerGroup group;
    private CompletableFuture<Boolean> question;
    private long nextQuestion = System.nanoTime();
    private long pause = FIRST_PAUSE_NANOS;
    private boolean told;
    private long missingSince;
    private boolean warned;
    private boolean answered;

    AwaitedTopic(Broker broker, ListenerGroup group) {
        this.broker = broker;
        this.group = group;
    }

    /**
     * Whether the consumer may ask for the topic: it is there, or there is no answer, such as where the consumer logs in as
     * somebody else. Asks if nothing is known, or not lately.
     */
    boolean isThere() {
        if (question == null) {
            if (System.nanoTime() - nextQuestion < 0) {
                return false;
            }
            question = ask();
        }
        if (!question.isDone()) {
            return false;
        }
        boolean there = answer();
        question = null;
        nextQuestion = System.nanoTime() + pause;
        pause = Math.min(pause + pause / 4, LONGEST_PAUSE_NANOS);
        return there;
    }

    /** Whether the broker has answered since this was asked last. */
    boolean hasAnswered() {
        boolean now = answered;
        answered = false;
        return now;
    }

    private CompletableFuture<Boolean> ask() {
        try {
            return broker.topicExists(group.fullTopic()).toCompletableFuture();
        } catch (RuntimeException e) {
            // The client could not be made, or the stream is closed.
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean answer() {
        boolean there;
        try {
            there = question.join();
        } catch (CompletionException | CancellationException e) {
            LOG.debugf(e, "Whether the topic %s exists is not known: the consumer will see", group.fullTopic());
            return true;
        }
        answered = true;
        tell(there);
        return there;
    }

    private void tell(boolean there) {
        if (there) {
            if (told) {
                LOG.infof("The topic %s exists now: %s is consumed", group.fullTopic(), group);
            }
        } else if (!told) {
            told = true;
            missingSince = System.nanoTime();
            LOG.infof("The topic %s of %s does not exist yet. The first event or an administrator creates it",
                    group.fullTopic(),
                    listeners());
        } else if (!warned && System.nanoTime() - missingSince >= GRACE_NANOS) {
            warned = true;
            // Where somebody is at work the first event of a kind is yet to be published.
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
