package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.deliver.DeadLetters;
import io.quarkiverse.eventstream.runtime.deliver.DeliveryContext;
import io.quarkiverse.eventstream.runtime.deliver.RecordBounds;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.subscribe.Consumption;
import io.quarkiverse.eventstream.runtime.subscribe.Consumptions;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * The consumers of a stream: one for each topic and group, and one for each replay. Thread-safe.
 */
public final class TopicConsumers implements Consumptions {

    private static final Logger LOG = Logger.getLogger(TopicConsumers.class);
    /** Afterwards the write is retried, and its partition waits. Kafka's client may keep records that it has to split for long. */
    private static final Duration DEAD_LETTER_TIMEOUT = Duration.ofSeconds(10);
    /** For the last commits and for leaving the groups, with a margin for the threads. */
    private static final Duration LEAVING = ConsumerSession.AFTER_DRAIN.plusSeconds(1);

    private final Broker broker;
    private final ConsumptionSettings settings;
    private final DeliveryContext.Services services;
    private final Set<TopicConsumer> running = ConcurrentHashMap.newKeySet();

    /** The consumers of a stream that has none yet; the connection writes dead letters. */
    public TopicConsumers(StreamConnection connection, Broker broker, ConsumptionSettings settings, EventCodec codec,
            BusThreads threads) {
        this.broker = broker;
        this.settings = settings;
        Duration publishTimeout = settings.publishTimeout();
        Duration deadLetterTimeout = publishTimeout.compareTo(DEAD_LETTER_TIMEOUT) < 0 ? publishTimeout : DEAD_LETTER_TIMEOUT;
        this.services = new DeliveryContext.Services(codec, threads, new DeadLetters(connection, deadLetterTimeout),
                settings.service());
    }

    @Override
    public Consumption consume(ListenerGroup group) {
        TopicExistenceCheck existence = new TopicExistenceCheck(broker, group);
        Assignment.Factory assignments = group.fullGroup() == null
                ? (consumer, partitions, requests) -> new ManualAssignment(consumer, group.fullTopic(), partitions, requests,
                        existence)
                : (consumer, partitions, requests) -> new GroupMembership(consumer, group.fullTopic(), partitions, existence);
        return start(new TopicConsumer(group, group.startOffset(), broker, settings, assignments, this::context));
    }

    @Override
    public Consumption replay(ListenerGroup group, Offset from, Offset to) {
        ReplayRange range = new ReplayRange(group.fullTopic(), to);
        return start(new TopicConsumer(group, from, broker, settings, range::assignment, this::context));
    }

    private DeliveryContext context(ListenerGroup group, Runnable roomAgain, BooleanSupplier mayDispatch) {
        return new DeliveryContext(group, services,
                settings.observer().consuming(group), new RecordBounds(settings.delivery().maxBuffered(), settings.memory()),
                roomAgain, mayDispatch);
    }

    private TopicConsumer start(TopicConsumer consumer) {
        running.add(consumer);
        settings.memory().consumerBegan();
        consumer.ended().whenComplete((complete, error) -> {
            running.remove(consumer);
            settings.memory().consumerEnded();
        });
        consumer.start();
        return consumer;
    }

    @Override
    public void stop(Duration drainTimeout) {
        broker.stopping();
        CompletableFuture<?> all = CompletableFuture.allOf(List.copyOf(running).stream()
                .map(consumer -> consumer.stopWithService().toCompletableFuture()).toArray(CompletableFuture[]::new));
        try {
            // Each consumer keeps to its timeouts.
            all.get(drainTimeout.plus(LEAVING).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.warnf(
                    "Not all consumers have left their groups in time; events that they had not committed will be redelivered");
        }
    }
}
