package io.quarkiverse.eventstream.operations.runtime.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.common.Uuid;
import org.jboss.logging.Logger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkiverse.eventstream.operations.runtime.OperationsConfig;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.topic.BrokerAnswer;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.bus.StreamAccess;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.WrongConfiguration;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.Registration;
import io.quarkus.runtime.StartupEvent;

/**
 * Counts the open letters of all streams from time to time, for a meter. A bean only if the application has metrics, and without a thread
 * unless it is configured.
 */
@Singleton
public class OpenLetters {

    private static final Logger LOG = Logger.getLogger(OpenLetters.class);
    private static final String PROPERTY = "quarkus.eventstream.operations.open-letters-interval";
    private static final String DEFAULT_STREAM = "default";

    private final EventStreams streams;
    private final OperationsConfig config;
    private final MultiGauge gauge;
    private ScheduledExecutorService thread;

    // Confined to the thread.
    private final Map<TopicKey, TopicCount> counts = new HashMap<>();
    private boolean failed;

    /** @param topic the full dead-letter topic */
    private record TopicKey(String stream, String topic) {}

    @Inject
    OpenLetters(EventStreams streams, OperationsConfig config, MeterRegistry registry) {
        this.streams = streams;
        this.config = config;
        this.gauge = MultiGauge.builder("eventstream.letters.open")
                .description("Dead letters that no operator has dealt with; no value while unknown").register(registry);
    }

    void start(@Observes StartupEvent event) {
        config.openLettersInterval().ifPresent(interval -> {
            if (interval.isNegative() || interval.isZero()) {
                throw WrongConfiguration.of(PROPERTY + " must be more than zero, not " + interval);
            }
            thread = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread counting = new Thread(task, "eventstream-open-letters");
                counting.setDaemon(true);
                return counting;
            });
            thread.scheduleWithFixedDelay(this::tryCount, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }

    /** A task that fails would not be repeated. */
    private void tryCount() {
        try {
            count();
        } catch (RuntimeException e) {
            LOG.debugf(e, "The open letters could not be counted");
        }
    }

    private void count() {
        Map<TopicKey, Map<String, Number>> open = new HashMap<>();
        for (String stream : streams.names()) {
            StreamAccess access = streams.access(stream);
            access.connection().broker().ifPresent(broker -> access.registrations().stream()
                    .map(Registration::deadLetterTopic).distinct()
                    .forEach(topic -> open.put(new TopicKey(stream, topic), byListener(broker, access, stream, topic))));
        }
        counts.keySet().retainAll(open.keySet());
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        open.forEach((key, byListener) -> byListener.forEach((listener, number) -> rows.add(MultiGauge.Row.of(
                Tags.of("stream", key.stream().equals(EventStreamConfig.DEFAULT_STREAM) ? DEFAULT_STREAM : key.stream(),
                        "topic",
                        key.topic(), "listener", listener),
                number))));
        gauge.register(rows, true);
    }

    /** With those that have no letter; the number is not known if the topic can't be read. */
    private Map<String, Number> byListener(Broker broker, StreamAccess access, String stream, String topic) {
        TopicKey key = new TopicKey(stream, topic);
        Map<String, Number> open = new TreeMap<>();
        access.registrations().stream().filter(listener -> listener.deadLetterTopic().equals(topic))
                .forEach(listener -> open.put(listener.id(), 0));
        try {
            updated(broker, key).ifPresent(count -> open.putAll(count.open()));
            failed = false;
        } catch (RuntimeException e) {
            boolean isStopping = Thread.currentThread().isInterrupted();
            LOG.logf(failed || isStopping ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "The open letters of %s could not be counted, and will be in %s: %s", topic,
                    config.openLettersInterval().orElseThrow(), e.getMessage());
            failed = true;
            open.replaceAll((listener, number) -> Double.NaN);
        }
        return open;
    }

    private Optional<TopicCount> updated(Broker broker, TopicKey key) {
        Optional<Uuid> id = idOf(broker, key.topic());
        if (id.isEmpty()) {
            counts.remove(key);
            return Optional.empty();
        }
        Uuid journal = idOf(broker, JournalEntry.journalOf(key.topic())).orElse(null);
        TopicCount count = counts.compute(key, (same, known) -> known != null && known.isOf(id.get(), journal)
                ? known
                : new TopicCount(broker, key.topic(), id.get(), config.timeout()));
        count.update(journal);
        return Optional.of(count);
    }

    private Optional<Uuid> idOf(Broker broker, String topic) {
        return BrokerAnswer.await(broker.topicId(topic), "the id of the topic " + topic, Optional.of(broker), config.timeout());
    }
}
