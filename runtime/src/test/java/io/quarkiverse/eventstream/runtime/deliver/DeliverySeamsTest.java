package io.quarkiverse.eventstream.runtime.deliver;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.config.HealthImpact;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Position;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;
import io.quarkiverse.eventstream.runtime.subscribe.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.subscribe.DeliverySettings;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRules;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.runtime.thread.BusTime;
import io.quarkiverse.eventstream.spi.SendCallback;

/**
 * For any throwable at any step of a delivery: nothing counts as running afterwards, no permit is lost, and the event is redelivered.
 */
class DeliverySeamsTest {

    /** The step that throws. */
    private enum Seam {
        WORKER, TIMER, LISTENER, LISTENER_STAGE, ASYNC_LISTENER, NO_STAGE, CUSTOM_STAGE, MAY_DISPATCH, OBSERVER_DEAD_LETTERING, OBSERVER_DEAD_LETTERED, CREATE_TOPIC, SEND, SEND_CALLBACK, OBSERVER_SETTLED, ROOM_AGAIN
    }

    /** The throwable. */
    private enum Fault {
        OUT_OF_MEMORY {
            @Override
            Throwable make() {
                return new OutOfMemoryError("by intent");
            }
        },
        STACK_OVERFLOW {
            @Override
            Throwable make() {
                return new StackOverflowError("by intent");
            }
        },
        EXCEPTION {
            @Override
            Throwable make() {
                return new IllegalStateException("by intent");
            }
        },
        SNEAKY {
            @Override
            Throwable make() {
                return new IOException("by intent");
            }
        };

        abstract Throwable make();
    }

    private static final int EVENTS = 4;
    private static final int TIMES = 3;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Set<String> completed = ConcurrentHashMap.newKeySet();
    private final ConcurrencyLimit serviceLimit = new ConcurrencyLimit(1);
    private final AtomicInteger left = new AtomicInteger(TIMES);
    private final AtomicInteger passed = new AtomicInteger();
    private final CountDownLatch firstTurn = new CountDownLatch(1);
    private BusThreads threads;
    private DeliveryContext context;

    @AfterEach
    void close() {
        threads.close();
        pool.shutdownNow();
        timer.shutdownNow();
    }

