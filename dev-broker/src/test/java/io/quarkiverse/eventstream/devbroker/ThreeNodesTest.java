package io.quarkiverse.eventstream.devbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ThreeNodesTest {

    private static DevBroker broker;

    @BeforeAll
    static void start() {
        broker = DevBroker.builder().nodes(3).start();
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Test
    void withOneNodeKilledAllInSyncReplicasStillAcknowledge() throws Exception {
        String topic = Kafka.newTopic();
        Kafka.of(broker).produce(topic, "before");
        assertThat(Kafka.of(broker).describe(topic).partitions().get(0).replicas()).hasSize(3);

        int leader = Kafka.of(broker).describe(topic).partitions().get(0).leader().id();
        broker.kill(leader);
        assertThat(broker.isRunning(leader)).isFalse();
        assertThat(broker.isRunning()).isFalse();
        Kafka.of(broker).produce(topic, "between");

        broker.restart(leader);
        assertThat(broker.isRunning()).isTrue();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Kafka.of(broker).describe(topic).partitions().get(0).isr().size() == 3);
        Kafka.of(broker).produce(topic, "after");
        assertThat(Kafka.of(broker).consume(topic, 3)).containsExactly("before", "between", "after");
    }
}
