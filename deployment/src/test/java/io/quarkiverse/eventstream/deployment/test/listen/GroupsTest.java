package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class GroupsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.eventstream.second.stream", "kafka");

    @Inject
    EventStream first;

    /** A stream with its own consumers, like a second instance of the service. */
    @Inject
    @EventStreamName("second")
    EventStream second;

    @Inject
    RawKafka kafka;

    @Test
    void differentGroupsEachGetEveryEvent() {
        String topic = kafka.newTopic(2);
        Received billing = new Received();
        Received shipping = new Received();
        first.newSubscription("b").topic(topic).group("billing").offset(Offset.EARLIEST).handler(billing).register();
        first.newSubscription("s").topic(topic).group("shipping").offset(Offset.EARLIEST).handler(shipping).register();

        List<String> sent = send(topic, 2, 20);

        assertThat(billing.awaitCount(20).ids()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(shipping.awaitCount(20).ids()).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void membersOfOneGroupShareTheEvents() {
        String topic = kafka.newTopic(4);
        String group = "share-" + topic;
        Received one = new Received();
        Received two = new Received();
        first.newSubscription("one").topic(topic).group(group).offset(Offset.EARLIEST).handler(one).register();
        second.newSubscription("two").topic(topic).group(group).offset(Offset.EARLIEST).handler(two).register();
        await().until(() -> kafka.members(group).size() == 2);

        // Until the group is stable, one of them may have all partitions.
        List<String> sent = new ArrayList<>();
        await().until(() -> {
            sent.addAll(send(topic, 4, 8));
            return !one.events().isEmpty() && !two.events().isEmpty();
        });
        await().until(() -> one.events().size() + two.events().size() >= sent.size());

        List<String> received = new ArrayList<>(one.ids());
        received.addAll(two.ids());
        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void withoutAGroupEveryInstanceGetsEveryNewEventAndCommitsNothing() {
        String topic = kafka.newTopic(2);
        send(topic, 2, 4);
        Received one = new Received();
        Received two = new Received();
        first.newSubscription("n1").topic(topic).group(OnEvent.NO_GROUP).handler(one).register();
        second.newSubscription("n2").topic(topic).group(OnEvent.NO_GROUP).handler(two).register();

        List<String> sent = new ArrayList<>();
        await().until(() -> {
            sent.addAll(send(topic, 2, 2));
            return !one.events().isEmpty() && !two.events().isEmpty();
        });
        String last = send(topic, 2, 1).get(0);
        await().until(() -> one.ids().contains(last) && two.ids().contains(last));

        sent.add(last);
        assertThat(sent).as("nothing from before the tail").containsAll(one.ids()).containsAll(two.ids());
    }

    @Test
    void withoutAGroupEventsOfAPartitionThatIsAddedLaterArriveToo() {
        String topic = kafka.newTopic(1);
        Received all = new Received();
        first.newSubscription("grown").topic(topic).group(OnEvent.NO_GROUP).offset(Offset.EARLIEST).handler(all).register();
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "old"));
        all.awaitCount(1);

        kafka.growTopic(topic, 2);
        kafka.send(topic, 1, "k", RawKafka.envelope("e", "new"));

        assertThat(all.awaitCount(2).ids()).containsExactly("old", "new");
    }

    private List<String> send(String topic, int partitions, int count) {
        return IntStream.range(0, count).mapToObj(i -> {
            String id = UUID.randomUUID().toString();
            kafka.send(topic, i % partitions, "k", RawKafka.envelope("orderCreated", id));
            return id;
        }).toList();
    }
}
