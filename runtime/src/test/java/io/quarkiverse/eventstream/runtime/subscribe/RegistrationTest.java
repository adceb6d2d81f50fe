package io.quarkiverse.eventstream.runtime.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.deliver.Deliveries.Treatment;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.spi.Registration;

/** Several listeners are registered, or none. */
class RegistrationTest {

    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final List<Registration> registrations = new ArrayList<>();
    private final Failing consumers = new Failing();
    private final Subscriptions subscriptions = new Subscriptions(consumers, registrations::add, new Names("", "shop", false),
            Offset.LATEST, ids, Runnable::run, FurtherConsumption.NONE);

    private static final class Failing implements Consumptions {

        private int consumed;

        @Override
        public Consumption consume(ListenerGroup group) {
            consumed++;
            throw new IllegalStateException("no consumer can be made");
        }

        @Override
        public Consumption replay(ListenerGroup group, Offset from, Offset to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop(Duration drainTimeout) {}
    }

    private static Listener listener(String id, Ordering ordering) {
        return new Listener(new ListenerSpec(id, "orders", "", "g", null, ""), event -> CompletableFuture.completedFuture(null),
                Treatment.DEFAULT.ordering(ordering).settings(), new ConcurrencyLimit(1), ListenerObservation.NONE);
    }

    @Test
    void oneThatBreaksARuleKeepsTheOthersFromBeingRegistered() {
        assertThatThrownBy(() -> subscriptions.register(List.of(listener("first", Ordering.KEY),
                listener("second", Ordering.PARTITION))))
                .hasMessageContaining("The listener second must have the same ordering as the listener first");

        assertThat(subscriptions.all()).isEmpty();
        assertThat(ids).isEmpty();
        assertThat(registrations).isEmpty();
        assertThat(consumers.consumed).isZero();
    }

    @Test
    void anIdThatIsInUseKeepsTheOthersFromBeingRegistered() {
        ids.add("second");

        assertThatThrownBy(() -> subscriptions.register(List.of(listener("first", Ordering.KEY),
                listener("second", Ordering.KEY)))).hasMessageContaining("the id \"second\" already");

        assertThat(subscriptions.all()).isEmpty();
        assertThat(ids).containsExactly("second");
    }

    @Test
    void aConsumerThatCannotBeMadeLeavesNoListener() {
        assertThatThrownBy(() -> subscriptions.register(List.of(listener("first", Ordering.KEY),
                listener("second", Ordering.KEY)))).hasMessage("no consumer can be made");

        assertThat(subscriptions.all()).isEmpty();
        assertThat(ids).isEmpty();
        assertThat(registrations).as("before the consumer").extracting(Registration::id).containsExactly("first", "second");
    }
}
