package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

import io.quarkiverse.eventstream.PayloadException;

/** A payload that is read together with its envelope equals one that is read by itself. */
class PayloadWithinEnvelopeTest {

    private static final String ORDER = "{\"id\":\"1\",\"payload\":{\"item\":\"tea\",\"tags\":[\"a\",{\"b\":1}]},\"name\":\"n\"}";

    private final EventCodec codec = new EventCodec(new ObjectMapper());

    record Order(String item, List<Object> tags) {}

    private ReceivedEvent read(EventCodec codec, byte[] value, Type type) {
        return new ReceivedEvent(new ConsumerRecord<>("t", 0, 7, null, value), codec.decode(value, type), "t", codec, false);
    }

    private ReceivedEvent read(String value, Type type) {
        return read(codec, value.getBytes(StandardCharsets.UTF_8), type);
    }

    @Test
    void itIsReadAsAskedAndTheEnvelopeAroundItToo() {
        ReceivedEvent event = read(ORDER, Order.class);

        assertThat(event.id()).isEqualTo("1");
        assertThat(event.name()).isEqualTo("n");
        assertThat(event.<Order>payload(Order.class)).isEqualTo(new Order("tea", List.of("a", Map.of("b", 1))));
        assertThat(event.payloadAsTree()).hasToString("{\"item\":\"tea\",\"tags\":[\"a\",{\"b\":1}]}");
        assertThat(event.payloadAsMap()).containsEntry("item", "tea");
    }

    @Test
    void itIsReadInTheSameGo() {
        Envelope envelope = codec.decode(ORDER.getBytes(StandardCharsets.UTF_8), Order.class);

        assertThat(envelope.takePayload(Order.class)).isInstanceOf(Order.class);
    }

    @Test
    void eachThatAsksGetsAnObjectOfItsOwn() {
        ReceivedEvent event = read(ORDER, Order.class);

        Order first = event.payload(Order.class);
        Order second = event.withAttempt(2).payload(Order.class);

        assertThat(second).isEqualTo(first).isNotSameAs(first);
        assertThat(event.<Map<String, Object>>payload(Map.class)).containsKey("item");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"1\",\"payload\":{\"item\":{\"no\":\"string\"}},\"name\":\"n\"}",
            "{\"id\":\"1\",\"payload\":{\"unknown\":1},\"name\":\"n\"}"})
    void whereItDoesNotFitTheEventIsThereAndThePayloadFailsAsEver(String value) {
        ReceivedEvent event = read(value, Order.class);

        assertThat(event.name()).isEqualTo("n");
        Throwable apart = catchThrowable(() -> read(value, null).payload(Order.class));
        assertThatThrownBy(() -> event.payload(Order.class)).isInstanceOf(PayloadException.class)
                .hasMessage(apart.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"payload\":{\"item\":\"tea\"},\"payload\":null,\"name\":\"n\"}", "{\"payload\":null,\"name\":\"n\"}",
                    "{\"name\":\"n\"}"})
    void whereThereIsNoneThereIsNone(String value) {
        ReceivedEvent event = read(value, Order.class);

        assertThat(event.hasPayload()).isFalse();
        assertThat(event.<Order>payload(Order.class)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"payload\":{\"item\":\"tea\"},\"payload\":7}", "{\"payload\":{\"item\":\"tea\"}",
            "{\"payload\":{\"item\":\"tea\"}}x",
            "{\"payload\":{\"item\":tea}}", "{\"payload\":[]}"})
    void whatIsNoEnvelopeIsNoneForTheSameReason(String value) {
        Throwable apart = catchThrowable(() -> read(value, null));

        assertThatThrownBy(() -> read(value, Order.class)).isInstanceOf(UndecodableException.class)
                .hasMessage(apart.getMessage());
    }

    @JsonDeserialize(using = ReadsOn.class)
    record Greedy(String item) {}

    /** Reads a token too many. */
    static final class ReadsOn extends StdDeserializer<Greedy> {
        private static final long serialVersionUID = 1;

        ReadsOn() {
            super(Greedy.class);
        }

        @Override
        public Greedy deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            parser.skipChildren();
            parser.nextToken();
            return new Greedy("all");
        }
    }

    @Test
    void aDeserializerThatReadsOnTakesNothingFromTheEnvelope() {
        ReceivedEvent event = read(ORDER, Greedy.class);

        assertThat(event.name()).isEqualTo("n");
        assertThat(event.<Greedy>payload(Greedy.class)).isEqualTo(new Greedy("all"));
    }

    @Test
    void aMapperThatFailsOnWhatFollowsAValueSeesNothingOfTheEnvelope() {
        EventCodec strict = new EventCodec(new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));

        assertThat(strict.decode(ORDER.getBytes(StandardCharsets.UTF_8), Order.class).takePayload(Order.class))
                .isInstanceOf(Order.class);
    }

    @Test
    void aMapperWithLimitsOfItsOwnReadsByItself() {
        ObjectMapper limited = new ObjectMapper();
        limited.getFactory().setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(1).build());
        EventCodec own = new EventCodec(limited);
        byte[] value = ORDER.getBytes(StandardCharsets.UTF_8);

        assertThat(own.decode(value, Order.class).takePayload(Order.class)).isNull();
        assertThatThrownBy(() -> read(own, value, Order.class).payload(Order.class)).isInstanceOf(PayloadException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void itAgreesWithReadingByItselfForAnyEnvelope(long seed) {
        RandomEnvelopes envelopes = new RandomEnvelopes(new Random(seed));
        for (int i = 0; i < 1000; i++) {
            byte[] value = envelopes.next().getBytes(StandardCharsets.UTF_8);
            ReceivedEvent within = read(codec, value, Map.class);
            ReceivedEvent apart = read(codec, value, null);

            assertThat(within.<Map<?, ?>>payload(Map.class)).isEqualTo(apart.<Map<?, ?>>payload(Map.class));
            assertThat(within.payloadAsTree()).isEqualTo(apart.payloadAsTree());
            assertThat(within.name()).isEqualTo(apart.name());
            assertThat(within.id()).isEqualTo(apart.id());
            assertThat(within.unknownFields()).isEqualTo(apart.unknownFields());
            assertThat(within.additionalFields()).isEqualTo(apart.additionalFields());
        }
    }
}
