package io.quarkiverse.eventstream.interop.command;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.interop.check.StrictUtf8;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;

/** One line of JSON for each record, in ASCII, for programs. Bytes that are not UTF-8 are in Base64. */
final class JsonFormat implements RecordFormat {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ObjectWriter WRITER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build()
            .writer(new DeleteEscaped());

    private final EventCodec codec;

    JsonFormat(EventCodec codec) {
        this.codec = codec;
    }

    @Override
    public String format(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("topic", record.topic()).put("partition", record.partition()).put("offset", record.offset())
                .put("timestamp", String.valueOf(RecordFormat.timestamp(record)));
        put("key", record.key(), line);
        ArrayNode headers = line.putArray("headers");
        for (Header header : record.headers()) {
            put("value", header.value(), headers.addObject().put("name", header.key()));
        }
        try {
            line.set("envelope",
                    new ReceivedEvent(record, codec.decode(record.value()), record.topic(), codec, false).envelope());
        } catch (EventStreamException e) {
            line.put("error", e.getMessage());
            put("value", record.value(), line);
        }
        try {
            return WRITER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(String name, byte[] bytes, ObjectNode to) {
        String text = bytes == null ? null : StrictUtf8.decode(bytes);
        if (bytes != null && text == null) {
            to.put(name + "Base64", bytes);
        } else {
            to.put(name, text);
        }
    }

    /** JSON allows the unescaped control character 7F, which a terminal should not get. */
    private static final class DeleteEscaped extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0x7f] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}