    static Stream<Arguments> everywhere() {
        return Stream.of(Seam.values()).flatMap(seam -> Stream.of(Fault.values()).map(fault -> Arguments.of(seam, fault)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void theEventIsRedelivered(Seam seam, Fault fault) {
        PartitionDelivery partition = partition(seam, fault);

        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int offset = 0; offset < EVENTS; offset++) {
            records.add(Deliveries.record(offset, "k" + offset % 2));
        }
        partition.offer(records);

        await().until(() -> {
            turn(partition);
            return partition.committable() == EVENTS;
        });
        assertThat(passed).as("how often it was thrown").hasValueGreaterThanOrEqualTo(1);
        assertThat(completed).containsExactlyInAnyOrder("0", "1", "2", "3");
        await().until(() -> partition.running() == 0 && serviceLimit.taken() == 0);
        assertThat(partition.unfinished()).isZero();
        assertThat(partition.stop().toCompletableFuture()).isDone();
    }

    /** A turn of the polling thread. */
    private void turn(PartitionDelivery partition) {
        partition.requestRoom();
        firstTurn.countDown();
        threads.wakeIfStarved();
        if (context.stranded().takeDue()) {
            partition.resumeStranded();
        }
    }

    private PartitionDelivery partition(Seam seam, Fault fault) {
        Faults faults = new Faults(seam, fault);
        threads = new BusThreads(task -> {
            faults.passIf(Seam.WORKER);
            pool.execute(task);
        }, new BusTime() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Future<?> schedule(Runnable task, Duration delay) {
                return DeliverySeamsTest.this.schedule(faults, task, delay);
            }
        });
        ListenerGroup group = new ListenerGroup("t", "t", "g", Offset.LATEST);
        FailureRule rule = new FailureRule(faults.needsDeadLetters() ? FailurePolicy.DEAD_LETTER : FailurePolicy.REDELIVER, 1,
                new Redelivery(Duration.ofMillis(1), Duration.ofMillis(1)));
        group.add(new Listener(new ListenerSpec("id", "t", "", "g", null, ""), event -> invoke(faults, event),
                new DeliverySettings(Ordering.KEY, CommitPoint.AFTER, 1, new FailureRules(rule, Map.of()), "t.dlq", false,
                        HealthImpact.AUTO),
                serviceLimit, observer(faults)));
        context = new DeliveryContext(group, new DeliveryContext.Services(new EventCodec(new ObjectMapper()), threads,
                new DeadLetters(new FaultyStream(faults), Duration.ofSeconds(1)), Settings.SERVICE), new GroupObservation() {
                    @Override
                    public boolean observesRecords() {
                        return true;
                    }

                    @Override
                    public void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {
                        faults.passIf(Seam.OBSERVER_SETTLED);
                    }
                }, new RecordBounds(4, new RecordMemory(1 << 20)), () -> faults.passIf(Seam.ROOM_AGAIN), () -> {
                    faults.passIf(Seam.MAY_DISPATCH);
                    return true;
                });
        left.set(0);
        PartitionDelivery partition = new PartitionDelivery(context, Position.at(0), null);
        left.set(TIMES);
        return partition;
    }

    private Future<?> schedule(Faults faults, Runnable task, Duration delay) {
        faults.passIf(Seam.TIMER);
        return timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletionStage<?> invoke(Faults faults, IncomingEvent event) {
        awaitFirstTurn();
        faults.passIf(Seam.LISTENER);
        Throwable failure = faults.failureIf(Seam.LISTENER_STAGE);
        if (failure != null) {
            return CompletableFuture.failedStage(failure);
        }
        Throwable late = faults.failureIf(Seam.ASYNC_LISTENER);
        if (late != null) {
            CompletableFuture<Void> invocation = new CompletableFuture<>();
            pool.execute(() -> invocation.completeExceptionally(late));
            return invocation;
        }
        if (faults.failureIf(Seam.NO_STAGE) != null) {
            return null;
        }
        Throwable ofCustomStage = faults.failureIf(Seam.CUSTOM_STAGE);
        if (ofCustomStage != null) {
            return new CompletableFuture<Void>() {
                @Override
                public <U> CompletableFuture<U> handle(BiFunction<? super Void, Throwable, ? extends U> then) {
                    throw Faults.<RuntimeException>sneak(ofCustomStage);
                }
            };
        }
        if (faults.needsDeadLetters() || faults.seam == Seam.TIMER && event.attempt() == 1) {
            return CompletableFuture.failedStage(new IllegalArgumentException("failed"));
        }
        completed.add(event.id());
        return CompletableFuture.completedStage(null);
    }

    private void awaitFirstTurn() {
        try {
            firstTurn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ListenerObservation observer(Faults faults) {
        return new ListenerObservation() {
            @Override
            public Consumer<Throwable> deadLettering(DeadLetter letter) {
                faults.passIf(Seam.OBSERVER_DEAD_LETTERING);
                return error -> faults.passIf(Seam.OBSERVER_DEAD_LETTERED);
            }
        };
    }

    private final class FaultyStream extends SendOnlyConnection {

        private final Faults faults;

        FaultyStream(Faults faults) {
            this.faults = faults;
        }

        @Override
        public CompletionStage<Void> createTopicIfMissing(String topic, String model) {
            faults.passIf(Seam.CREATE_TOPIC);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
            faults.passIf(Seam.SEND);
            Throwable refused = faults.failureIf(Seam.SEND_CALLBACK);
            if (refused == null) {
                completed.add(new String(record.headers().lastHeader(DeadLetter.HEADER + "offset").value(),
                        StandardCharsets.US_ASCII));
                callback.completed(new WrittenRecord(record.topic(), 0, 0), null);
            } else {
                callback.completed(null, refused);
            }
        }
    }

    /** Throws a few times at one seam. */
    private final class Faults {

        private final Seam seam;
        private final Fault fault;

        Faults(Seam seam, Fault fault) {
            this.seam = seam;
            this.fault = fault;
        }

        boolean needsDeadLetters() {
            return Set.of(Seam.OBSERVER_DEAD_LETTERING, Seam.OBSERVER_DEAD_LETTERED, Seam.CREATE_TOPIC, Seam.SEND,
                    Seam.SEND_CALLBACK).contains(seam);
        }

        Throwable failureIf(Seam here) {
            if (here != seam || left.get() <= 0 || left.getAndDecrement() <= 0) {
                return null;
            }
            passed.incrementAndGet();
            return fault.make();
        }

        void passIf(Seam here) {
            Throwable failure = failureIf(here);
            if (failure != null) {
                throw Faults.<RuntimeException>sneak(failure);
            }
        }

        @SuppressWarnings("unchecked")
        static <T extends Throwable> T sneak(Throwable failure) throws T {
            throw (T) failure;
        }
    }
}
