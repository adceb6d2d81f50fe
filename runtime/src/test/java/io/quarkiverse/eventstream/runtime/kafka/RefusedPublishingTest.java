package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishRefusedException;
import io.quarkiverse.eventstream.PublishTimeoutException;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;

/**
 * When broker and service don't accept each other, publishing fails at once, with the cause, the broker and the remedy.
 */
class RefusedPublishingTest {

    private static final SecuredBroker BROKER = SecuredBroker.get();
    private static final Map<String, String> SOON = Map.of("publish.timeout", "3s");

    private final KafkaPublishers publishers = new KafkaPublishers();

    @AfterEach
    void close() {
        publishers.close();
    }

    private Throwable refusal(Map<String, Object> client, Map<String, String> properties, String topic) {
        return failureOf(publishers.open(client, properties).publish(event(topic)).toCompletableFuture(), topic);
    }

    private static Throwable failureOf(CompletableFuture<PublishReceipt> published, String topic) {
        return published.handle((receipt, error) -> ((PublishException) error).failures().get(topic))
                // Not when the time for publishing is up, which is a minute.
                .orTimeout(15, TimeUnit.SECONDS).join();
    }

    private static OutgoingEvent event(String topic) {
        return OutgoingEvent.builder("e").topic(topic).namespace("n").build();
    }

    private static void assertRefused(Throwable refusal, Class<? extends Exception> cause, String... words) {
        assertThat(refusal).isInstanceOf(PublishRefusedException.class).hasCauseInstanceOf(cause).message()
                .contains(words).doesNotContain(SecuredBroker.PASSWORD, "no-secret");
    }

    @Test
    void aWrongPasswordIsNamed() {
        assertRefused(refusal(BROKER.client("shop", "no-secret"), Map.of(), "orders"), SaslAuthenticationException.class,
                "Topic orders was not written at " + BROKER.address(), "rejected the credentials",
                "SCRAM-SHA-512", "Correct user and password");
    }

    @Test
    void anUnknownUserIsNamed() {
        assertRefused(refusal(BROKER.client("nobody", "no-secret"), Map.of(), "orders"), SaslAuthenticationException.class,
                "rejected the credentials");
    }

    @Test
    void aWrongPasswordOfThePlainMechanismIsNamed() {
        assertRefused(refusal(BROKER.client("PLAIN", "plain.PlainLoginModule", "username=\"shop\" password=\"no-secret\""),
                Map.of(), "orders"), SaslAuthenticationException.class, "Invalid username or password");
    }

    @Test
    void aWrongAuthorityIsNamed() throws Exception {
        assertRefused(
                refusal(BROKER.client("shop", SecuredBroker.PASSWORD),
                        Map.of("kafka.ca-certificate-file", ForeignTlsServer.authority().toString()), "orders"),
                SslAuthenticationException.class, BROKER.address(), "from an authority that this client does not trust",
                "valid certification path", "Put the authority's certificate into the trust store");
    }

    @Test
    void anExpiredCertificateIsNamed() {
        try (DevBroker expired = DevBroker.builder().tls(Duration.ofHours(-1)).start()) {
            assertRefused(refusal(new HashMap<>(expired.clientProperties()), Map.of(), "orders"),
                    SslAuthenticationException.class, expired.bootstrapServers(), "has expired (NotAfter: ", "Renew it");
        }
    }

    @Test
    void aCertificateForAnotherHostIsNamed() throws Exception {
        try (ForeignTlsServer foreign = new ForeignTlsServer()) {
            assertRefused(
                    refusal(Map.of("bootstrap.servers", foreign.address()),
                            Map.of("kafka.ca-certificate-file", ForeignTlsServer.authority().toString()), "orders"),
                    SslAuthenticationException.class, foreign.address(), "is for another host",
                    "Connect by a name that the certificate has");
        }
    }

    @Test
    void allThatWaitForTheSameAnswerGetIt() {
        EventPublisher publisher = publishers.open(BROKER.client("shop", "no-secret"), Map.of());

        List<CompletableFuture<PublishReceipt>> published = IntStream.range(0, 500)
                .mapToObj(i -> publisher.publish(event("orders" + i % 7)).toCompletableFuture()).toList();

        for (int i = 0; i < published.size(); i++) {
            assertRefused(failureOf(published.get(i), "orders" + i % 7), AuthenticationException.class,
                    "rejected the credentials");
        }
    }

