package io.quarkiverse.eventstream.cli.records;

import org.apache.kafka.common.header.Header;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.cli.console.JsonText;

/** One line of JSON for each record, in ASCII, for programs. Bytes that are not UTF-8 are in Base64. */
public final class JsonFormat implements RecordFormat {

    @Override
    public String format(ReadRecord read) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("topic", read.record().topic()).put("partition", read.record().partition())
                .put("offset", read.record().offset()).put("timestamp", String.valueOf(read.timestamp()));
        put("key", read.record().key(), line);
        ArrayNode headers = line.putArray("headers");
        for (Header header : read.record().headers()) {
            put("value", header.value(), headers.addObject().put("name", header.key()));
        }
        putContent(read, line);
        return JsonText.of(line);
    }

    private static void putContent(ReadRecord read, ObjectNode line) {
        String error = read.undecodable();
        if (read.isEvent()) {
            try {
                line.set("envelope", read.event().envelope());
                return;
            } catch (EventStreamException e) {
                error = e.getMessage();
            }
        }
        if (read.isTombstone()) {
            line.put("tombstone", true);
        } else {
            line.put("error", error);
            put("value", read.record().value(), line);
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
}
