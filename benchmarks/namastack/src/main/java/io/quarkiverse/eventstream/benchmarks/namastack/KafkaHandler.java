package io.quarkiverse.eventstream.benchmarks.namastack;

import java.util.concurrent.ExecutionException;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;

/** Sends an event, and waits for the acknowledgement, because the event is completed when the handler returns. Invoked by reflection. */
public class KafkaHandler implements OutboxTypedHandler<OrderEvent> {

    private final KafkaTemplate<String, OrderEvent> kafka;
    private final String topic;

    KafkaHandler(KafkaTemplate<String, OrderEvent> kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    @Override
    public void handle(OrderEvent event, OutboxRecordMetadata metadata) {
        try {
            kafka.send(topic, metadata.getKey(), event).get();
        } catch (ExecutionException e) {
            throw new KafkaException("The event was not sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("The service stops", e);
        }
    }
}
