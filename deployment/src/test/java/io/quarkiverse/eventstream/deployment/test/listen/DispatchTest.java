package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class DispatchTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class));

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @Test
    void severalListenersOfOneGroupEachGetTheEventsOfTheirNames() {
        String topic = kafka.newTopic(1);
        Received created = subscribe(topic, "created", "orderCreated", "");
        Received createdToo = subscribe(topic, "createdToo", "orderCreated", "");
        Received cancelled = subscribe(topic, "cancelled", "orderCancelled", "");
        Received all = subscribe(topic, "all", "", "");
        Received otherNamespace = subscribe(topic, "other", "", "elsewhere");

        publish(topic, "orderCreated", "shop", "1");
        publish(topic, "orderCancelled", "shop", "2");
        publish(topic, "orderShipped", "elsewhere", "3");
        publish(topic, "orderCreated", "shop", "4");

        assertThat(all.awaitCount(4).ids()).containsExactly("1", "2", "3", "4");
        assertThat(created.awaitCount(2).ids()).containsExactly("1", "4");
        assertThat(createdToo.awaitCount(2).ids()).containsExactly("1", "4");
        assertThat(cancelled.awaitCount(1).ids()).containsExactly("2");
        assertThat(otherNamespace.awaitCount(1).ids()).containsExactly("3");
    }

    @Test
    void eventsWithoutAListenerAreSkippedWithoutDecodingAndCommitted() {
        String topic = kafka.newTopic(1);
        // Undecodable, because client_ids is no list; but the name alone shows that no listener is concerned.
        kafka.send(topic, 0, "k", "{\"name\":\"unwanted\",\"client_ids\":7}");
        Received wanted = new Received();
        events.newSubscription("only").topic(topic).group("g-" + topic).name("wanted").offset(Offset.EARLIEST)
                .handler(wanted).register();
        kafka.send(topic, 0, "k", RawKafka.envelope("wanted", "1"));
        kafka.send(topic, 0, "k", "{\"name\":\"unwanted\",\"client_ids\":7}");

        assertThat(wanted.awaitCount(1).ids()).containsExactly("1");
        await().until(() -> Long.valueOf(3).equals(kafka.committed("g-" + topic, topic, 0)));
    }

    @Test
    void onlyTheTopLevelNameNamesTheEvent() {
        String topic = kafka.newTopic(1);
        Received inner = subscribe(topic, "inner", "inner", "");
        Received outer = subscribe(topic, "outer", "outer", "");

        kafka.send(topic, 0, "k", "{\"payload\":{\"name\":\"inner\"},\"additional_fields\":{\"name\":\"inner\"},"
                + "\"namespace\":\"n\",\"id\":\"1\",\"name\":\"outer\"}");
        kafka.send(topic, 0, "k", "{\"id\":\"2\",\"name\":\"outer\",\"namespace\":\"n\",\"name\":\"inner\"}");

        assertThat(outer.awaitCount(1).ids()).containsExactly("1");
        assertThat(inner.awaitCount(1).ids()).as("the last of two names wins").containsExactly("2");
    }

    private Received subscribe(String topic, String id, String name, String namespace) {
        Received received = new Received();
        events.newSubscription(id + topic).topic(topic).name(name).namespace(namespace).offset(Offset.EARLIEST)
                .handler(received).register();
        return received;
    }

    private void publish(String topic, String name, String namespace, String id) {
        events.publishAndAwait(OutgoingEvent.builder(name).topic(topic).namespace(namespace).id(id).key("k")
                .payload(Map.of("id", id)).build());
    }
}
