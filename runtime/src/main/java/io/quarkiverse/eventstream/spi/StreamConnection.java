package io.quarkiverse.eventstream.spi;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * An open stream: sends records, and says where topics are consumed from. All methods may be called from any thread, and
 * none blocks but those that prepare and those that close.
 */
public interface StreamConnection {

    /**
     * Makes ready now what sending takes, rather than when the first record comes. A stream that is only listened to may never need
     * it. Does nothing by default, and nothing when it is called again.
     *
     * @throws EventStreamException if that is not possible, with the reason
     */
    default void prepareToSend() {}

    /**
     * Looks whether consuming is possible, as far as that can be told without a broker. Does nothing by default.
     *
     * @throws EventStreamException if not, with the reason
     */
    default void prepareToConsume() {}

    /**
     * Sends a record. Records of one key and topic that one thread sends are written in that order.
     *
     * @param record the record; its topic is a full one
     * @param timeout after which the callback is told of a timeout at the latest
     * @param callback called exactly once, on any thread, possibly before this returns
     */
    void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback);

    /**
     * Sends a record that {@link #send} has refused as too large, in the form that takes the least room. By default the same as
     * {@link #send}.
     *
     * @param record the record; its topic is a full one
     * @param timeout after which the callback is told of a timeout at the latest
     * @param callback called exactly once, on any thread, possibly before this returns
     */
    default void sendLarge(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        send(record, timeout, callback);
    }

    /**
     * Creates a topic, if it is missing and the stream lets us. Does nothing by default: not every stream has topics to create.
     *
     * @param topic the full topic
     * @param model another full topic, whose number of partitions it gets
     * @return completes when that is settled one way or the other; never fails
     */
    default CompletionStage<Void> createTopicIfMissing(String topic, String model) {
        return CompletableFuture.completedStage(null);
    }

    /**
     * How many records were sent more than once, because the first attempt failed.
     *
     * @return since the stream was opened; 0 by default: not every stream sends
     */
    default long retries() {
        return 0;
    }

    /**
     * How it stands with sending, for operators.
     *
     * @return in a few words; by default none
     */
    default String state() {
        return "";
    }

    /**
     * Where it leads to, for traces: the first of the brokers to start from.
     *
     * @return not resolved; empty by default
     */
    default Optional<InetSocketAddress> server() {
        return Optional.empty();
    }

    /**
     * The name by which the broker knows the client that sends.
     *
     * @return empty by default
     */
    default Optional<String> producerName() {
        return Optional.empty();
    }

    /**
     * The name by which the broker knows the client that consumes a topic.
     *
     * @param topic the full topic
     * @param group the full group, or null for none
     * @return empty by default
     */
    default Optional<String> consumerName(String topic, String group) {
        return Optional.empty();
    }

    /**
     * A listener is being registered; its topic is consumed from now on, if there is a {@link #broker}. Does nothing by default.
     *
     * @param registration the listener
     */
    default void registered(Registration registration) {}

    /**
     * Where topics are consumed from.
     *
     * @return the same each time; empty, as by default, for a stream that delivers nothing
     */
    default Optional<Broker> broker() {
        return Optional.empty();
    }

    /**
     * Sends what is in flight within a time, and lets go of everything.
     *
     * @param timeout how long to wait
     */
    void close(Duration timeout);
}
