package io.quarkiverse.eventstream.cli.records;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.cli.console.Times;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where reading begins in each partition.
 *
 * @param kind how the value counts
 * @param value an offset, a number of records, or a time in milliseconds; 0 for the ends of the topic
 */
public record StartPosition(Kind kind, long value) {

    /** How a position is given. */
    public enum Kind {
        BEGINNING, END, OFFSET,
        /** That many records before the end. */
        LAST,
        /** The first record at or after a time. */
        TIME
    }

    public static final StartPosition BEGINNING = new StartPosition(Kind.BEGINNING, 0);
    public static final StartPosition END = new StartPosition(Kind.END, 0);

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    /** Reads the option. */
    public static final class Converter implements ITypeConverter<StartPosition> {

        @Override
        public StartPosition convert(String text) {
            return parse(text, Instant.now());
        }
    }

    static StartPosition parse(String text, Instant now) {
        switch (text) {
            case "beginning", "earliest" -> {
                return BEGINNING;
            }
            case "end", "latest" -> {
                return END;
            }
            default -> {
                // Parsed below.
            }
        }
        try {
            if (NUMBER.matcher(text).matches()) {
                long number = Long.parseLong(text);
                return number < 0 ? new StartPosition(Kind.LAST, -number) : new StartPosition(Kind.OFFSET, number);
            }
            return new StartPosition(Kind.TIME, Math.max(0, Times.parse(text, now).toEpochMilli()));
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new TypeConversionException("\"" + text
                    + "\" is no position. Write beginning, end, an offset such as 42, a number of"
                    + " records before the end such as -20, a time such as 2026-11-24T06:00:00Z, or an age such as -1h");
        }
    }

    /** The offset in each partition, within the existing records. */
    Map<TopicPartition, Long> in(List<TopicPartition> partitions, Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        switch (kind) {
            case BEGINNING -> offsets.putAll(firsts);
            case END -> offsets.putAll(ends);
            case OFFSET -> partitions.forEach(partition -> offsets.put(partition, value));
            case LAST -> ends.forEach((partition, end) -> offsets.put(partition, end - value));
            case TIME -> {
                Map<TopicPartition, Long> times = new HashMap<>();
                partitions.forEach(partition -> times.put(partition, value));
                for (Map.Entry<TopicPartition, OffsetAndTimestamp> found : consumer.offsetsForTimes(times).entrySet()) {
                    offsets.put(found.getKey(),
                            found.getValue() == null ? ends.get(found.getKey()) : Long.valueOf(found.getValue().offset()));
                }
            }
            default -> throw new IllegalStateException(kind.name());
        }
        offsets.replaceAll((partition, offset) -> Math.max(firsts.get(partition), Math.min(offset, ends.get(partition))));
        return offsets;
    }
}
