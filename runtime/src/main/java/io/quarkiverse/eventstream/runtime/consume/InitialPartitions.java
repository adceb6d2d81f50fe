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
 * Whether the topic was there when its consumption began: else all that it will hold is published later, and must not be passed
 * over. Confined to the polling thread.
 */
final class InitialPartitions {

    /** So short that what is the matter with the broker is soon told; then it is asked again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BrokerQuestions questions;
    private final Broker broker;
    private boolean missing;
    private boolean learnt;

    InitialPartitions(BrokerQuestions questions, Broker broker) {
        this.questions = questions;
        this.broker = broker;
    }

    /**
     * Notices whether the topic is there yet, before the consumer asks for it, which may create it. Waits for the broker.
     *
     * @param unanswered told each time that the broker does not answer, with what is known of the reason
     * @throws MisconfiguredConnectionException if waiting is of no use
     */
    void look(Consumer<?, ?> consumer, String topic, java.util.function.Consumer<String> unanswered) {
        while (!learnt) {
            try {
                boolean listed = questions.ask(() -> consumer.listTopics(PATIENCE)).containsKey(topic);
                // Once missing, the topic came later, whichever session finds it.
                missing |= !listed && !isHidden(topic);
                return;
            } catch (TimeoutException e) {
                Optional<Obstacle> obstacle = broker.diagnose();
                if (obstacle.isPresent() && !obstacle.get().isTransient()) {
                    throw new MisconfiguredConnectionException(obstacle.get().text(), e);
                }
                // The broker is away, which Kafka's client logs: there is nothing to consume yet.
                unanswered.accept(obstacle.map(Obstacle::text).orElse("The broker does not answer"));
            }
        }
    }

    /** A topic that this service may not see is not listed either, and the broker refuses to describe it. */
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

    /** Whether the topic was not there: then all that it will hold is published later. */
    boolean wasMissing() {
        return missing;
    }

    /** This service may not see the topic, so that it was not found says nothing. */
    void forgetMissing() {
        missing = false;
    }

    /** The topic has partitions: from here on it is of no interest whether it was there. */
    void noteFound() {
        learnt = true;
    }
}
