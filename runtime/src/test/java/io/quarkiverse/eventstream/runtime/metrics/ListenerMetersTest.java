package io.quarkiverse.eventstream.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;

class ListenerMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ListenerMeters meters = new ListenerMeters(new ListenerSpec("l", "t", "", "g", null, ""),
            new MeterSet(registry, Tags.empty(), ConcurrentHashMap.newKeySet()), new BoundedValues(10));

    private void invocationEndsWith(Throwable failure) {
        EventCodec codec = new EventCodec(new ObjectMapper());
        byte[] value = "{\"id\":\"0\",\"name\":\"e\"}".getBytes(StandardCharsets.UTF_8);
        meters.invoking(new ReceivedEvent(new ConsumerRecord<>("t", 0, 0, null, value), codec.decode(value), "t", codec, false))
                .accept(failure);
    }

    @Test
    void anInvocationThatIsAbandonedIsNeitherDeliveredNorFailed() {
        invocationEndsWith(new AbandonedInvocation("no subscriber"));
        assertThat(registry.get("eventstream.failed").counter().count()).isZero();
        assertThat(registry.get("eventstream.delivered").counter().count()).isZero();
        assertThat(registry.get("eventstream.listener.time").timer().count()).isZero();

        invocationEndsWith(new IllegalStateException("no"));
        invocationEndsWith(null);
        assertThat(registry.get("eventstream.failed").counter().count()).isEqualTo(1);
        assertThat(registry.get("eventstream.delivered").counter().count()).isEqualTo(1);
        assertThat(registry.get("eventstream.listener.time").timer().count()).isEqualTo(2);
    }
}
