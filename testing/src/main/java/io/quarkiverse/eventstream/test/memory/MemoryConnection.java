package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ExclusiveWriter;
import io.quarkiverse.eventstream.spi.Registration;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamSettings;

/**
 * An open stream in memory. The same code as for Kafka delivers its records.
 */
final class MemoryConnection implements StreamConnection {

    private final MemoryCluster cluster;
    private final PublishFaults faults;
    private final BrokerNames names;
    private final MemorySender sender;
    private final MemoryClients clients;

    MemoryConnection(MemoryCluster cluster, PublishFaults faults, FetchOrder order, BrokerNames names,
            StreamSettings settings) {
        this.cluster = cluster;
        this.faults = faults;
        this.names = names;
        names.opened(settings.prefix());
        this.sender = new MemorySender(cluster, settings.partitioner(), faults);
        faults.opened(sender);
        this.clients = new MemoryClients(cluster, order, settings.drainTimeout());
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        sender.send(record, timeout, callback);
    }

    @Override
    public String state() {
        return "with the topics " + cluster.topics();
    }

    @Override
    public CompletionStage<Void> createTopicIfMissing(String topic, String model) {
        cluster.change(() -> {
            if (cluster.partitions(topic) == 0) {
                cluster.grow(topic, cluster.partitionsOfNew(model));
            }
            return null;
        });
        return CompletableFuture.completedStage(null);
    }

    /** In memory, nothing is compacted: the last record of a key is the last one all the same. */
    @Override
    public CompletionStage<Void> createCompactedTopic(String topic, String model) {
        cluster.grow(topic, cluster.partitionsOfNew(model));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Optional<ExclusiveWriter> openWriter(String name, Duration timeout) {
        return Optional.of(new MemoryWriter(cluster, name));
    }

    /**
     * Sets the position of a group that begins at the end at once, because in memory an event may come long before a thread has
     * begun to consume.
     */
    @Override
    public void registered(Registration registration) {
        names.listening(registration);
        if (registration.fullGroup() != null && registration.start().equals(Offset.LATEST)) {
            cluster.positionAtEnd(registration.fullGroup(), registration.fullTopic());
        }
    }

    @Override
    public Optional<Broker> broker() {
        return Optional.of(clients);
    }

    @Override
    public void close(Duration timeout) {
        faults.closed(sender);
        sender.close();
    }
}
