package io.quarkiverse.eventstream.test.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.SubscriptionDefinition;
import io.quarkiverse.eventstream.test.StandaloneStream;

/**
 * The fixture of all conformance tests: services, which are closed after a test, and unique names.
 */
abstract class ConformanceTests {

    static final String NAME = "somethingHappened";
    static final String NAMESPACE = "conformance";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final String topic = "conformance-" + UUID.randomUUID();
    final String group = "group-" + UUID.randomUUID();
    private final StreamConformance stream;
    private final List<StandaloneStream> services = new ArrayList<>();

    ConformanceTests(StreamConformance stream) {
        this.stream = stream;
    }

    @AfterEach
    void closeServices() {
        services.forEach(StandaloneStream::close);
    }

    /**
     * Starts an instance of a service.
     *
     * @param properties names and values, in turn
     */
    StandaloneStream open(String... properties) {
        StandaloneStream.Builder builder = stream.service();
        for (int i = 0; i < properties.length; i += 2) {
            builder.property(properties[i], properties[i + 1]);
        }
        StandaloneStream service = builder.open();
        services.add(service);
        return service;
    }

    /** Starts an instance that is closed after the test. */
    EventStream service(String... properties) {
        return open(properties).events();
    }

    /** A listener to the topic, in the group, that begins with the oldest event. */
    SubscriptionDefinition listener(EventStream service, String id) {
        return service.newSubscription(id).topic(topic).group(group).offset(Offset.EARLIEST);
    }

    OutgoingEvent.Builder event(String id) {
        return OutgoingEvent.builder(NAME).id(id).topic(topic).namespace(NAMESPACE).payload(Map.of("number", 1));
    }

    /** Publishes an event with a key, and waits until it is written. */
    WrittenRecord publish(EventStream service, String id, String key) {
        return service.publishAndAwait(event(id).key(key).build()).records().get(0);
    }

    static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE);
    }
}
