package io.quarkiverse.eventstream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A record: of an event, of a tombstone, or of anything else that was written to the topic. Immutable and usable from any thread.
 */
public interface EventRecord {

    /**
     * The topic of the record.
     *
     * @return with the prefix
     */
    String topic();

    /**
     * The record's partition.
     *
     * @return 0 or more
     */
    int partition();

    /**
     * The record's offset within its partition.
     *
     * @return 0 or more
     */
    long offset();

    /**
     * The record's timestamp.
     *
     * @return the time at which the record was created or appended, as the topic is configured; in whole milliseconds
     */
    Instant timestamp();

    /**
     * The record's key.
     *
     * @return the key read as UTF-8; null if the record has none
     */
    String key();

    /**
     * The record's value as it was received.
     *
     * @return a copy of the bytes; null for a tombstone
     */
    byte[] value();

    /**
     * The record's value, read as JSON.
     *
     * @return any JSON value; integers of any size are exact, decimals are {@code BigDecimal}; a {@code NullNode} for a tombstone
     * @throws PayloadException if the value is not JSON; not retried by default
     */
    JsonNode valueAsTree();

    /**
     * The record's headers.
     *
     * @return in the order of the record
     */
    List<EventHeader> headers();

    /**
     * A header of the record as text.
     *
     * @param name the header's name
     * @return the value of the last header of that name, read as UTF-8; empty if there is none or its value is null
     */
    default Optional<String> header(String name) {
        List<EventHeader> headers = headers();
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(name)) {
                return Optional.ofNullable(headers.get(i).text());
            }
        }
        return Optional.empty();
    }
}
