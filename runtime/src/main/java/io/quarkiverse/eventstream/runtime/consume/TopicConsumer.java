package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.deliver.DeliveryContext;
import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.PartitionLag;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.Consumption;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ConsumerFailure;
import io.quarkiverse.eventstream.spi.GroupTimeouts;
import io.quarkiverse.eventstream.spi.MisconfiguredConnectionException;

/**
 * Consumes a topic for a group of listeners, on its own thread, in one {@link ConsumerSession} after the other.
 *
 * <pre>
 *        start              a session fails
 *   NEW -------> CONSUMING -----------------> WAITING TO RESTART
 *                 |  ^                          |  |
 *                 |  |  the delay is over       |  |
 *                 |  +--------------------------+  | stop
 *                 v                                v
 *                ENDED <---------------------------+
 *    stop, the end of a replay,
 *    or its topic is gone
 * </pre>
 *
 * The methods of {@link Consumption} are thread-safe.
 */
final class TopicConsumer implements Consumption {

    private static final Logger LOG = Logger.getLogger(TopicConsumer.class);
    private static final Duration UNEXPLAINED_DELAY = Duration.ofSeconds(1);

    private final ListenerGroup group;
    private final Broker broker;
    private final ConsumptionSettings settings;
    private final Assignment.Factory assignments;
    private final GroupTimeouts groupTimeouts;
    private final InitialTopicCheck initialTopic;
    private final SessionContext context;
    private final ConsumerMonitor monitor;
    private final ConsumerFailureLog failureLog;
    private final SeekRequests seeks;
    private final StopSignal stopping = new StopSignal();
    private final Runnable gateOpened = this::resumeAfterGate;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile GroupMembershipOperation membershipAtEnd = GroupMembershipOperation.DEFAULT;
    /** Null between sessions. */
    private volatile ConsumerSession session;

    /** A consumer that has not started; {@code start} is where a group without a commit begins. */
    TopicConsumer(ListenerGroup group, Offset start, Broker broker, ConsumptionSettings settings,
            Assignment.Factory assignments, DeliveryContext.Factory deliveries) {
        this.group = group;
        this.broker = broker;
        this.settings = settings;
        this.assignments = assignments;
        this.groupTimeouts = broker.groupTimeouts();
        BrokerRequests requests = new BrokerRequests(stopping::isGiven);
        this.initialTopic = new InitialTopicCheck(requests, broker);
        StartPositions startPositions = new StartPositions(start, initialTopic,
                new TopicIdentity(broker, group.fullTopic()), requests);
        this.context = new SessionContext(group, settings, broker.revocationTimeout(),
                deliveries.of(group, this::wakeUp, this::mayDispatch), startPositions, requests, new EarlierDeliveries());
        this.monitor = new ConsumerMonitor(group, broker, context.delivery().threads());
        this.failureLog = new ConsumerFailureLog(group);
        this.seeks = new SeekRequests(group.toString());
    }

