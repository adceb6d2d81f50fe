package io.quarkiverse.eventstream.cli.records;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.cli.console.Block;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;

/** A block of lines for each record, without empty fields. */
public final class TextFormat implements RecordFormat {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int CUT_LENGTH = 160;
    /** The first line has them. */
    private static final Set<String> SHOWN = Set.of("name", "namespace", "version");

    private final boolean whole;

    /**
     * With a choice.
     *
     * @param whole whether payloads and texts are shown to their end
     */
    public TextFormat(boolean whole) {
        this.whole = whole;
    }

    @Override
    public String format(ReadRecord read) {
        Block block = new Block(head(read));
        String undecodable = read.undecodable();
        if (read.isEvent()) {
            try {
                // First, because it may fail.
                JsonNode envelope = read.event().envelope();
                block.head("  " + UntrustedText.of(read.event().name()) + "  namespace "
                        + UntrustedText.of(read.event().namespace()) + "  version " + read.event().version());
                recordLines(read, block);
                memberLines(envelope, block);
                return block.toString();
            } catch (EventStreamException e) {
                undecodable = e.getMessage();
            }
        }
        block.head(read.isTombstone()
                ? "  tombstone"
                : "  undecodable: " + UntrustedText.of(undecodable, CUT_LENGTH * 2));
        recordLines(read, block);
        if (!read.isTombstone()) {
            block.line("value", cut(ReadRecord.text(read.record().value())));
        }
        return block.toString();
    }

    private static String head(ReadRecord read) {
        return read.coordinates() + "  " + read.timestamp();
    }

    private void recordLines(ReadRecord read, Block to) {
        to.line("key", read.key() == null ? "none" : UntrustedText.of(read.key(), CUT_LENGTH));
        String headers = StreamSupport.stream(read.record().headers().spliterator(), false)
                .filter(header -> !header.key().startsWith(DeadLetter.HEADER))
                .map(header -> UntrustedText.of(header.key()) + "="
                        + (header.value() == null ? "null" : UntrustedText.of(ReadRecord.text(header.value()))))
                .limit(CUT_LENGTH).collect(Collectors.joining(", "));
        if (!headers.isEmpty()) {
            to.line("headers", headers);
        }
        if (read.header(DeadLetter.HEADER + "reason") != null) {
            deadLetterLines(read, to);
        }
    }

    private void deadLetterLines(ReadRecord read, Block to) {
        to.line("dead letter", "of " + letter("topic", read) + "-" + letter("partition", read) + "@" + letter("offset", read)
                + ", " + letter("reason", read) + " for " + letter("listener", read) + ", attempts: "
                + letter("attempts", read));
        to.line("cause", letter("exception", read) + ": " + cut(String.valueOf(read.header(DeadLetter.HEADER + "message"))));
        String stackTrace = read.header(DeadLetter.HEADER + "stack-trace");
        if (whole && stackTrace != null) {
            to.line("stack trace", Block.whole(stackTrace));
        }
        String omitted = read.header(DeadLetter.HEADER + "omitted");
        if (omitted != null) {
            to.line("omitted", UntrustedText.of(omitted));
        }
    }

    private static String letter(String header, ReadRecord read) {
        return UntrustedText.of(read.header(DeadLetter.HEADER + header));
    }

    private void memberLines(JsonNode envelope, Block to) {
        for (Map.Entry<String, JsonNode> member : envelope.properties()) {
            if (!SHOWN.contains(member.getKey()) && !isEmpty(member.getValue())) {
                to.line(member.getKey(), shown(member.getValue()));
            }
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || value.isTextual() && value.textValue().isEmpty() || value.isContainerNode() && value.isEmpty()
                || value.isBoolean() && !value.booleanValue() || value.isIntegralNumber() && value.longValue() == 0;
    }

    private String shown(JsonNode value) {
        if (value.isTextual()) {
            return cut(value.textValue());
        }
        if (!whole) {
            return cut(value.toString());
        }
        try {
            return Block.whole(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            return cut(value.toString());
        }
    }

    private String cut(String text) {
        return UntrustedText.of(text, whole ? Integer.MAX_VALUE : CUT_LENGTH);
    }
}
