package io.quarkiverse.eventstream.benchmarks.spring;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;

/** Takes all records of a poll at once. It takes whole records, so that Spring converts nothing. */
class BatchListener {

    private final Contestant.Listener listener;

    BatchListener(Contestant.Listener listener) {
        this.listener = listener;
    }

    @KafkaListener(topics = "#{task.topic()}", groupId = "#{task.group()}", filter = "wanted", batch = "true")
    void handle(List<ConsumerRecord<String, OrderEvent>> records) throws InterruptedException {
        for (ConsumerRecord<String, OrderEvent> record : records) {
            listener.handle(record.value().payload());
        }
    }
}
