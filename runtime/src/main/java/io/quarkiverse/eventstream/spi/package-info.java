/**
 * The contract of a stream provider, which connects the bus to a kind of stream.
 * <p>
 * The bus validates and encodes events, dispatches them to listeners, redelivers them, and commits offsets. A provider sends records,
 * and opens Kafka {@linkplain org.apache.kafka.clients.consumer.Consumer consumers}. A provider that only sends has two methods to
 * implement:
 *
 * <pre>{@code
 * @Singleton
 * public class DiscardingStreamProvider implements StreamProvider {
 *
 *     public String name() {
 *         return "discard"; // quarkus.eventstream.stream=discard
 *     }
 *
 *     public StreamConnection open(StreamSettings settings) {
 *         return new StreamConnection() {
 *             public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
 *                 callback.completed(new WrittenRecord(record.topic(), -1, -1), null);
 *             }
 *
 *             public void close(Duration timeout) {}
 *         };
 *     }
 * }
 * }</pre>
 *
 * A provider that also delivers events returns a {@link io.quarkiverse.eventstream.spi.Broker} from
 * {@link io.quarkiverse.eventstream.spi.StreamConnection#broker()}.
 * <p>
 * The guarantees of the bus rest on four promises of a provider:
 * <ul>
 * <li>A {@link io.quarkiverse.eventstream.spi.SendCallback} is called exactly once, and reports a record as written only after the
 * stream has stored it.</li>
 * <li>Records of one key and topic that one thread sends are stored in the order of the calls.</li>
 * <li>A consumer commits nothing by itself, and reports a position that is out of range instead of choosing another one.</li>
 * <li>Committed offsets, with their metadata and leader epoch, outlive the consumer.</li>
 * </ul>
 * A {@code full} topic or group has the prefix of the stream; the bus adds it. No argument or result is null unless its description
 * says so.
 * <p>
 * The test library has a suite of tests for providers: {@code StreamConformance} and {@code DeliveringStreamConformance} in
 * {@code io.quarkiverse.eventstream.test.conformance}.
 */
package io.quarkiverse.eventstream.spi;