    void start() {
        context.delivery().observation().began(this);
        settings.gate().add(gateOpened);
        Thread thread = new Thread(this::run, "eventstream-" + group.fullTopic());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void listenersChanged() {
        ConsumerSession current = session;
        if (current != null) {
            current.partitions().deliveries().wake();
        }
    }

    @Override
    public CompletionStage<Void> seek(OptionalInt partition, Offset offset) {
        SeekRequest request = new SeekRequest(partition, offset, new CompletableFuture<>());
        seeks.add(request);
        wakeUp();
        return request.completion().minimalCompletionStage();
    }

    @Override
    public boolean skip(String listener, int partition, long offset, String reason) {
        ConsumerSession current = session;
        PartitionDelivery delivery = current == null
                ? null
                : current.partitions().deliveries().get(new TopicPartition(group.fullTopic(), partition));
        return delivery != null && delivery.skip(listener, offset, reason);
    }

    @Override
    public List<UnfinishedEvent> unfinishedEvents() {
        ConsumerSession current = session;
        List<UnfinishedEvent> held = current == null
                ? List.of()
                : current.partitions().deliveries().unfinishedEvents();
        return Stream.concat(held.stream(), context.earlier().runningEvents().stream()).toList();
    }

    @Override
    public ConsumptionState state() {
        return monitor.state(session);
    }

    @Override
    public List<PartitionLag> lags() {
        return monitor.lags();
    }

    @Override
    public CompletionStage<Boolean> ended() {
        return ended;
    }

    @Override
    public CompletionStage<Void> stop() {
        membershipAtEnd = GroupMembershipOperation.LEAVE_GROUP;
        return stopWithService();
    }

    /** Stops because the service stops: a member with a {@code group.instance.id} stays in the group until it comes back. */
    CompletionStage<Void> stopWithService() {
        stopping.give();
        ConsumerSession current = session;
        // Records may be committed at this moment, and have to be dispatched: then the drain stops the deliveries.
        if (current != null && !group.commitsBefore()) {
            current.partitions().deliveries().stop();
        }
        wakeUp();
        return ended.handle((complete, gone) -> null);
    }

    private void wakeUp() {
        ConsumerSession current = session;
        if (current != null) {
            current.wakeUp();
        }
    }

    /** Has records that were held back fetched again, and listeners invoked that had to wait. */
    private void resumeAfterGate() {
        listenersChanged();
        wakeUp();
    }

    private boolean mayDispatch() {
        if (!settings.gate().requestOpen()) {
            return false;
        }
        ConsumerSession current = session;
        // No other member gets events that are committed.
        return current == null || group.commitsBefore() || current.partitions().mayDispatch();
    }

    private void run() {
        SessionResult result = new SessionResult.Stopped();
        try {
            while (!stopping.isGiven()) {
                result = consume();
                if (result instanceof SessionResult.Failed failed) {
                    awaitRestart(failed.cause());
                } else {
                    break;
                }
            }
        } finally {
            end(result);
            seeks.close();
            settings.gate().remove(gateOpened);
            context.delivery().observation().ended();
        }
    }

    private SessionResult consume() {
        // A remaining interrupt would fail the next session.
        Thread.interrupted();
        monitor.condition().sessionBegins();
        try {
            return runSession() ? new SessionResult.Complete() : new SessionResult.Stopped();
        } catch (TopicGoneException e) {
            LOG.warn(e.getMessage());
            return new SessionResult.TopicGone(e);
        } catch (Throwable e) {
            if (stopping.isGiven()) {
                LOG.debugf(e, "Consuming %s failed while it was being stopped", group);
                return new SessionResult.Stopped();
            }
            return new SessionResult.Failed(e);
        }
    }

    /** Runs and closes a session. Returns whether everything that was to be consumed has been. */
    private boolean runSession() {
        Consumer<byte[], byte[]> consumer = broker.open(settings.consumer(group, context.delivery().values()));
        ConsumerSession current = session(consumer);
        session = current;
        try {
            current.run(initialTopic, group.fullTopic(), monitor.condition()::unanswered);
        } finally {
            reportClosing(consumer);
            DrainReport report = current.close(stopping.isGiven() ? settings.drainTimeout() : context.revocationTimeout(),
                    membershipAtEnd);
            session = null;
            monitor.sessionEnded();
            LOG.logf(report.level(), "Consuming %s ended: %s", group, report);
        }
        return current.isComplete();
    }

    private ConsumerSession session(Consumer<byte[], byte[]> consumer) {
        AssignedPartitions partitions = new AssignedPartitions(consumer, context,
                new MembershipFence(consumer, groupTimeouts, group.toString()),
                new HeartbeatWatch(consumer, groupTimeouts.session()));
        Assignment assignment = assignments.of(consumer, partitions, context.requests());
        ResponseCounter responses = new ResponseCounter(consumer);
        GroupLag lag = new GroupLag(consumer, broker, context.delivery().threads().own());
        return new ConsumerSession(consumer, partitions, assignment, seeks, stopping,
                () -> monitor.polled(responses.update() | assignment.takeAnswered(), assignment, partitions, lag));
    }

    /** Observers are the application's, and must not keep the session from being closed. */
    private void reportClosing(Consumer<byte[], byte[]> consumer) {
        try {
            broker.closing(consumer);
        } catch (RuntimeException | Error e) {
            LOG.warnf(e, "An observer of the end of the consumer of %s failed", group);
        }
    }

    private void awaitRestart(Throwable cause) {
        Duration delay = UNEXPLAINED_DELAY;
        try {
            delay = explain(cause);
        } catch (Throwable e) {
            // There is no memory for it, perhaps. The consumer must start again nevertheless.
            LOG.debugf(e, "The failure of consuming %s could not be explained", group);
        }
        stopping.await(delay);
    }

    /** Logs a failure. Returns the delay until the next session. */
    private Duration explain(Throwable cause) {
        ConsumerFailure failure = cause instanceof MisconfiguredConnectionException
                ? new ConsumerFailure(cause, Optional.ofNullable(cause.getMessage()))
                : broker.explain(cause);
        Duration delay = monitor.condition().failed(failure);
        if (cause instanceof TopicAuthorizationException) {
            initialTopic.forgetMissing();
        }
        failureLog.log(failure, delay);
        return delay;
    }

    private void end(SessionResult result) {
        if (result instanceof SessionResult.TopicGone gone) {
            ended.completeExceptionally(gone.reason());
        } else {
            ended.complete(result instanceof SessionResult.Complete);
        }
    }
}
