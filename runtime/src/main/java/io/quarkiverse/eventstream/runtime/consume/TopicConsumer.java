package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.deliver.DeliveryContext;
import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.Consumption;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ConsumerFailure;
import io.quarkiverse.eventstream.spi.GroupTimeouts;
import io.quarkiverse.eventstream.spi.MisconfiguredConnectionException;
import io.quarkiverse.eventstream.spi.Obstacle;

/**
 * Consumes one topic for one group of listeners, on a thread of its own, in one {@link ConsumerSession} after another: the next
 * one begins when the one before has failed, after a growing delay.
 */
final class TopicConsumer implements Consumption {

    private static final Logger LOG = Logger.getLogger(TopicConsumer.class);
    /** For so long after somebody has asked how it stands, somebody is expected to ask again. */
    private static final Duration WATCHED = Duration.ofMinutes(5);
    private static final Duration EXAMINED_EACH = Duration.ofSeconds(30);
    private static final Duration REPORTED_EACH = Duration.ofMinutes(1);

    private final ListenerGroup group;
    private final Broker broker;
    private final ConsumptionSettings settings;
    private final Duration revocationTimeout;
    private final GroupTimeouts groupTimeouts;
    private final DeliveryContext context;
    private final Assignment.Factory assignments;
    private final ConsumerCondition condition = new ConsumerCondition();
    private final BrokerQuestions questions;
    private final InitialPartitions topicAtFirst;
    private final StartPositions startPositions;
    private final Map<TopicPartition, PartitionDelivery> earlier = new ConcurrentHashMap<>();
    private final Queue<SeekRequest> seeks = new ConcurrentLinkedQueue<>();
    private final StopSignal stopping = new StopSignal();
    private final Runnable gateOpened = this::gateOpened;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile GroupMembershipOperation membershipInTheEnd = GroupMembershipOperation.DEFAULT;
    private volatile ConsumerSession session;
    private volatile OptionalLong lag = OptionalLong.empty();
    private volatile long lastLook = System.nanoTime() - WATCHED.toNanos();
    private long nextExamination = System.nanoTime();
    private String reported;
    private long nextReport = System.nanoTime();

    /**
     * A consumer that has not started.
     *
     * @param start where to begin where the group has not committed
     * @param context makes what deliveries share out of what this adds: called when there may be room again, and whether
     *        listeners may be called
     */
    TopicConsumer(ListenerGroup group, Offset start, Broker broker, ConsumptionSettings settings,
            Assignment.Factory assignments,
            DeliveryContext.Factory context) {
        this.group = group;
        this.broker = broker;
        this.settings = settings;
        this.revocationTimeout = broker.revocationTimeout();
        this.groupTimeouts = broker.groupTimeouts();
        this.assignments = assignments;
        this.context = context.of(group, this::wakeUp, this::mayDispatch);
        this.questions = new BrokerQuestions(this::isStopping);
        this.topicAtFirst = new InitialPartitions(questions, broker);
        this.startPositions = new StartPositions(start, topicAtFirst, new TopicIdentity(broker, group.fullTopic()),
                questions);
    }

