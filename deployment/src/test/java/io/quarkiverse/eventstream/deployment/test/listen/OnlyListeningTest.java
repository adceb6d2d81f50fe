package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkus.test.QuarkusUnitTest;

/** An application without an injected stream. */
class OnlyListeningTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Listeners.class))
            .overrideConfigKey("quarkus.eventstream.delivery.failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "1")
            // It could not be opened.
            .overrideConfigKey("quarkus.eventstream.audit.kafka.bootstrap-servers", "not-there.invalid:9092")
            .overrideConfigKey("quarkus.eventstream.listener.\"" + Listeners.class.getName() + "#audit\".enabled", "false");

    @Singleton
    static class Listeners {

        final List<String> ids = new CopyOnWriteArrayList<>();
        final List<Producer<?, ?>> producers = new CopyOnWriteArrayList<>();

        @OnEvent(topic = "only-listening", group = "only-listening", offset = "earliest")
        void take(IncomingEvent event) {
            ids.add(event.id());
            if (event.name().equals("bad")) {
                throw new IllegalArgumentException("bad");
            }
        }

        @OnEvent(topic = "audit", stream = "audit")
        void audit(IncomingEvent event) {}

        void observe(@Observes Producer<?, ?> producer) {
            producers.add(producer);
        }
    }

    @Inject
    Listeners listeners;

    @Inject
    RawKafka kafka;

    @Test
    void aServiceThatOnlyListensHasNoProducerUntilItsFirstDeadLetter() {
        String topic = kafka.newTopic("only-listening", 1);
        kafka.newTopic("only-listening.dlq", 1);
        kafka.send(topic, 0, "k", RawKafka.envelope("good", "1"));
        await().until(() -> listeners.ids.contains("1"));
        assertThat(listeners.producers).isEmpty();

        kafka.send(topic, 0, "k", RawKafka.envelope("bad", "2"));
        kafka.send(topic, 0, "k", RawKafka.envelope("good", "3"));

        await().until(() -> listeners.ids.contains("3"));
        assertThat(kafka.read("only-listening.dlq", 1)).extracting(ConsumerRecord::value)
                .containsExactly(RawKafka.envelope("bad", "2"));
        assertThat(listeners.producers).hasSize(1);
    }
}
