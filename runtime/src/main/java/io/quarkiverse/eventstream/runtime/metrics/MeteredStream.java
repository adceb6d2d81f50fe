package io.quarkiverse.eventstream.runtime.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedGroup;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * The meters of a stream. The meters of a listener are removed with it.
 */
final class MeteredStream implements StreamObserver {

    private static final String NO_GROUP = "none";
    private static final String REPLAY = "replay";

    private final Names fullNames;
    private final Set<MeterSet> all = ConcurrentHashMap.newKeySet();
    private final MeterSet own;
    private final int maxTagValues;
    private final BoundedValues names;
    private final PublishMeters publishing;
    private final Map<Tags, Shared> groups = new ConcurrentHashMap<>();

    /** The meters of a topic and group, and the number of consumers that share them. */
    private record Shared(GroupMeters meters, int consumers) {}

    /**
     * Has no meters of listeners yet.
     *
     * @param maxTagValues how many topics, how many names, and how many partitions of a topic, are tag values of their own
     */
    MeteredStream(MeterRegistry registry, String stream, Names fullNames, int maxTagValues) {
        this.fullNames = fullNames;
        this.own = new MeterSet(registry, Tags.of("stream", stream), all);
        this.maxTagValues = maxTagValues;
        this.names = new BoundedValues(maxTagValues);
        this.publishing = new PublishMeters(own, new BoundedValues(maxTagValues), names);
    }

    /** Kafka's client retries by itself, and counts the retries. */
    @Override
    public void opened(StreamConnection connection) {
        own.countedElsewhere("eventstream.publish.retried", "Retries of sending a record", connection,
                StreamConnection::retries);
    }

    @Override
    public PublishObservation publishing(OutgoingEvent event, List<String> eventTopics) {
        return publishing.publishing(event);
    }

    @Override
    public void relayed(ProducerRecord<byte[], byte[]> record, WrittenRecord written) {
        publishing.relayed(record);
    }

    @Override
    public ListenerObservation listening(ListenerSpec listener) {
        Tags of = Tags.of("topic", fullNames.fullTopic(listener.topic()), "group",
                group(fullNames.fullGroup(listener.group())), "listener", listener.id());
        return new ListenerMeters(listener, own.with(of), names);
    }

    /** A consumer that begins while an earlier one of the same topic and group ends shares the meters of that one. */
    @Override
    public GroupObservation consuming(ObservedGroup group) {
        Tags of = Tags.of("topic", group.fullTopic(), "group", group.isReplay() ? REPLAY : group(group.fullGroup()));
        return groups.compute(of, (key, known) -> known == null
                ? new Shared(new GroupMeters(own.with(of), sharing(group), maxTagValues, () -> consumed(of)), 1)
                : new Shared(known.meters(), known.consumers() + 1)).meters();
    }

    private static GroupMeters.Sharing sharing(ObservedGroup group) {
        if (group.isReplay()) {
            return GroupMeters.Sharing.REPLAY;
        }
        return group.fullGroup() == null ? GroupMeters.Sharing.NO_GROUP : GroupMeters.Sharing.GROUP;
    }

    private void consumed(Tags of) {
        groups.computeIfPresent(of, (key, shared) -> {
            if (shared.consumers() > 1) {
                return new Shared(shared.meters(), shared.consumers() - 1);
            }
            shared.meters().remove();
            return null;
        });
    }

    private static String group(String fullGroup) {
        return fullGroup == null ? NO_GROUP : fullGroup;
    }

    @Override
    public void closed() {
        all.forEach(MeterSet::remove);
    }
}
