package io.quarkiverse.eventstream.devbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One broker with TLS, users and access control lists. */
class SecurityTest {

    private static DevBroker broker;

    @BeforeAll
    static void start() {
        broker = DevBroker.builder().tls().scramUser("admin", "admin-secret").scramUser("alice", "alice-secret").acls()
                .start();
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Test
    void theFirstUserMayDoEverything() throws Exception {
        String topic = Kafka.newTopic();
        Kafka.of(broker).produce(topic, "hello");
        assertThat(Kafka.of(broker).consume(topic, 1)).containsExactly("hello");
    }

    @Test
    void bothScramMechanismsAreAccepted() throws Exception {
        String topic = Kafka.newTopic();
        Kafka.of(broker).with("sasl.mechanism", "SCRAM-SHA-256").produce(topic, "hello");
        assertThat(Kafka.of(broker).with("sasl.mechanism", "SCRAM-SHA-512").consume(topic, 1)).containsExactly("hello");
    }

    @Test
    void aWrongPasswordIsRefused() {
        String jaas = broker.clientProperties().get("sasl.jaas.config").replace("admin-secret", "wrong");
        assertThatThrownBy(() -> Kafka.of(broker).with("sasl.jaas.config", jaas).produce(Kafka.newTopic(), "hello"))
                .isInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void aClientThatDoesNotTrustTheAuthorityRefusesTheBroker() {
        Map<String, String> trusting = new HashMap<>(broker.clientProperties());
        trusting.keySet().removeIf(name -> name.startsWith("ssl.truststore"));
        assertThatThrownBy(() -> Kafka.of(trusting).produce(Kafka.newTopic(), "hello"))
                .isInstanceOf(SslAuthenticationException.class);
    }

    @Test
    void aUserMayDoOnlyWhatTheListsAllow() throws Exception {
        String topic = Kafka.newTopic();
        Kafka.of(broker).create(topic, 1, 1);
        Map<String, String> alice = broker.clientProperties("alice");
        assertThatThrownBy(() -> Kafka.of(alice).produce(topic, "hello")).isInstanceOf(TopicAuthorizationException.class);

        AclBinding write = new AclBinding(new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:alice", "*", AclOperation.WRITE, AclPermissionType.ALLOW));
        try (var admin = Kafka.of(broker).admin()) {
            admin.createAcls(List.of(write)).all().get();
        }
        await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(TopicAuthorizationException.class)
                .until(() -> Kafka.of(alice).produce(topic, "hello").hasOffset());
        assertThatThrownBy(() -> Kafka.of(alice).produce(topic + UUID.randomUUID(), "hello"))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void anUnknownUserHasNoProperties() {
        assertThatThrownBy(() -> broker.clientProperties("bob")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no user bob").hasMessageContaining("[admin, alice]");
    }
}
