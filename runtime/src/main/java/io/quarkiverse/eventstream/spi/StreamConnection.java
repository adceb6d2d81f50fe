package io.quarkiverse.eventstream.spi;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * An open stream: sends records, and names the {@link Broker} that topics are consumed from. Thread-safe: any thread may call any
 * method, event loops included. Only {@link #prepareToSend}, {@link #prepareToConsume}, {@link #openWriter} and {@link #close} may block.
 */
public interface StreamConnection extends StreamTopics {

    /**
     * Creates everything that sending needs, such as a producer, so that the first record does not wait for it. Called before the
     * application gets a stream that it may publish to; more than once for a stream that several beans inject. Must not wait for a
     * remote party. {@link #send} may be called without it. Does nothing by default.
     *
     * @throws EventStreamException if sending is not possible with these settings, with the reason; the start of the application fails
     */
    default void prepareToSend() {}

    /**
     * Checks the settings for consuming. Called before the annotated listeners of the stream are registered. Must not wait for a remote
     * party. Does nothing by default.
     *
     * @throws EventStreamException if consuming is not possible with these settings, with the reason; the start of the application fails
     */
    default void prepareToConsume() {}

    /**
     * Sends a record: of an event, of a tombstone, of a dead letter, or of the journal of dead letters. Records of one key and topic that one thread sends are stored in
     * the order of the calls, retries included; records without a key need no order.
     * <p>
     * The callback gets a {@link io.quarkiverse.eventstream.PublishTimeoutException} when the timeout is over, a
     * {@link io.quarkiverse.eventstream.PublishOverloadException} when too many records are in flight, a
     * {@link io.quarkiverse.eventstream.PublishRefusedException} when access is denied, and Kafka's
     * {@link org.apache.kafka.common.errors.RecordTooLargeException} when the topic takes no record of that size. Any other exception is
     * possible; its message is what the publisher reads. After {@link #close}, the callback gets an exception.
     *
     * @param record a full topic and no timestamp; a partition only if it must go to that one; key and value may be null. It must not be
     *        changed
     * @param timeout how long sending may take, retries included; more than zero. The callback is called at its end at the latest
     * @param callback called exactly once, on any thread, possibly before this method returns; never if this method throws
     */
    void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback);

    /**
     * Sends a dead letter that {@link #send} has refused with a {@link org.apache.kafka.common.errors.RecordTooLargeException}, in the
     * form that takes the least room, such as compressed. By default the same as {@link #send}. It need not keep the order of records.
     *
     * @param record a full topic, no partition and no timestamp; key and value may be null
     * @param timeout how long sending may take, retries included; more than zero
     * @param callback as for {@link #send}
     */
    default void sendLarge(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        send(record, timeout, callback);
    }

    /**
     * Creates a topic if it is missing and the stream permits it. Called before a dead letter is sent, at most once in 5 seconds for a
     * topic that exists. Does nothing by default: not every stream has topics to create.
     *
     * @param topic the full dead-letter topic
     * @param model the full topic of the record, which gives the number of partitions
     * @return completes, on any thread, when the topic exists or could not be created; the dead letter is sent in both cases
     */
    default CompletionStage<Void> createTopicIfMissing(String topic, String model) {
        return CompletableFuture.completedStage(null);
    }

    /**
     * How many times a record was sent again because an attempt had failed, for the meter {@code eventstream.publish.retried}.
     *
     * @return the number since the stream was opened; never decreases; 0 by default
     */
    default long retries() {
        return 0;
    }

    /**
     * The state of sending, for health checks.
     *
     * @return a few words that follow the name of the provider, such as {@code at localhost:9092, 3 records in flight}; empty by default
     */
    default String state() {
        return "";
    }

    /**
     * The address of the server, for the attributes {@code server.address} and {@code server.port} of spans. Asked once, after the stream
     * was opened.
     *
     * @return an unresolved address, such as the first bootstrap server; empty by default
     */
    default Optional<InetSocketAddress> server() {
        return Optional.empty();
    }

    /**
     * The id of the client that sends, for the attribute {@code messaging.client.id} of spans. Asked once, after the stream was opened.
     *
     * @return the id by which the broker knows the client; empty by default
     */
    default Optional<String> producerName() {
        return Optional.empty();
    }

    /**
     * The id of the client that consumes a topic, for the attribute {@code messaging.client.id} of spans.
     *
     * @param topic the full topic
     * @param group the full group; null for a consumer without a group
     * @return the id by which the broker knows the client; empty by default
     */
    default Optional<String> consumerName(String topic, String group) {
        return Optional.empty();
    }

    /**
     * A listener is being registered. If there is a {@link #broker}, consuming of the topic begins after this method has returned. An
     * exception undoes the registration. Does nothing by default.
     *
     * @param registration the listener
     */
    default void registered(Registration registration) {}

    /**
     * Sends the records in flight, and releases all resources. Called after the consumers of the stream have stopped, or have
     * had the time to stop. A second call does nothing. The callback of a record that is still in flight at the end gets an exception.
     *
     * @param timeout how long to wait for records in flight; zero or more
     */
    void close(Duration timeout);
}
