package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A topic whose records are commands to deliver the record of another topic to one listener. The listener gets that record, with its key and
 * its coordinates, and its failure policy applies; the offsets of its own topic do not move. Thread-safe.
 */
public interface CommandTopic {

    /**
     * The listener that a command is for.
     *
     * @param listeners those of the group
     * @return empty if the record is no command, or is for another group; otherwise a listener that completes the command, be it another
     *         one if there is none with the id
     */
    Optional<Listener> recipient(ConsumerRecord<byte[], byte[]> record, List<Listener> listeners);

    /** The record that a command delivers. */
    ConsumerRecord<byte[], byte[]> delivered(ConsumerRecord<byte[], byte[]> command);

    /**
     * A listener has completed a command. The offset of the command is not committed before the answer is written.
     *
     * @return completes when the answer is written; if it fails, this is called again after a delay, without another invocation
     */
    CompletionStage<Void> completed(ConsumerRecord<byte[], byte[]> command, Completion completion);
}
