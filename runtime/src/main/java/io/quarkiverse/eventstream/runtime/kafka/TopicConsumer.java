package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.listen.DeliveryContext;
import io.quarkiverse.eventstream.runtime.listen.ListenerGroup;
import io.quarkiverse.eventstream.runtime.listen.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.listen.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.stream.Consumption;
import io.quarkiverse.eventstream.runtime.stream.StreamSettings;

/**
 * Consumes one topic for one group of listeners, on a thread of its own, in one {@link ConsumerSession} after another: the next
 * one begins when the one before has failed, after a growing delay, or has handed its partitions over.
 */
final class TopicConsumer implements Consumption {

    private static final Logger LOG = Logger.getLogger(TopicConsumer.class);

    private final ListenerGroup group;
    private final KafkaProperties properties;
    private final StreamSettings settings;
    private final Duration revocationTimeout;
    private final DeliveryContext context;
    private final HandOver handOver;
    private final Assignment.Factory assignments;
    private final ExponentialBackoff restartDelay = new ExponentialBackoff(500, 2, 30_000, 0.2);
    private final BrokerQuestions questions;
    private final TopicAtFirst topicAtFirst;
    private final StartPositions startPositions;
    private final Map<TopicPartition, PartitionDelivery> earlier = new HashMap<>();
    private final Queue<SeekRequest> seeks = new ConcurrentLinkedQueue<>();
    private final StopSignal stopping = new StopSignal();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile GroupMembershipOperation membershipInTheEnd = GroupMembershipOperation.DEFAULT;
    private volatile ConsumerSession session;
    private volatile ConsumerFailure failure;

    /**
     * A consumer that has not started.
     *
     * @param start where to begin where the group has not committed
     * @param context makes what deliveries share out of what this adds: called when there may be room again, and when another
     *        member should try
     */
    TopicConsumer(ListenerGroup group, Offset start, KafkaProperties properties, StreamSettings settings, KafkaAdmin admin,
            Assignment.Factory assignments, DeliveryContext.Factory context) {
        this.group = group;
        this.properties = properties;
        this.settings = settings;
        this.revocationTimeout = properties.revocationTimeout();
        this.assignments = assignments;
        this.context = context.of(group, this::wakeUp, this::considerHandOver);
        this.handOver = new HandOver(admin, group.fullGroup(), group.fullTopic());
        this.questions = new BrokerQuestions(this::isStopping);
        this.topicAtFirst = new TopicAtFirst(questions);
        this.startPositions = new StartPositions(start, topicAtFirst, questions);
    }

    void start() {
        Thread thread = new Thread(this::run, "eventstream-" + group.fullTopic());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void listenersChanged() {
        ConsumerSession current = session;
        if (current != null) {
            current.partitions().wakeDeliveries();
        }
    }

    @Override
    public CompletionStage<Void> seek(OptionalInt partition, Offset offset) {
        SeekRequest request = new SeekRequest(partition, offset, new CompletableFuture<>());
        seeks.add(request);
        if (ended.isDone()) {
            refuseSeeks();
        }
        wakeUp();
        return request.done().minimalCompletionStage();
    }

    @Override
    public Optional<UnfinishedEvent> oldestUnfinished(String listener) {
        ConsumerSession current = session;
        return current == null ? Optional.empty() : current.partitions().oldestUnfinished(listener);
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure).map(ConsumerFailure::toString);
    }

    @Override
    public CompletionStage<Boolean> ended() {
        return ended;
    }

    @Override
    public CompletionStage<Void> stop() {
        membershipInTheEnd = GroupMembershipOperation.LEAVE_GROUP;
        return stopForNow();
    }

    /** Stops because the service does: a member with a {@code group.instance.id} keeps its place for when it comes back. */
    CompletionStage<Void> stopForNow() {
        stopping.give();
        ConsumerSession current = session;
        if (current != null) {
            current.partitions().stopHandingOut();
        }
        wakeUp();
        return ended.thenAccept(complete -> {});
    }

    private boolean isStopping() {
        return stopping.isGiven();
    }

    private void wakeUp() {
        ConsumerSession current = session;
        if (current != null) {
            current.wakeUp();
        }
    }

    private void considerHandOver() {
        ConsumerSession current = session;
        if (current != null) {
            handOver.consider(current::leave);
        }
    }

    private void run() {
        int failures = 0;
        boolean over = false;
        try {
            while (!isStopping() && !over && !Thread.currentThread().isInterrupted()) {
                long began = System.nanoTime();
                try {
                    over = consume();
                } catch (Throwable e) {
                    if (isStopping()) {
                        LOG.debugf(e, "Consuming %s ended while it was being stopped", group);
                        break;
                    }
                    boolean ranWell = System.nanoTime() - began > TimeUnit.MINUTES.toNanos(1);
                    failures = ranWell ? 0 : failures;
                    long delay = restartDelay.backoff(failures++);
                    failure = ConsumerFailure.of(e);
                    if (e instanceof TopicAuthorizationException) {
                        topicAtFirst.wasHidden();
                    }
                    report(failure, delay);
                    stopping.await(Duration.ofMillis(delay));
                }
            }
        } finally {
            ended.complete(over);
            refuseSeeks();
        }
    }

    private void report(ConsumerFailure failed, long delay) {
        if (failed.isTransient()) {
            LOG.errorf(failed.cause(), "Consuming %s failed; it starts again in %d ms. Nothing is lost: what was not committed"
                    + " will be delivered", group, delay);
        } else {
            LOG.errorf("Consuming %s is not possible; it is tried again in %d ms. %s", group, delay, failed);
        }
    }

    /**
     * One session.
     *
     * @return whether everything there is has been consumed
     */
    private boolean consume() {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties.consumer(group.fullGroup(), group.fullTopic()));
        AssignedPartitions partitions = new AssignedPartitions(consumer, group, settings, revocationTimeout, context,
                startPositions, topicAtFirst, questions, earlier);
        ConsumerSession current = new ConsumerSession(consumer, partitions, assignments.of(consumer, partitions, questions),
                seeks, stopping, () -> failure = null);
        session = current;
        Set<TopicPartition> held = Set.of();
        try {
            current.run(topicAtFirst, group.fullTopic());
            held = Set.copyOf(partitions.all());
        } finally {
            GroupMembershipOperation membership = current.isLeaving()
                    ? GroupMembershipOperation.LEAVE_GROUP
                    : membershipInTheEnd;
            DrainReport report = current.close(isStopping() ? settings.drainTimeout() : revocationTimeout,
                    membership);
            session = null;
            LOG.infof("Consuming %s ended: %s", group, report);
        }
        if (current.isLeaving()) {
            handOver.awaitTakeOver(held, stopping);
        }
        return current.isOver();
    }

    private void refuseSeeks() {
        for (SeekRequest request = seeks.poll(); request != null; request = seeks.poll()) {
            request.done().completeExceptionally(new IllegalStateException("Nothing is consumed of " + group + " any more"));
        }
    }
}