    void start() {
        context.observation().began(this);
        settings.gate().add(gateOpened);
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
    public List<UnfinishedEvent> unfinishedEvents() {
        ConsumerSession current = session;
        Stream<UnfinishedEvent> held = current == null ? Stream.of() : current.partitions().unfinishedEvents().stream();
        // A call goes on, and may hang, when its partition is somebody else's already.
        Stream<UnfinishedEvent> left = earlier.values().stream().map(PartitionDelivery::unfinishedEvents).flatMap(List::stream)
                .filter(event -> event.invocationBegan().isPresent());
        return Stream.concat(held, left).toList();
    }

    @Override
    public ConsumptionState state() {
        lastLook = System.nanoTime();
        ConsumerSession current = session;
        List<Integer> partitions = current == null
                ? List.of()
                : current.partitions().all().stream().map(TopicPartition::partition).sorted().toList();
        ConsumerCondition.Now now = condition.now();
        boolean isLagKnown = now.condition().isConsuming() && condition.isCommitting() && !partitions.isEmpty();
        return new ConsumptionState(now.condition(), now.reason(), now.since(), partitions,
                isLagKnown ? lag : OptionalLong.empty(),
                condition.lastTurn());
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
            current.partitions().stopDispatching();
        }
        wakeUp();
        return ended.handle((complete, gone) -> null);
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

    /** What was fetched and held back is fetched again, and what was not called is called. */
    private void gateOpened() {
        listenersChanged();
        wakeUp();
    }

    private boolean mayDispatch() {
        if (!settings.gate().isOpen()) {
            return false;
        }
        ConsumerSession current = session;
        return current == null || current.partitions().mayDispatch();
    }

    private void run() {
        boolean over = false;
        TopicGoneException gone = null;
        try {
            while (!isStopping() && !over && gone == null) {
                // What is left of an interrupt would fail the next session, and so on.
                Thread.interrupted();
                condition.sessionBegins();
                try {
                    over = consume();
                } catch (TopicGoneException e) {
                    LOG.warn(e.getMessage());
                    gone = e;
                } catch (Throwable e) {
                    if (isStopping()) {
                        LOG.debugf(e, "Consuming %s ended while it was being stopped", group);
                        break;
                    }
                    ConsumerFailure failure = explained(e);
                    long delay = condition.failed(failure);
                    if (e instanceof TopicAuthorizationException) {
                        topicAtFirst.forgetMissing();
                    }
                    report(failure, delay);
                    stopping.await(Duration.ofMillis(delay));
                }
            }
        } finally {
            end(over, gone);
            refuseSeeks();
            settings.gate().remove(gateOpened);
            context.observation().ended();
        }
    }

    private void end(boolean over, TopicGoneException gone) {
        if (gone == null) {
            ended.complete(over);
        } else {
            ended.completeExceptionally(gone);
        }
    }

    private ConsumerFailure explained(Throwable cause) {
        return cause instanceof MisconfiguredConnectionException
                ? new ConsumerFailure(cause, Optional.ofNullable(cause.getMessage()))
                : broker.explain(cause);
    }

    /** One that stays the same is told again once in a while, without its stack trace. */
    private void report(ConsumerFailure failed, long delay) {
        long now = System.nanoTime();
        String text = FailureText.of(failed);
        boolean isKnown = text.equals(reported);
        if (isKnown && now - nextReport < 0) {
            LOG.debugf("Consuming %s still fails; the next attempt is in %d ms. %s", group, delay, text);
            return;
        }
        reported = text;
        nextReport = now + REPORTED_EACH.toNanos();
        if (failed.isTransient()) {
            LOG.errorf(isKnown ? null : failed.cause(),
                    "Consuming %s failed; it starts again in %d ms. Nothing is lost: what was not"
                            + " committed will be delivered. %s",
                    group, delay, text);
        } else {
            LOG.errorf("Consuming %s is not possible; the next attempt is in %d ms. %s", group, delay, text);
        }
    }

    /**
     * One session.
     *
     * @return whether everything there is has been consumed
     */
    private boolean consume() {
        Consumer<byte[], byte[]> consumer = broker.open(settings.consumer(group, context.values()));
        AssignedPartitions partitions = new AssignedPartitions(consumer, group, settings, revocationTimeout, context,
                startPositions, questions, earlier, new MembershipFence(consumer, groupTimeouts, group.toString()));
        GroupLag groupLag = new GroupLag(consumer, broker, context.threads().own());
        BrokerAnswers answers = new BrokerAnswers(consumer);
        Assignment assignment = assignments.of(consumer, partitions, questions);
        ConsumerSession current = new ConsumerSession(consumer, partitions, assignment, seeks, stopping,
                () -> turned(answers.areThereMore() | assignment.isAnswered(), assignment, groupLag, partitions));
        session = current;
        try {
            current.run(topicAtFirst, group.fullTopic(), condition::waits);
        } finally {
            tellOfEnd(consumer);
            DrainReport report = current.close(isStopping() ? settings.drainTimeout() : revocationTimeout,
                    membershipInTheEnd);
            session = null;
            lag = OptionalLong.empty();
            LOG.logf(report.isWorthTelling() ? Level.INFO : Level.DEBUG, "Consuming %s ended: %s", group, report);
        }
        return current.isOver();
    }

    /** Observers are the application's. */
    private void tellOfEnd(Consumer<byte[], byte[]> consumer) {
        try {
            broker.closing(consumer);
        } catch (RuntimeException | Error e) {
            LOG.warnf(e, "An observer of the end of the consumer of %s failed", group);
        }
    }

    private void turned(boolean answered, Assignment assignment, GroupLag groupLag, AssignedPartitions partitions) {
        boolean wasUnreachable = condition.isUnreachable();
        condition.turned(answered);
        condition.notes(assignment.note());
        if (wasUnreachable && !condition.isUnreachable()) {
            broker.answersAgain();
        }
        condition.commitsFailWith(partitions.commitFailure());
        if (condition.isUnreachable()) {
            examine();
        } else if (!group.isReplay() && groupLag.isDue() && isWatched()) {
            lag = groupLag.measure(partitions.deliveries());
        }
    }

    /** Finds out why nobody answers, without holding up the polling thread. */
    private void examine() {
        long now = System.nanoTime();
        if (now - nextExamination < 0) {
            return;
        }
        nextExamination = now + EXAMINED_EACH.toNanos();
        context.threads().callbacks()
                .execute(() -> broker.diagnose().map(Obstacle::text).ifPresent(condition::explainSilence));
    }

    /** Measuring costs little, but nobody should pay for what nobody looks at. */
    private boolean isWatched() {
        return System.nanoTime() - lastLook < WATCHED.toNanos();
    }

    private void refuseSeeks() {
        for (SeekRequest request = seeks.poll(); request != null; request = seeks.poll()) {
            request.done().completeExceptionally(new IllegalStateException("Nothing is consumed of " + group + " any more"));
        }
    }
}
