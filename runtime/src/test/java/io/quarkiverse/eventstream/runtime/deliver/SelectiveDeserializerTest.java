package io.quarkiverse.eventstream.runtime.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;

class SelectiveDeserializerTest {

    private static final String WANTED = "{\"id\":\"1\",\"name\":\"e\"}";
    private static final String UNWANTED = "{\"id\":\"2\",\"name\":\"f\"}";

    private final ConsumerKit kit = new ConsumerKit(Runnable::run, event -> CompletableFuture.completedStage(null), "e");
    private final SelectiveDeserializer values = kit.context().values();

    @AfterEach
    void close() {
        kit.close();
    }

    /** A record as the consumer returns it; its value is in the middle of the fetched buffer. */
    private ConsumerRecord<byte[], byte[]> read(Headers headers, String value) {
        byte[] fetched = ("}" + value + "\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(fetched, 1, value.length()).slice();
        return new ConsumerRecord<>("t", 0, 0, 0, TimestampType.CREATE_TIME, 0, value.length(), null,
                values.deserialize("t", headers, buffer), headers, Optional.empty());
    }

    private String valueRead(String value) {
        ConsumerRecord<byte[], byte[]> record = read(new RecordHeaders(), value);
        return SelectiveDeserializer.isUnwanted(record) ? null : new String(record.value(), StandardCharsets.UTF_8);
    }

    @Test
    void allIsReadAtFirst() {
        assertThat(valueRead(WANTED)).isEqualTo(WANTED);
        assertThat(valueRead(UNWANTED)).isEqualTo(UNWANTED);
    }

    @Test
    void onceMostIsUnwantedOnlyWhatIsWantedIsRead() {
        values.dispatched(10, 6);

        assertThat(valueRead(WANTED)).isEqualTo(WANTED);
        assertThat(valueRead(UNWANTED)).isNull();
    }

    @Test
    void onceMostIsWantedAllIsReadAgain() {
        values.dispatched(10, 6);
        values.dispatched(10, 5);

        assertThat(valueRead(UNWANTED)).isEqualTo(UNWANTED);
    }

    @Test
    void aNameThatOnlyDecodingFindsIsRead() {
        values.dispatched(1, 1);

        assertThat(valueRead("{\"n\\u0061me\":\"f\"}")).isNotNull();
        assertThat(valueRead("no event")).isEqualTo("no event");
        assertThat(valueRead("")).isEmpty();
        assertThat(values.deserialize("t", new RecordHeaders(), (ByteBuffer) null)).isNull();
        assertThat(values.deserialize("t", (byte[]) null)).isNull();
    }

    @Test
    void onePollReadsNoMoreThanThereIsMemoryFor() {
        String large = "x".repeat(1 << 20);

        assertThat(SelectiveDeserializer.isUnread(read(new RecordHeaders(), "y".repeat(50 << 20)))).as("the first").isFalse();
        assertThat(SelectiveDeserializer.isUnread(read(new RecordHeaders(), large))).isTrue();
        values.pollBegins();
        assertThat(SelectiveDeserializer.isUnread(read(new RecordHeaders(), large))).isFalse();
        assertThat(SelectiveDeserializer.isUnread(read(new RecordHeaders(), large))).isFalse();
    }

    @Test
    void aTombstoneConcernsNoListenerOfEvents() {
        assertThat(kit.group().candidatesFor(new ConsumerRecord<>("t", 0, 0, null, null))).isEmpty();
    }

    @Test
    void aBufferWithoutAnArrayIsRead() {
        values.dispatched(1, 1);
        ByteBuffer outside = ByteBuffer.allocateDirect(UNWANTED.length()).put(UNWANTED.getBytes(StandardCharsets.UTF_8)).flip();

        assertThat(new String(values.deserialize("t", new RecordHeaders(), outside), StandardCharsets.UTF_8))
                .isEqualTo(UNWANTED);
    }

    @Test
    void theNameIsTakenFromTheHeaderToo() {
        values.dispatched(1, 1);
        Headers headers = new RecordHeaders().add(EventCodec.NAME_HEADER, "f".getBytes(StandardCharsets.UTF_8));

        assertThat(SelectiveDeserializer.isUnwanted(read(headers, WANTED))).isTrue();
    }
}
