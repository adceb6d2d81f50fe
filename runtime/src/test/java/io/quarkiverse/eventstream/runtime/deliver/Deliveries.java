package io.quarkiverse.eventstream.runtime.deliver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.config.HealthImpact;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Position;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.subscribe.CommandTopic;
import io.quarkiverse.eventstream.runtime.subscribe.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.subscribe.DeliverySettings;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRules;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.SendCallback;

/**
 * One partition and its listeners, without a broker.
 */
public final class Deliveries implements AutoCloseable {

    static final int MAX_UNFINISHED = 100;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ListenerGroup group;
    private final ConcurrencyLimit serviceLimit;
    private final BusThreads threads;
    private final DeliveryContext context;
    private final PartitionDelivery partition;
    /** What all deliveries of the context share. */
    final RecordMemory memory = new RecordMemory(64 << 20);

    /** The records that were written to dead-letter topics. */
    final List<ProducerRecord<byte[], byte[]>> deadLetters = new CopyOnWriteArrayList<>();
    /** The failure of writing a dead letter; null for success. */
    volatile Exception refusal;
    /** Whether writing a dead letter never ends. */
    volatile boolean hangs;
    /** Watches the listeners that are added from now on. */
    ListenerObservation watcher = ListenerObservation.NONE;
    /** Whether listeners may be invoked. */
    volatile boolean mayDispatch = true;
    /** How often the partition had room again. */
    final AtomicInteger roomAgain = new AtomicInteger();

    Deliveries() {
        this(null, 1000);
    }

    /**
     * With circumstances.
     *
     * @param worker the worker threads, or null for as many as it takes
     * @param serviceLimit how many invocations may run at once
     */
    Deliveries(Executor worker, int serviceLimit) {
        this(worker, serviceLimit, GroupObservation.NONE);
    }

    /**
     * With circumstances, and watched.
     *
     * @param worker the worker threads, or null for as many as it takes
     * @param serviceLimit how many invocations may run at once
     * @param observation watches it
     */
    Deliveries(Executor worker, int serviceLimit, GroupObservation observation) {
        this(worker, serviceLimit, observation, new ListenerGroup("t", "t", "g", Offset.LATEST));
    }

    /** Of a topic of commands. */
    Deliveries(CommandTopic commands) {
        this(null, 1000, GroupObservation.NONE, new ListenerGroup("c", "c", "g", commands));
    }

    private Deliveries(Executor worker, int serviceLimit, GroupObservation observation, ListenerGroup group) {
        this.group = group;
        this.serviceLimit = new ConcurrencyLimit(serviceLimit);
        this.threads = new BusThreads(worker == null ? pool : worker);
        EventCodec codec = new EventCodec(new ObjectMapper());
        this.context = new DeliveryContext(group,
                new DeliveryContext.Services(codec, threads, new DeadLetters(new DeadLetterStream(), Duration.ofSeconds(1)),
                        Settings.SERVICE),
                observation, new RecordBounds(MAX_UNFINISHED, memory), roomAgain::incrementAndGet, () -> mayDispatch);
        this.partition = new PartitionDelivery(context, Position.at(0), null);
    }

    DeliveryContext context() {
        return context;
    }

    PartitionDelivery partition() {
        return partition;
    }

    /** The settings of a listener. */
    public record Treatment(Ordering ordering, int maxConcurrency, FailurePolicy policy, int attempts,
            Map<String, FailureRule> byException) {

        public static final Treatment DEFAULT = new Treatment(Ordering.PARTITION, 50, FailurePolicy.REDELIVER, 10, Map.of());

        public Treatment ordering(Ordering other) {
            return new Treatment(other, maxConcurrency, policy, attempts, byException);
        }

        Treatment maxConcurrency(int other) {
            return new Treatment(ordering, other, policy, attempts, byException);
        }

        public Treatment failures(FailurePolicy other, int maxAttempts) {
            return new Treatment(ordering, maxConcurrency, other, maxAttempts, byException);
        }

        Treatment exception(Class<?> exception, FailurePolicy other, int maxAttempts) {
            return new Treatment(ordering, maxConcurrency, policy, attempts,
                    Map.of(exception.getName(), rule(other, maxAttempts)));
        }

        private static FailureRule rule(FailurePolicy policy, int attempts) {
            return new FailureRule(policy, attempts, new Redelivery(Duration.ofMillis(1), Duration.ofMillis(1)));
        }

        public DeliverySettings settings() {
            return new DeliverySettings(ordering, CommitPoint.AFTER, maxConcurrency,
                    new FailureRules(rule(policy, attempts), byException),
                    "t.dlq", false, HealthImpact.AUTO);
        }
    }

    Listener listen(String id, String name, Treatment treatment, ListenerInvoker invoker) {
        Listener listener = new Listener(new ListenerSpec(id, "t", name, "g", null, ""), invoker, treatment.settings(),
                serviceLimit, watcher);
        group.add(listener);
        return listener;
    }

    /** A listener for all events, which runs on the worker thread. */
    Listener listen(Treatment treatment, EventHandler handler) {
        return listen("id", "", treatment, blocking(handler));
    }

    static ListenerInvoker blocking(EventHandler handler) {
        return event -> {
            try {
                handler.handle(event);
                return CompletableFuture.completedStage(null);
            } catch (Throwable e) {
                return CompletableFuture.failedStage(e);
            }
        };
    }

    /** Events whose ids are their offsets, each with the key that is given for it. */
    void offer(int from, String... keys) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String key : keys) {
            records.add(record(from + records.size(), key));
        }
        partition.offer(records);
    }

    /** A number of events, all of one key. */
    void offerMany(int from, int to) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int offset = from; offset < to; offset++) {
            records.add(record(offset, "k"));
        }
        partition.offer(records);
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, String key) {
        return record(offset, key, "{\"id\":\"" + offset + "\",\"name\":\"e\"}");
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, String key, String value) {
        return new ConsumerRecord<>("t", 0, offset, key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        pool.shutdownNow();
        threads.close();
    }

    private final class DeadLetterStream extends SendOnlyConnection {

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
            if (hangs) {
                return;
            }
            if (refusal == null) {
                deadLetters.add(record);
                callback.completed(new WrittenRecord(record.topic(), 0, deadLetters.size()), null);
            } else {
                callback.completed(null, refusal);
            }
        }
    }
}
