package io.quarkiverse.eventstream.test.application;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.delivered;
import static io.quarkiverse.eventstream.test.EventAssertions.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.test.ObservedEvents;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkiverse.eventstream.test.observed.Outcome;
import io.quarkus.test.junit.QuarkusTest;

/** In an application: a fresh group that begins at the latest offset, on a topic that the first test creates. */
@QuarkusTest
class BillingTest {

    @Inject
    ObservedEvents events;

    @Inject
    EventStream stream;

    @Inject
    MemoryBroker broker;

    @BeforeEach
    void observationsOfThePreviousTestAreGone() {
        assertThat(events.published()).isEmpty();
        assertThat(events.records()).isEmpty();
        assertThat(events.invocations()).isEmpty();
        assertThat(events.stream("audit").published()).isEmpty();
    }

    private static OutgoingEvent orderCreated(String id) {
        return OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").payload(new Order(id, "c-1")).build();
    }

    @RepeatedTest(2)
    void anOrderThatIsPublishedIsBilled() {
        stream.publishAndAwait(orderCreated("o-1"));

        await().delivered(events).to("billing").named("orderCreated").withPayload(new Order("o-1", "c-1")).once();
        published(events).to("bills").named("billSent").withKey("c-1").withPayload(Map.of("order", "o-1")).once();
        published(events).exactly(2);
        await().nothingLost(events);
    }

    @RepeatedTest(2)
    void anOrderThatIsPushedIsBilled() {
        assertThat(events.push(orderCreated("o-2")).await().outcome("billing")).isEqualTo(Outcome.DELIVERED);

        published(events).to("bills").withPayload("{\"order\": \"o-2\"}").once();
        delivered(events).to("billing").once();
    }

    @Test
    void aNamedStreamIsObserved() {
        events.push(orderCreated("o-3")).await();

        await().published(events.stream("audit")).to("trail").named("billed").once();
        published(events).to("trail").never();
        assertThatThrownBy(() -> events.stream("other")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no open stream \"other\", only [<default>, audit]");
    }

    @RepeatedTest(2)
    void eventsOfThePreviousTestDoNotCount() {
        for (int i = 0; i < 100; i++) {
            stream.publish(orderCreated("o-" + i));
        }

        assertThat(events.published()).isNotEmpty();
    }

    @Test
    void aBrokerInMemoryWithoutAStreamRefusesFaults() {
        assertThatThrownBy(() -> broker.failNextPublish("orders", new IllegalStateException("away")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "No stream of this application is in memory, so the MemoryBroker has no effect."
                                + " The streams and their kinds: {<default>=kafka, audit=none}.");
        assertThatThrownBy(() -> broker.topics()).isInstanceOf(IllegalStateException.class);
    }
}
