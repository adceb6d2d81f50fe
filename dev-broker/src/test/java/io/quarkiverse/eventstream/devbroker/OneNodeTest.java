package io.quarkiverse.eventstream.devbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OneNodeTest {

    private static DevBroker broker;

    @BeforeAll
    static void start() {
        broker = DevBroker.builder().partitions(3).property("message.max.bytes", "2345").start();
    }

    @AfterAll
    static void close() {
        broker.close();
        assertThat(broker.isRunning()).isFalse();
        assertThat(broker.dataDirectory()).doesNotExist();
    }

    @Test
    void aRecordIsDelivered() throws Exception {
        String topic = Kafka.newTopic();
        Kafka.of(broker).produce(topic, "hello");
        assertThat(Kafka.of(broker).consume(topic, 1)).containsExactly("hello");
    }

    @Test
    void aTopicThatIsCreatedOnFirstUseHasTheDefaultPartitions() throws Exception {
        String topic = Kafka.newTopic();
        Kafka.of(broker).produce(topic, "hello");
        assertThat(Kafka.of(broker).describe(topic).partitions()).hasSize(3);
    }

    @Test
    void aBrokerPropertyReachesTheBroker() throws Exception {
        ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (var admin = Kafka.of(broker).admin()) {
            assertThat(admin.describeConfigs(List.of(node)).all().get().get(node).get("message.max.bytes").value())
                    .isEqualTo("2345");
        }
    }

    @Test
    void aStopAndARestartKeepPortAndData() throws Exception {
        String topic = Kafka.newTopic();
        String servers = broker.bootstrapServers();
        long pid = broker.pid(1);
        Kafka.of(broker).produce(topic, "before");
        broker.stop();
        assertThat(broker.isRunning()).isFalse();
        broker.restart();
        assertThat(broker.isRunning()).isTrue();
        assertThat(broker.bootstrapServers()).isEqualTo(servers);
        assertThat(broker.pid(1)).isNotEqualTo(pid);
        Kafka.of(broker).produce(topic, "after");
        assertThat(Kafka.of(broker).consume(topic, 2)).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void aKillAndARestartKeepPortAndData() throws Exception {
        String topic = Kafka.newTopic();
        Kafka.of(broker).produce(topic, "before");
        broker.kill();
        assertThat(broker.isRunning()).isFalse();
        broker.restart();
        Kafka.of(broker).produce(topic, "after");
        assertThat(Kafka.of(broker).consume(topic, 2)).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void aPlainClientNeedsOnlyTheAddress() {
        assertThat(broker.clientProperties()).isEqualTo(
                Map.of("bootstrap.servers", "127.0.0.1:" + broker.port(1), "security.protocol", "PLAINTEXT"));
        assertThat(broker.caCertificate()).isEmpty();
    }

    @Test
    void itListensOnlyOnTheLoopbackAddress() throws Exception {
        List<InetAddress> others = Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(NetworkInterface::inetAddresses).filter(address -> !address.isLoopbackAddress()).toList();
        for (InetAddress other : others) {
            assertThatThrownBy(() -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(other, broker.port(1)), 1000);
                }
            }).as(other.toString()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theNodePrintsOnlyWarnings() throws Exception {
        assertThat(Files.readAllLines(broker.logFile(1))).isNotEmpty().noneMatch(line -> line.contains(" INFO "));
    }

    @Test
    void anUnknownNodeIsRefused() {
        assertThatThrownBy(() -> broker.kill(2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no node 2: the nodes are 1 to 1");
    }
}
