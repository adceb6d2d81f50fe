package io.quarkiverse.eventstream.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** How instances of a service share the partitions of a topic. */
abstract class GroupConformance extends DeliveryTests {

    private static final String[] QUICK = {"delivery.commit-interval", "50ms"};

    GroupConformance(DeliveringStreamConformance stream) {
        super(stream);
    }

    private static Set<Integer> partitions(Received received) {
        return received.events().stream().map(event -> event.record().partition())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Writes events until all partitions are assigned and each instance has one. */
    private void awaitSharing(Received first, Received second) {
        int before = first.ids().size() + second.ids().size();
        await().until(() -> {
            IntStream.range(0, 4).forEach(partition -> write(partition, "probe"));
            return !first.ids().isEmpty() && !second.ids().isEmpty() && first.ids().size() + second.ids().size() > before;
        });
    }

    @Test
    void instancesShareThePartitions() {
        createTopic(4);
        Received first = new Received();
        Received second = new Received();
        listener(service(QUICK), "listener").handler(first).register();
        listener(service(QUICK), "listener").handler(second).register();
        awaitSharing(first, second);
        int firstBefore = first.ids().size();
        int secondBefore = second.ids().size();

        IntStream.range(0, 4).forEach(partition -> write(partition, "last-" + partition));

        await().untilAsserted(() -> {
            List<String> both = new ArrayList<>(first.ids().subList(firstBefore, first.ids().size()));
            both.addAll(second.ids().subList(secondBefore, second.ids().size()));
            assertThat(both.stream().filter(id -> id.startsWith("last-"))).as("each once")
                    .containsExactlyInAnyOrder("last-0", "last-1", "last-2", "last-3");
        });
    }

    @Test
    void otherInstancesTakeOverThePartitionsOfOneThatIsClosed() {
        createTopic(4);
        Received first = new Received();
        Received second = new Received();
        StandaloneStream leaving = open(QUICK);
        listener(leaving.events(), "listener").handler(first).register();
        listener(service(QUICK), "listener").handler(second).register();
        awaitSharing(first, second);

        leaving.close();
        IntStream.range(0, 4).forEach(partition -> write(partition, "after-" + partition));

        await().untilAsserted(() -> assertThat(second.ids()).contains("after-0", "after-1", "after-2", "after-3"));
        assertThat(first.ids()).noneMatch(id -> id.startsWith("after-"));
    }

    @Test
    void nothingIsLostWhileInstancesComeAndGo() {
        createTopic(4);
        EventStream publisher = service();
        Received received = new Received();
        List<String> published = new ArrayList<>();
        listener(service(QUICK), "listener").handler(received).register();

        for (int round = 0; round < 3; round++) {
            StandaloneStream passing = open(QUICK);
            listener(passing.events(), "listener").handler(received).register();
            for (int i = 0; i < 40; i++) {
                String id = round + "-" + i;
                publish(publisher, id, "key " + i);
                published.add(id);
            }
            passing.close();
        }

        await().untilAsserted(() -> assertThat(received.ids()).containsAll(published));
    }

    @Test
    void withoutAGroupEveryInstanceGetsEveryEvent() {
        createTopic(2);
        Received first = new Received();
        Received second = new Received();
        listener(service(), "listener").group(OnEvent.NO_GROUP).handler(first).register();
        listener(service(), "listener").group(OnEvent.NO_GROUP).handler(second).register();

        write(0, "0");
        write(1, "1");

        first.awaitIdsInAnyOrder("0", "1");
        second.awaitIdsInAnyOrder("0", "1");
        assertThat(partitions(first)).containsExactly(0, 1);
    }
}
