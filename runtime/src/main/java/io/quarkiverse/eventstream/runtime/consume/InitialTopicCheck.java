package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.MisconfiguredConnectionException;
import io.quarkiverse.eventstream.spi.Obstacle;

/**
 * Whether the topic existed when its consumption began. If not, all its records are published later, and none must be passed over.
 * Confined to the polling thread.
 */
final class InitialTopicCheck {

    /** Short, so that the reason for a silent broker is soon reported; then the broker is asked again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BrokerRequests requests;
    private final Broker broker;
    private boolean missing;
    private boolean found;

    InitialTopicCheck(BrokerRequests requests, Broker broker) {
        this.requests = requests;
        this.broker = broker;
    }

    /**
     * Checks whether the topic exists, before the consumer requests it, which may create it. Waits for the broker.
     *
     * @param unanswered called with the reason, as far as it is known, each time that the broker does not answer
     * @throws MisconfiguredConnectionException if waiting would not help
     */
    void check(Consumer<?, ?> consumer, String topic, java.util.function.Consumer<String> unanswered) {
        while (!found) {
            try {
                boolean listed = requests.send(() -> consumer.listTopics(PATIENCE)).containsKey(topic);
                // Once missing, the topic came later, whichever session finds it.
                missing |= !listed && !isHidden(topic);
                return;
            } catch (TimeoutException e) {
                Optional<Obstacle> obstacle = broker.diagnose();
                if (obstacle.isPresent() && !obstacle.get().isTransient()) {
                    throw new MisconfiguredConnectionException(obstacle.get().text(), e);
                }
                // Kafka's client logs that the broker is away.
                unanswered.accept(obstacle.map(Obstacle::text).orElse("The broker does not answer"));
            }
        }
    }

    /** A topic that the service may not see is not listed either, and the broker refuses to describe it. */
    private boolean isHidden(String topic) {
        try {
            broker.topicId(topic).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof TopicAuthorizationException;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean wasMissing() {
        return missing;
    }

    /** Forgets that the topic was missing: the service may not see it, so its absence from the list means nothing. */
    void forgetMissing() {
        missing = false;
    }

    /** Notes that the topic has partitions, so that it need not be checked again. */
    void noteFound() {
        found = true;
    }
}
