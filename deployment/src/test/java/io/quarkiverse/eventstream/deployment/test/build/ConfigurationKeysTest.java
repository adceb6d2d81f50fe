package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkus.test.QuarkusUnitTest;

/**
 * Every key is known, in each notation.
 */
class ConfigurationKeysTest {

    /** Keys of any stream, and a value. */
    private static final Map<String, String> KEYS = Map.ofEntries(Map.entry("stream", "none"), Map.entry("prefix", "shop"),
            Map.entry("group", "billing"), Map.entry("group-leading-dot", "true"), Map.entry("strict-validation", "true"),
            Map.entry("publish.timeout", "30S"), Map.entry("publish.topic-timeout", "2S"),
            Map.entry("publish.max-in-flight", "10"), Map.entry("publish.max-waiting", "20"),
            Map.entry("publish.max-waiting-memory", "20M"),
            Map.entry("delivery.backoff", "1S"), Map.entry("delivery.max-backoff", "2S"),
            Map.entry("delivery.max-buffered", "10"), Map.entry("delivery.commit-interval", "2S"),
            Map.entry("kafka.bootstrap-servers", "localhost:1"), Map.entry("kafka.dial-timeout", "1S"),
            Map.entry("kafka.read-timeout", "1S"), Map.entry("kafka.write-timeout", "1S"),
            Map.entry("kafka.producer.\"linger.ms\"", "5"), Map.entry("kafka.producer.batch.size", "1000"),
            Map.entry("kafka.producer.acks", "all"), Map.entry("kafka.consumer.\"fetch.min.bytes\"", "2"),
            Map.entry("kafka.consumer.max.poll.records", "7"));

    @RegisterExtension
    static final QuarkusUnitTest TEST = application();

    private static QuarkusUnitTest application() {
        QuarkusUnitTest test = new QuarkusUnitTest().withEmptyApplication();
        for (String stream : List.of("", "audit.", "\"archive\".")) {
            KEYS.forEach((key, value) -> test.overrideConfigKey("quarkus.eventstream." + stream + key, value));
        }
        Stream.of("topic", "name", "group", "offset", "namespace", "stream").forEach(attribute -> test
                .overrideConfigKey("quarkus.eventstream.listener.\"com.acme.Billing#bill\"." + attribute, "1"));
        return test.overrideConfigKey("quarkus.eventstream.listener.billing.enabled", "false")
                .overrideConfigKey("quarkus.eventstream.max-buffered-memory", "20M")
                .overrideConfigKey("quarkus.eventstream.log-level", "warn")
                .setLogRecordPredicate(record -> record.getMessage().contains("nrecognized configuration"))
                .assertLogRecords(records -> assertThat(records).isEmpty());
    }

    @Inject
    EventStreamConfig config;

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("audit")
    EventStream audit;

    @Inject
    @EventStreamName("archive")
    EventStream archive;

    @Test
    void onlyStreamsCountAsStreams() {
        assertThat(config.streams()).containsOnlyKeys(EventStreamConfig.DEFAULT_STREAM, "audit", "archive");
        assertThat(config.listeners()).containsOnlyKeys("billing", "com.acme.Billing#bill");
    }

    @Test
    void eachStreamHasItsOwnKeys() {
        assertThat(config.streams().values()).allSatisfy(stream -> {
            assertThat(stream.prefix()).contains("shop");
            assertThat(stream.publish().timeout()).isEqualTo(Duration.ofSeconds(30));
            assertThat(stream.delivery().maxBuffered()).isEqualTo(10);
            assertThat(stream.kafka().readTimeout()).contains(Duration.ofSeconds(1));
        });
    }

    @Test
    void kafkasPropertiesAreWrittenWithOrWithoutQuotes() {
        StreamConfig stream = config.streams().get("archive");
        assertThat(stream.kafka().producer())
                .isEqualTo(Map.of("linger.ms", "5", "batch.size", "1000", "acks", "all"));
        assertThat(stream.kafka().consumer()).isEqualTo(Map.of("fetch.min.bytes", "2", "max.poll.records", "7"));
    }
}
