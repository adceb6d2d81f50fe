package io.quarkiverse.eventstream.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** Failure policies and undecodable records. */
abstract class FailureConformance extends DeliveryTests {

    private static final String BACKOFF = "delivery.backoff";
    private static final String MAX_BACKOFF = "delivery.max-backoff";

    FailureConformance(DeliveringStreamConformance stream) {
        super(stream);
    }

    private EventStream failing(String policy, int attempts) {
        return service(BACKOFF, "10ms", MAX_BACKOFF, "20ms", "delivery.attempts", String.valueOf(attempts),
                "delivery.failure-policy", policy);
    }

    /** Fails for the first few attempts of an event. */
    private static EventHandler failingFor(String id, int times) {
        int[] left = {times};
        return event -> {
            if (event.id().equals(id) && left[0]-- > 0) {
                throw new IllegalStateException("not yet");
            }
        };
    }

    private List<String> deadLetters() {
        return records(topic + ".dlq").stream().map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList();
    }

    @Test
    void aFailedEventIsRedeliveredAndTheRestOfThePartitionWaits() {
        createTopic(2);
        write(0, "a", "b");
        Received received = new Received(failingFor("a", 2));

        listener(failing("redeliver", 10), "listener").handler(received).register();

        received.awaitIds("a", "a", "a", "b");
        assertThat(received.events()).extracting(IncomingEvent::attempt).containsExactly(1, 2, 3, 1);
    }

    @Test
    void anotherPartitionDoesNotWait() {
        createTopic(2);
        write(0, "a");
        write(1, "b", "c");
        Received received = new Received(failingFor("a", Integer.MAX_VALUE));

        listener(failing("redeliver", 10), "listener").handler(received).register();

        await().untilAsserted(() -> assertThat(received.ids()).contains("b", "c"));
    }

    @Test
    void anEventIsNotRedeliveredToAListenerThatSucceeded() {
        createTopic(1);
        EventStream service = failing("redeliver", 10);
        Received failing = new Received(failingFor("a", 3));
        Received other = new Received();
        listener(service, "failing").handler(failing).register();
        listener(service, "other").handler(other).register();

        write(0, "a", "b");

        await().untilAsserted(() -> assertThat(failing.ids()).endsWith("b"));
        other.awaitIds("a", "b");
    }

    @Test
    void anEventThatIsGivenUpIsDeadLetteredByteForByte() {
        createTopic(1);
        write(0, "a", "b");
        Received received = new Received(failingFor("a", Integer.MAX_VALUE));

        listener(failing("dead-letter", 2), "listener").handler(received).register();

        received.awaitIds("a", "a", "b");
        await().untilAsserted(() -> assertThat(deadLetters()).hasSize(1));
        ConsumerRecord<byte[], byte[]> letter = records(topic + ".dlq").get(0);
        assertThat(letter.value()).isEqualTo(records(topic).get(0).value());
        assertThat(letter.headers()).anyMatch(header -> header.value() != null
                && new String(header.value(), StandardCharsets.UTF_8).contains("not yet"));
    }

    @Test
    void theNextEventFollowsOneThatIsSkipped() {
        createTopic(1);
        write(0, "a", "b");
        Received received = new Received(failingFor("a", Integer.MAX_VALUE));

        listener(failing("skip", 2), "listener").handler(received).register();

        received.awaitIds("a", "a", "b");
    }

    @Test
    void aStoppedListenerResumesWithTheSameEvent() {
        createTopic(1);
        write(0, "a", "b");
        Received received = new Received(failingFor("a", 2));

        Subscription subscription = listener(failing("stop", 2), "listener").handler(received).register();
        await().until(subscription::isStopped);
        assertThat(received.ids()).containsExactly("a", "a");
        subscription.resume();

        received.awaitIds("a", "a", "a", "b");
    }

    @Test
    void undecodableRecordsAreDeadLetteredAndStopNoListener() {
        createTopic(1);
        writeRaw(0, "{\"name\":\"" + NAME + "\", broken");
        writeRaw(0, "no JSON at all");
        write(0, "a");
        Received received = new Received();

        listener(failing("dead-letter", 2), "listener").handler(received).register();

        received.awaitIds("a");
        await().untilAsserted(
                () -> assertThat(deadLetters()).containsExactly("{\"name\":\"" + NAME + "\", broken", "no JSON at all"));
    }

    @Test
    void anUndecodableRecordIsSkippedWithoutADeadLetterTopic() {
        createTopic(1);
        writeRaw(0, "no JSON at all");
        write(0, "a");
        Received received = new Received();

        listener(failing("redeliver", 2), "listener").handler(received).register();

        received.awaitIds("a");
    }

    @Test
    void anErrorIsAFailureLikeAnyOther() {
        createTopic(1);
        write(0, "a", "b");
        int[] left = {1};
        Received received = new Received(event -> {
            if (left[0]-- > 0) {
                throw new AssertionError("not yet");
            }
        });

        listener(failing("redeliver", 10), "listener").handler(received).register();

        received.awaitIds("a", "a", "b");
    }

    @Test
    void anEventThatFailedIsRedeliveredToTheNextInstance() {
        createTopic(1);
        write(0, "a", "b");
        StandaloneStream first = open(BACKOFF, "10ms", MAX_BACKOFF, "20ms");
        Received failing = new Received(failingFor("a", Integer.MAX_VALUE));
        listener(first.events(), "listener").handler(failing).register();
        await().until(() -> failing.ids().size() > 1);
        first.close();

        Received next = new Received();
        listener(service(), "listener").handler(next).register();

        next.awaitIds("a", "b");
    }
}