    @Test
    void aDeniedTopicIsNamedAndIsWrittenOnceItIsAllowed() {
        BROKER.createTopic("denied");
        EventPublisher publisher = publishers.open(BROKER.client("shop", SecuredBroker.PASSWORD), Map.of());

        assertRefused(failureOf(publisher.publish(event("denied")).toCompletableFuture(), "denied"),
                AuthorizationException.class, "Topic denied was not written at " + BROKER.address(), "may not write it",
                "Allow it WRITE and DESCRIBE");
        // Seen, but not written.
        BROKER.allow("shop", ResourceType.TOPIC, "denied", AclOperation.DESCRIBE);
        await().untilAsserted(
                () -> assertRefused(failureOf(publisher.publish(event("denied")).toCompletableFuture(), "denied"),
                        AuthorizationException.class, "may not write it", "Allow it WRITE and DESCRIBE"));
        BROKER.allow("shop", ResourceType.TOPIC, "denied", AclOperation.WRITE);

        requireFirstIsWritten(publisher, "shop", "denied");
    }

    @Test
    void theFirstEventAfterAHiddenTopicWasAllowedIsWritten() {
        BROKER.createTopic("hidden");
        EventPublisher publisher = publishers.open(BROKER.client("shop", SecuredBroker.PASSWORD), Map.of());
        for (int i = 0; i < 3; i++) {
            assertRefused(failureOf(publisher.publish(event("hidden")).toCompletableFuture(), "hidden"),
                    AuthorizationException.class, "Topic hidden was not written", "Allow it WRITE and DESCRIBE");
        }

        BROKER.allow("shop", ResourceType.TOPIC, "hidden", AclOperation.WRITE, AclOperation.DESCRIBE);

        requireFirstIsWritten(publisher, "shop", "hidden");
    }

    @Test
    void aServiceThatMightWriteNothingWritesItsFirstEventOnceItMay() {
        BROKER.createTopic("poor");
        BROKER.allow("poor", ResourceType.TOPIC, "poor", AclOperation.DESCRIBE);
        EventPublisher publisher = publishers.open(BROKER.client("poor", SecuredBroker.PASSWORD), Map.of());
        for (int i = 0; i < 2; i++) {
            // Kafka's client would not ask again after this.
            assertThat(publisher.publish(event("poor")).toCompletableFuture()).failsWithin(Duration.ofSeconds(60));
        }

        BROKER.allow("poor", ResourceType.TOPIC, "poor", AclOperation.WRITE);

        requireFirstIsWritten(publisher, "poor", "poor");
    }

    /** As soon as the broker applies it, which another client shows. */
    private void requireFirstIsWritten(EventPublisher publisher, String user, String topic) {
        await().until(() -> publishers.open(BROKER.client(user, SecuredBroker.PASSWORD), Map.of()).publish(event(topic))
                .handle((receipt, error) -> error == null).toCompletableFuture().join());
        assertThat(publisher.publish(event(topic)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(60));
    }

    @Test
    void aProtocolThatTheBrokerDoesNotSpeakIsNamedInTheTimeout() {
        Map<String, Object> plaintextToTls = Map.of("bootstrap.servers", BROKER.address());
        Map<String, Object> tlsToPlaintext = BROKER.client("shop", SecuredBroker.PASSWORD);
        String plaintextAddress = BROKER.plaintextAddress();
        tlsToPlaintext.put("bootstrap.servers", plaintextAddress);
        Map<String, Object> noSasl = BROKER.client("shop", SecuredBroker.PASSWORD);
        noSasl.put("security.protocol", "SSL");

        EventPublisher first = publishers.open(plaintextToTls, SOON);
        EventPublisher second = publishers.open(tlsToPlaintext, SOON);
        EventPublisher third = publishers.open(noSasl, SOON);
        List.of(first, second, third).forEach(publisher -> publisher.publish(event("orders")));

        awaitTimeout(first, "The broker at " + BROKER.address() + " speaks TLS, and this client doesn't");
        awaitTimeout(second, "The broker at " + plaintextAddress + " does not speak TLS, and this client does");
        awaitTimeout(third, "another security.protocol, such as one with SASL");
    }

    private static void awaitTimeout(EventPublisher publisher, String reason) {
        await()
                .untilAsserted(() -> assertThat(failureOf(publisher.publish(event("orders")).toCompletableFuture(), "orders"))
                        .isInstanceOf(PublishTimeoutException.class).hasMessageContaining(reason));
    }
}
