package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.GroupMember;
import io.quarkiverse.eventstream.spi.StreamConnection;

class GroupMembersTest {

    private static final String TOPIC = "members";
    private static final String GROUP = "shop-" + TOPIC;

    private final SecuredBroker broker = SecuredBroker.get();
    private final KafkaListeners listeners = new KafkaListeners();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final BusThreads threads = new BusThreads(pool);
    private final List<StreamConnection> connections = new ArrayList<>();

    @AfterEach
    void close() {
        listeners.close();
        connections.forEach(connection -> connection.close(Duration.ofSeconds(1)));
        threads.close();
        pool.shutdownNow();
    }

    private List<GroupMember> members(String user, String group) {
        Map<String, Object> client = broker.client(user, SecuredBroker.PASSWORD);
        StreamConnection connection = new KafkaStreamProvider(Settings.config(Map.of()), client, threads, ClientEvents.NONE)
                .open(Settings.of(Map.of()));
        connections.add(connection);
        return connection.broker().orElseThrow().members(group).toCompletableFuture().join();
    }

    /** To read the group is enough: it includes to describe it. */
    @Test
    void theBrokerSaysWhoSharesTheGroupUnlessItMayNot() {
        broker.createTopic(TOPIC);
        broker.allow("shop", ResourceType.TOPIC, TOPIC, AclOperation.READ);
        broker.allow("shop", ResourceType.GROUP, GROUP, AclOperation.READ);
        broker.allow("shop", ResourceType.GROUP, "shop-empty", AclOperation.READ);
        listeners.listen(broker.client("shop", SecuredBroker.PASSWORD), Map.of(), TOPIC, Offset.EARLIEST);

        await().untilAsserted(() -> assertThat(members("shop", GROUP)).singleElement().satisfies(member -> {
            assertThat(member.clientId()).contains(TOPIC);
            assertThat(member.host()).isEqualTo("127.0.0.1");
            assertThat(member.partitions()).containsExactly(new TopicPartition(TOPIC, 0));
        }));
        assertThat(members("shop", "shop-empty")).isEmpty();
        assertThatThrownBy(() -> members("poor", GROUP)).hasCauseInstanceOf(EventStreamException.class)
                .hasMessageContaining("Allow it DESCRIBE on the group");
    }
}
