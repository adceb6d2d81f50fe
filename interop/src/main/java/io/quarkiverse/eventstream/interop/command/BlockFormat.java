package io.quarkiverse.eventstream.interop.command;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** A block of lines for each record, without empty fields. */
final class BlockFormat implements RecordFormat {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int NAME_LENGTH = 24;
    private static final int CUT_LENGTH = 160;
    /** The first line has them. */
    private static final Set<String> SHOWN = Set.of("name", "namespace", "version");

    private final EventCodec codec;
    private final boolean whole;

    /** With a choice. */
    BlockFormat(EventCodec codec, boolean whole) {
        this.codec = codec;
        this.whole = whole;
    }

    @Override
    public String format(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder block = new StringBuilder();
        try {
            ReceivedEvent event = new ReceivedEvent(record, codec.decode(record.value()), record.topic(), codec, false);
            JsonNode envelope = event.envelope();
            block.append(head(record)).append("  ").append(UntrustedText.of(event.name())).append("  namespace ")
                    .append(UntrustedText.of(event.namespace())).append("  version ").append(event.version());
            recordLines(record, block);
            for (Map.Entry<String, JsonNode> member : envelope.properties()) {
                if (!SHOWN.contains(member.getKey()) && !isEmpty(member.getValue())) {
                    line(member.getKey(), shown(member.getValue()), block);
                }
            }
        } catch (EventStreamException e) {
            block.setLength(0);
            block.append(head(record)).append("  undecodable: ").append(UntrustedText.of(e.getMessage(), CUT_LENGTH * 2));
            recordLines(record, block);
            if (record.value() != null) {
                line("value", UntrustedText.of(RecordFormat.text(record.value()), CUT_LENGTH), block);
            }
        }
        return block.toString();
    }

    private static String head(ConsumerRecord<byte[], byte[]> record) {
        return RecordFormat.coordinates(record) + "  " + RecordFormat.timestamp(record);
    }

    private static void recordLines(ConsumerRecord<byte[], byte[]> record, StringBuilder to) {
        line("key", record.key() == null ? "none" : UntrustedText.of(RecordFormat.text(record.key()), CUT_LENGTH), to);
        String headers = StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> UntrustedText.of(header.key()) + "="
                        + (header.value() == null ? "null" : UntrustedText.of(RecordFormat.text(header.value()))))
                .limit(CUT_LENGTH).collect(Collectors.joining(", "));
        if (!headers.isEmpty()) {
            line("headers", headers, to);
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || value.isTextual() && value.textValue().isEmpty() || value.isContainerNode() && value.isEmpty()
                || value.isBoolean() && !value.booleanValue() || value.isIntegralNumber() && value.longValue() == 0;
    }

    private String shown(JsonNode value) {
        if (value.isTextual()) {
            return UntrustedText.of(value.textValue(), whole ? Integer.MAX_VALUE : CUT_LENGTH);
        }
        if (!whole) {
            return UntrustedText.of(value.toString(), CUT_LENGTH);
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value).lines()
                    .map(line -> UntrustedText.of(line, Integer.MAX_VALUE)).collect(Collectors.joining("\n      "));
        } catch (JsonProcessingException e) {
            return UntrustedText.of(value.toString(), Integer.MAX_VALUE);
        }
    }

    private static void line(String name, String value, StringBuilder to) {
        to.append(String.format("%n    %-17s %s", UntrustedText.of(name, NAME_LENGTH), value));
    }
}
