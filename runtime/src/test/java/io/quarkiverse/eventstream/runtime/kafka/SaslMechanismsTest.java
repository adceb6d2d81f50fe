package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;

import java.util.Map;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;

/**
 * Kafka's own properties suffice to log in, for publishing and for listening.
 */
class SaslMechanismsTest {

    private static final SecuredBroker BROKER = SecuredBroker.get();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PLAIN         | shop   | plain.PlainLoginModule             | username="shop" password="shops-secret"
            SCRAM-SHA-256 | shop   | scram.ScramLoginModule             | username="shop" password="shops-secret"
            SCRAM-SHA-512 | shop   | scram.ScramLoginModule             | username="shop" password="shops-secret"
            OAUTHBEARER   | issued | oauthbearer.OAuthBearerLoginModule | unsecuredLoginStringClaim_sub="issued"
            """)
    void everyMechanismLogsInByKafkasProperties(String mechanism, String user, String module, String options)
            throws Exception {
        String topic = "with-" + mechanism;
        BROKER.createTopic(topic);
        BROKER.allow(user, ResourceType.TOPIC, topic, AclOperation.READ, AclOperation.WRITE);
        BROKER.allow(user, ResourceType.GROUP, "shop-" + topic, AclOperation.READ);
        Map<String, Object> client = BROKER.client(mechanism, module, options);

        try (KafkaPublishers publishers = new KafkaPublishers(); KafkaListeners listeners = new KafkaListeners()) {
            PublishReceipt receipt = publishers.open(client, Map.of())
                    .publish(OutgoingEvent.builder("e").topic(topic).namespace("n").build()).toCompletableFuture().join();
            listeners.listen(client, Map.of(), topic, Offset.EARLIEST);

            await().until(() -> listeners.delivered.contains(receipt.eventId()));
        }
    }
}
