package io.quarkiverse.eventstream.benchmarks.spring;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;

/** Takes one record at a time. It takes the whole record, so that Spring converts nothing. */
class RecordListener {

    private final Contestant.Listener listener;

    RecordListener(Contestant.Listener listener) {
        this.listener = listener;
    }

    @KafkaListener(topics = "#{task.topic()}", groupId = "#{task.group()}", filter = "wanted")
    void handle(ConsumerRecord<String, OrderEvent> record) throws InterruptedException {
        listener.handle(record.value().payload());
    }
}
