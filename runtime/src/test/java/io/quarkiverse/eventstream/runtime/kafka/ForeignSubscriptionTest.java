package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.JoinGroupRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;
import io.quarkiverse.eventstream.runtime.subscribe.Subscriptions;

/**
 * A group whose other member sends a subscription that Kafka's Java client can't read, as kafka-go does: version 1 without the partitions
 * that the member owns.
 */
class ForeignSubscriptionTest {

    private static final String TOPIC = "shared-with-go";
    private static final short WITHOUT_MEMBER_ID = 3;
    private static final SecuredBroker BROKER = SecuredBroker.get();

    private static byte[] subscription() {
        byte[] topic = TOPIC.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + 4 + 2 + topic.length + 4).putShort((short) 1).putInt(1).putShort((short) topic.length)
                .put(topic).putInt(-1).array();
    }

    private static void join(Socket socket, String group) throws IOException {
        JoinGroupRequestData data = new JoinGroupRequestData().setGroupId(group).setSessionTimeoutMs(30_000)
                .setRebalanceTimeoutMs(30_000).setMemberId("").setProtocolType("consumer");
        data.protocols().add(new JoinGroupRequestProtocol().setName("range").setMetadata(subscription()));
        ByteBuffer request = new JoinGroupRequest(data, WITHOUT_MEMBER_ID)
                .serializeWithHeader(new RequestHeader(ApiKeys.JOIN_GROUP, WITHOUT_MEMBER_ID, "go", 1));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(request.remaining());
        out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
        out.flush();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] response = in.readNBytes(in.readInt());
        // After the correlation id and the throttle time.
        assertThat(Errors.forCode(ByteBuffer.wrap(response).getShort(8))).isEqualTo(Errors.NONE);
    }

    @Test
    void aMemberWhoseSubscriptionCannotBeReadIsNamedWithTheRemedy() throws Exception {
        BROKER.createTopic(TOPIC);
        try (KafkaPublishers publishers = new KafkaPublishers();
                KafkaListeners listeners = new KafkaListeners();
                Socket socket = new Socket("localhost", Integer.parseInt(BROKER.plaintextAddress().split(":")[1]))) {
            Subscriptions subscriptions = listeners.listen(Map.of("bootstrap.servers", BROKER.plaintextAddress()),
                    Map.of("kafka.consumer.\"partition.assignment.strategy\"", RangeAssignor.class.getName()), TOPIC,
                    Offset.EARLIEST);
            publishers.open(BROKER.plaintextAddress(), Map.of())
                    .publishAndAwait(OutgoingEvent.builder("e").topic(TOPIC).namespace("n").build());
            await().until(() -> !listeners.delivered.isEmpty());

            join(socket, "shop-" + TOPIC);

            await().untilAsserted(() -> {
                ListenerHealth health = subscriptions.health(Duration.ofMinutes(1)).get(0);
                assertThat(health.isReady()).isFalse();
                assertThat(health.state()).contains("another member of the group sends a subscription that Kafka's Java client"
                        + " can't read", "Give the services in Go a group of their own");
            });
        }
    }

    @Test
    void aGroupThatTheBrokerCannotUpgradeIsExplainedWithTheRemedy() throws Exception {
        String topic = TOPIC + "-upgraded";
        BROKER.createTopic(topic);
        try (KafkaListeners listeners = new KafkaListeners();
                Socket socket = new Socket("localhost", Integer.parseInt(BROKER.plaintextAddress().split(":")[1]))) {
            // A member in Java has the broker create what a coordinator needs.
            BROKER.createTopic(topic + "-first");
            listeners.listen(Map.of("bootstrap.servers", BROKER.plaintextAddress()), Map.of(), topic + "-first",
                    Offset.EARLIEST);
            await().untilAsserted(() -> join(socket, "shop-" + topic));
            Subscriptions subscriptions = listeners.listen(Map.of("bootstrap.servers", BROKER.plaintextAddress()),
                    Map.of("kafka.consumer.\"group.protocol\"", "consumer"), topic, Offset.EARLIEST);

            await().untilAsserted(() -> assertThat(subscriptions.health(Duration.ofMinutes(1)).get(0).state())
                    .contains("members of the classic protocol", "a group of their own, or remove group.protocol"));
        }
    }
}
