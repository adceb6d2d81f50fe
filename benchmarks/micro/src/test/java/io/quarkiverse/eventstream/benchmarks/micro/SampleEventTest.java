package io.quarkiverse.eventstream.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.scan.EventNameScanner;

/**
 * The compared implementations have the same results.
 */
class SampleEventTest {

    private final EventCodec codec = new EventCodec(SampleEvent.MAPPER);

    @Test
    void theBusAndJacksonAloneWriteTheSameBytes() throws Exception {
        byte[] raw = SampleEvent.MAPPER.writeValueAsBytes(SampleEvent.envelope());

        assertThat(raw).asString().isEqualTo(new String(codec.encoder(WireFormat.V3_1).encode(SampleEvent.outgoing()).value()));
        assertThat(raw.length).isBetween(550, 650);
    }

    @Test
    void theBusAndJacksonAloneReadTheSamePayload() throws Exception {
        byte[] value = SampleEvent.value();

        Order payload = new ReceivedEvent(new ConsumerRecord<>("t", 0, 0, null, value), codec.decode(value), "t", codec, false)
                .payload(Order.class);

        assertThat(payload).isEqualTo(SampleEvent.MAPPER.readValue(value, OrderEnvelope.class).payload())
                .isEqualTo(SampleEvent.envelope().payload());
    }

    @ParameterizedTest
    @EnumSource
    void theNameIsFoundWithoutDecodingAtEachPosition(NamePosition position) {
        byte[] value = position.value();

        long name = EventNameScanner.scan(value, 0, value.length);

        assertThat(new String(value, EventNameScanner.start(name), EventNameScanner.end(name) - EventNameScanner.start(name),
                StandardCharsets.UTF_8)).isEqualTo(SampleEvent.NAME);
        assertThat(codec.decode(value).name()).isEqualTo(SampleEvent.NAME);
    }

    @Test
    void aLargePayloadIsSomeSixtyKilobytes() {
        assertThat(NamePosition.AFTER_LARGE_PAYLOAD.value().length).isBetween(60_000, 70_000);
        assertThat(NamePosition.LATE.value().length).isEqualTo(NamePosition.EARLY.value().length);
    }
}
