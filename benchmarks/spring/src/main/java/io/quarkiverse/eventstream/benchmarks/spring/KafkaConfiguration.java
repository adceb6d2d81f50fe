package io.quarkiverse.eventstream.benchmarks.spring;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** The configuration of publishing. */
@Configuration
class KafkaConfiguration {

    @Bean
    KafkaTemplate<String, OrderEvent> template(Task task) {
        Map<String, Object> properties = new HashMap<>(task.producer());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
        return new KafkaTemplate<>(
                new DefaultKafkaProducerFactory<>(properties, new StringSerializer(), OrderEventJson::serialize));
    }
}
