package io.quarkiverse.eventstream.benchmarks.namastack;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;

import io.namastack.outbox.Outbox;
import io.namastack.outbox.handler.OutboxTypedHandler;
import io.quarkiverse.eventstream.benchmarks.springshop.EventOutbox;
import io.quarkiverse.eventstream.benchmarks.springshop.SpringShop;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** The outbox of Namastack. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
public class NamastackService {

    public static void main(String[] args) throws IOException {
        SpringShop.run(NamastackService.class, NamastackService::properties);
    }

    /** Those of the project's own performance test, except for the interval of a variant. */
    private static Map<String, Object> properties(Task task) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("namastack.outbox.poll-interval", task.variant().contains("every 100 ms") ? 100 : 1_000);
        properties.put("namastack.outbox.batch-size", 1_200);
        properties.put("namastack.outbox.processing.delete-completed-records", true);
        properties.put("namastack.outbox.processing.executor-core-pool-size", 16);
        properties.put("namastack.outbox.processing.executor-max-pool-size", 32);
        return properties;
    }

    @Bean
    EventOutbox eventOutbox(Outbox outbox) {
        return event -> outbox.schedule(event, event.payload().key());
    }

    @Bean
    OutboxTypedHandler<OrderEvent> handler(KafkaTemplate<String, OrderEvent> kafka, Task task) {
        return new KafkaHandler(kafka, task.topic());
    }
}
