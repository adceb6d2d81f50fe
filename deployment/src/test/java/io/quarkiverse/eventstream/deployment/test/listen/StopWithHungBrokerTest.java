package io.quarkiverse.eventstream.deployment.test.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.OwnBroker;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkus.test.QuarkusUnitTest;

class StopWithHungBrokerTest {

    /** The grace period of Kubernetes. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(OwnBroker.class, Patience.class, Received.class))
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:" + OwnBroker.port(StopWithHungBrokerTest.class))
            .overrideConfigKey("quarkus.eventstream.second.stream", "kafka");

    @Inject
    EventStream first;

    @Inject
    @EventStreamName("second")
    EventStream second;

    @Inject
    EventStreams streams;

    @Test
    void aStopOfAllStreamsEndsInTimeEvenIfTheBrokerHangs() throws Exception {
        try (DevBroker broker = DevBroker.builder().port(OwnBroker.port(StopWithHungBrokerTest.class)).start()) {
            for (EventStream stream : List.of(first, second)) {
                String topic = stream == first ? "first" : "second";
                Received received = new Received();
                stream.newSubscription(topic).topic(topic).group("g").offset(Offset.EARLIEST).handler(received).register();
                stream.publishAndAwait(event(topic));
                received.awaitCount(1);
            }
            OwnBroker.pause(broker);
            first.publish(event("first"));
            second.publish(event("second"));

            long began = System.nanoTime();
            streams.stopListening();
            streams.close();
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            OwnBroker.resume(broker);
            assertThat(took).isLessThan(GRACE);
        }
    }

    private static OutgoingEvent event(String topic) {
        return OutgoingEvent.builder("e").topic(topic).namespace("n").build();
    }
}
