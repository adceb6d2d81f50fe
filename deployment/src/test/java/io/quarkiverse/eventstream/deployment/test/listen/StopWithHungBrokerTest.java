package io.quarkiverse.eventstream.deployment.test.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkus.test.QuarkusUnitTest;

class StopWithHungBrokerTest {

    private static final String PORT = "test.hung.port";
    /** The grace period of Kubernetes. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, Received.class))
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:" + port())
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
        try (DevBroker broker = DevBroker.builder().port(port()).start()) {
            for (EventStream stream : List.of(first, second)) {
                String topic = stream == first ? "first" : "second";
                Received received = new Received();
                stream.newSubscription(topic).topic(topic).group("g").offset(Offset.EARLIEST).handler(received).register();
                stream.publishAndAwait(event(topic));
                received.awaitCount(1);
            }
            signal("STOP", broker);
            first.publish(event("first"));
            second.publish(event("second"));

            long began = System.nanoTime();
            streams.stopListening();
            streams.close();
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            signal("CONT", broker);
            assertThat(took).isLessThan(GRACE);
        }
    }

    private static OutgoingEvent event(String topic) {
        return OutgoingEvent.builder("e").topic(topic).namespace("n").build();
    }

    private static void signal(String signal, DevBroker broker) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(broker.pid(1))).start().waitFor()).isZero();
    }

    /** The port is in a system property, because JUnit and the application each load this class. */
    private static int port() {
        if (Integer.getInteger(PORT) == null) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                System.setProperty(PORT, Integer.toString(socket.getLocalPort()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Integer.getInteger(PORT);
    }
}
