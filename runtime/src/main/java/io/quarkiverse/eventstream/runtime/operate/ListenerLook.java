package io.quarkiverse.eventstream.runtime.operate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.PartitionLag;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.observe.ListenerState;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;
import io.quarkiverse.eventstream.runtime.operate.ListenerView.FailingEventView;
import io.quarkiverse.eventstream.runtime.operate.ListenerView.MembersView;
import io.quarkiverse.eventstream.runtime.operate.ListenerView.PartitionView;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth.Trouble;
import io.quarkiverse.eventstream.runtime.subscribe.RegisteredListener;
import io.quarkiverse.eventstream.spi.Registration;

/** One look at a listener: its state, lag and unfinished events are read once, so that the view agrees with itself. */
final class ListenerLook {

    private final RegisteredListener registered;
    private final ListenerHealth health;
    private final Map<Counted, Double> rates;
    private final MembersView members;
    private final ConsumptionState consumed;
    private final List<UnfinishedEvent> unfinished;
    private final Map<Integer, PartitionLag> lags;

    /** @param health null if it is not known: the listener was registered a moment ago */
    ListenerLook(RegisteredListener registered, ListenerHealth health, Map<Counted, Double> rates, MembersView members) {
        this.registered = registered;
        this.health = health;
        this.rates = rates;
        this.members = members;
        this.consumed = registered.consumption().state();
        this.unfinished = registered.consumption().unfinishedEvents().stream()
                .filter(event -> event.listener().equals(registered.registration().id())).toList();
        this.lags = registered.consumption().lags().stream()
                .collect(Collectors.toMap(PartitionLag::partition, Function.identity()));
    }

    ListenerView view() {
        Registration registration = registered.registration();
        ObservedListener listener = registered.listener();
        ListenerSpec spec = listener.spec();
        return new ListenerView(spec.id(), registration.fullTopic(), spec.name(), spec.namespace(), registration.fullGroup(),
                listener.ordering().name(), registration.deadLetterTopic(), ListenerState.of(listener, consumed),
                health == null ? Trouble.NONE : health.trouble(), health == null ? "" : health.state(), reason(),
                listener.isPaused(), listener.isStopped(), known(consumed.lag()), age(), inFlight(unfinished),
                listener.completed(), listener.failed(), rates.get(Counted.invocations(spec.id())), members, partitions());
    }

    private String reason() {
        return registered.stopReason() == null ? consumed.reason() : registered.stopReason();
    }

    private static Long known(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private Long age() {
        return lags.isEmpty()
                ? null
                : lags.values().stream().map(PartitionLag::age).map(ListenerLook::known).filter(Objects::nonNull)
                        .max(Long::compare).orElse(0L);
    }

    private static int inFlight(Collection<UnfinishedEvent> events) {
        return (int) events.stream().filter(event -> event.invocationBegan().isPresent()).count();
    }

    private List<PartitionView> partitions() {
        return consumed.partitions().stream().map(this::partition).toList();
    }

    private PartitionView partition(int partition) {
        PartitionLag lag = lags.get(partition);
        List<UnfinishedEvent> events = unfinished.stream().filter(event -> event.partition() == partition).toList();
        return new PartitionView(partition, lag == null ? null : lag.records(), lag == null ? null : lag.open(),
                lag == null ? null : known(lag.age()), lag != null && lag.blocked(), inFlight(events),
                rates.get(Counted.events(registered.registration().id(), partition)),
                UnfinishedEvent.firstFailing(events, partition).map(ListenerLook::failing).orElse(null));
    }

    private static FailingEventView failing(UnfinishedEvent event) {
        return new FailingEventView(event.partition(), event.offset(), event.attempts(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - event.began()), event.invocationBegan().isPresent(),
                event.lastFailure());
    }
}
