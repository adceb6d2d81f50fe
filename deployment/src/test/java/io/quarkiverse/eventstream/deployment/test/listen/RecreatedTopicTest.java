package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkiverse.eventstream.deployment.test.Warnings;
import io.quarkus.test.QuarkusUnitTest;

class RecreatedTopicTest {

    private static final int BEFORE = 8;

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class, Warnings.class))
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S")
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.allow.auto.create.topics", "false")
            // The same as with Kafka's ten seconds, but faster.
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.metadata.max.age.ms", "500");

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    private Warnings warnings;

    @BeforeEach
    void begin() {
        warnings = Warnings.record();
    }

    @AfterEach
    void end() {
        warnings.close();
        cancel();
    }

    private void cancel() {
        events.subscriptions().forEach(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    private Received listen(String topic, String offset, boolean inGroup) {
        Received received = new Received();
        events.newSubscription("of-" + topic).topic(topic).group(inGroup ? "g-" + topic : OnEvent.NO_GROUP)
                .offset(Offset.parse(offset)).handler(received).register();
        return received;
    }

    /** Starts a listener on a topic with two partitions, which then has got all their events. */
    private Received hasHad(String topic, String offset, boolean inGroup) {
        kafka.newTopic(topic, 2);
        Received received = listen(topic, offset, inGroup);
        // Without a group, only the first event shows that the listener is in position.
        await().until(() -> {
            IntStream.range(0, 2).forEach(partition -> kafka.send(topic, partition, "k", RawKafka.envelope("e", "first")));
            return !received.events().isEmpty();
        });
        IntStream.range(0, 2).forEach(partition -> send(topic, partition, "old", BEFORE));
        await().until(() -> count(received, "old") >= 2 * BEFORE);
        return received;
    }

    private void send(String topic, int partition, String kind, int count) {
        for (int i = 0; i < count; i++) {
            kafka.send(topic, partition, "k", RawKafka.envelope("e", kind + partition + "-" + i));
        }
    }

    private static long count(Received received, String kind) {
        return received.ids().stream().filter(id -> id.startsWith(kind)).distinct().count();
    }

    private void recreate(String topic) {
        kafka.deleteTopic(topic);
        await().ignoreExceptions().until(() -> kafka.newTopic(topic, 2) != null);
    }

    @ParameterizedTest
    @CsvSource({"latest, true", "earliest, true", "1, true", "latest, false", "2000-01-01T00:00:00Z, false"})
    void aTopicThatIsCreatedAgainAtOnceIsReadFromItsStart(String offset, boolean inGroup) {
        String topic = "recreated" + System.nanoTime();
        Received received = hasHad(topic, offset, inGroup);

        recreate(topic);
        // Fewer records than before in one partition, more in the other.
        send(topic, 0, "new", 3);
        send(topic, 1, "new", 3 * BEFORE);

        await().untilAsserted(() -> assertThat(count(received, "new")).isEqualTo(3 + 3 * BEFORE));
        await().until(() -> warnings.haveOne(topic, "was deleted and created again"));
        if (inGroup) {
            await().untilAsserted(() -> assertThat(kafka.committed("g-" + topic, topic, 0)).isEqualTo(3));
        }
    }

    @ParameterizedTest
    @CsvSource({"latest, true", "latest, false", "1, false"})
    void aTopicThatIsCreatedAgainAfterAWhileIsReadFromItsStart(String offset, boolean inGroup) {
        String topic = "away" + System.nanoTime();
        Received received = hasHad(topic, offset, inGroup);

        kafka.deleteTopic(topic);
        await().until(() -> warnings.haveOne(topic, "was deleted. Its listeners wait"));
        kafka.newTopic(topic, 2);
        send(topic, 0, "new", 3);
        send(topic, 1, "new", 3 * BEFORE);

        await().untilAsserted(() -> assertThat(count(received, "new")).isEqualTo(3 + 3 * BEFORE));
        assertThat(warnings.all()).as("Kafka's, of a topic that is not there")
                .noneMatch(warning -> warning.contains("unknown topic or partition"));
    }

    @Test
    void offsetsCommittedForADeletedTopicDoNotCountForTheNextOne() {
        String topic = "committed" + System.nanoTime();
        Received received = hasHad(topic, "latest", true);
        await().until(() -> kafka.committed("g-" + topic, topic, 0) > BEFORE);
        OffsetAndMetadata committed = kafka.committedWithMetadata("g-" + topic, topic, 0);
        cancel();

        recreate(topic);
        // Like a commit that is sent in the meantime.
        await().ignoreExceptions().untilAsserted(() -> kafka.commit("g-" + topic, topic, 0, committed));
        send(topic, 0, "new", 3 * BEFORE);
        Received again = listen(topic, "latest", true);

        await().untilAsserted(() -> assertThat(count(again, "new")).isEqualTo(3 * BEFORE));
        assertThat(count(received, "new")).isZero();
        assertThat(warnings.haveOne(topic, "belong to a topic that was deleted and created again")).isTrue();
    }
}
