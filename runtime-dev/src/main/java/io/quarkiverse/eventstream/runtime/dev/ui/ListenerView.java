package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.model.PartitionLag;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.observe.ListenerState;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;

/**
 * A listener on a page.
 *
 * @param topic the topic, with the prefix
 * @param name the name of its events; empty for all
 * @param group the group, with the prefix; null for none
 * @param ordering the ordering of its group
 * @param state its state, as metrics report it
 * @param trouble the kind of trouble, as the health checks see it
 * @param reason a sentence about progress and trouble, as in the health checks
 * @param lag the records of all its partitions that are not settled; -1 if unknown
 * @param inFlight how many invocations are in flight
 * @param invocations how many there were since the start, replays included
 * @param failures how many of them have failed
 * @param partitions the partitions that this instance holds
 */
public record ListenerView(String id, String topic, String name, String namespace, String group, String ordering, String state,
        String trouble, String reason, boolean paused, boolean stopped, long lag, int inFlight, long invocations, long failures,
        List<PartitionView> partitions) {

    /**
     * A partition of a listener.
     *
     * @param lag the records that are not settled; -1 if unknown
     * @param open the records that are still to be delivered; -1 if unknown
     * @param ageMillis the age of the oldest record that was fetched and is not settled; -1 if there is none
     * @param blocked whether its events wait for one that fails, or for a listener that is paused or stopped
     * @param failing the event that fails; null if none does
     */
    public record PartitionView(int partition, long lag, long open, long ageMillis, boolean blocked, int inFlight,
            FailingEventView failing) {}

    /**
     * An event that a listener has failed to complete.
     *
     * @param attempts the number of invocations so far
     * @param sinceMillis for how long it has been delivered
     * @param invoked whether the listener is being invoked for it
     * @param failure the last failure
     */
    public record FailingEventView(int partition, long offset, int attempts, long sinceMillis, boolean invoked,
            String failure) {}

    /** @param health null if it is not known yet */
    static ListenerView of(ObservedListenerActivity activity, Names names, ListenerHealth health) {
        ListenerSpec spec = activity.spec();
        ObservedListenerActivity.Registered registered = activity.registered();
        ConsumptionState consumed = registered.consumption().state();
        List<UnfinishedEvent> unfinished = registered.consumption().unfinishedEvents().stream()
                .filter(event -> event.listener().equals(spec.id())).toList();
        return new ListenerView(spec.id(), names.fullTopic(spec.topic()), spec.name(), spec.namespace(),
                names.fullGroup(spec.group()), registered.listener().ordering().name(),
                ListenerState.of(registered.listener(), consumed).name(), health == null ? "NONE" : health.trouble().name(),
                health == null ? "" : health.state(), registered.listener().isPaused(), registered.listener().isStopped(),
                consumed.lag().orElse(-1), inFlight(unfinished), activity.invocations(), activity.failures(),
                partitions(consumed.partitions(), registered.consumption().lags(), unfinished));
    }

    private static int inFlight(Collection<UnfinishedEvent> events) {
        return (int) events.stream().filter(event -> event.invocationBegan().isPresent()).count();
    }

    private static List<PartitionView> partitions(List<Integer> held, List<PartitionLag> lags, List<UnfinishedEvent> events) {
        Map<Integer, PartitionLag> lagOf = new HashMap<>();
        lags.forEach(lag -> lagOf.put(lag.partition(), lag));
        return new TreeSet<>(held).stream().map(partition -> partition(partition, lagOf.get(partition),
                events.stream().filter(event -> event.partition() == partition).toList())).toList();
    }

    private static PartitionView partition(int partition, PartitionLag lag, List<UnfinishedEvent> events) {
        FailingEventView failing = UnfinishedEvent.firstFailing(events, partition).map(ListenerView::failing).orElse(null);
        return new PartitionView(partition, lag == null ? -1 : lag.records(), lag == null ? -1 : lag.open(),
                lag == null ? -1 : lag.age().orElse(-1), lag != null && lag.blocked(), inFlight(events), failing);
    }

    private static FailingEventView failing(UnfinishedEvent event) {
        return new FailingEventView(event.partition(), event.offset(), event.attempts(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - event.began()), event.invocationBegan().isPresent(),
                event.lastFailure());
    }
}
