package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishRefusedException;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;

class SecuredBrokerTest {

    private final KafkaPublishers publishers = new KafkaPublishers();

    @AfterEach
    void close() {
        publishers.close();
    }

    @Test
    void aCertificateFileIsEnoughForTls() {
        try (DevBroker broker = DevBroker.builder().tls().start()) {
            EventPublisher publisher = publishers.open(broker.bootstrapServers(),
                    Map.of("kafka.ca-certificate-file", broker.caCertificate().orElseThrow().toString()));

            PublishReceipt receipt = publisher.publish(event()).toCompletableFuture().join();

            assertThat(receipt.records().get(0).offset()).isZero();
        }
    }

    @Test
    void oneFileWithCertificatesAndKeyIsEnoughForMutualTls() {
        try (DevBroker broker = DevBroker.builder().tls().tlsClientAuthentication().start()) {
            EventPublisher publisher = publishers.open(broker.bootstrapServers(),
                    Map.of("kafka.ca-certificate-file", broker.clientCertificate().orElseThrow().toString(),
                            "publish.timeout", "20s"));

            assertThat(publisher.publish(event()).toCompletableFuture().join().records()).hasSize(1);
        }
    }

    @Test
    void kafkasOwnPropertiesCarryScramCredentialsAndAWrongPasswordIsNamedAsTheReason() {
        try (DevBroker broker = DevBroker.builder().scramUser("shop", "right").start()) {
            Map<String, String> properties = new HashMap<>();
            broker.clientProperties("shop").forEach((name, value) -> properties.put("kafka.producer.\"" + name + "\"", value));
            assertThat(publishers.open(broker.bootstrapServers(), properties).publish(event()).toCompletableFuture().join()
                    .records()).hasSize(1);

            properties.replaceAll((name, value) -> value.replace("\"right\"", "\"wrong\""));
            PublishException failure = (PublishException) catchThrowableOfType(CompletionException.class,
                    () -> publishers.open(broker.bootstrapServers(), properties).publish(event()).toCompletableFuture().join())
                    .getCause();
            assertThat(failure.failures().get("secured")).isInstanceOf(PublishRefusedException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static OutgoingEvent event() {
        return OutgoingEvent.builder("e").topic("secured").namespace("n").build();
    }
}
