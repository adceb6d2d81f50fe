package io.quarkiverse.eventstream.benchmarks.modulith;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.RoutingTarget;

import io.quarkiverse.eventstream.benchmarks.springshop.EventOutbox;
import io.quarkiverse.eventstream.benchmarks.springshop.SpringShop;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Task;
import io.quarkiverse.eventstream.benchmarks.workload.Workload;

/** The event publication registry of Spring Modulith, with externalization to Kafka. */
@Configuration(proxyBeanMethods = false)
public class ModulithService {

    public static void main(String[] args) throws IOException {
        SpringShop.run(ModulithService.class, ModulithService::properties);
    }

    private static Map<String, Object> properties(Task task) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.modulith.events.jdbc.schema-initialization.enabled", true);
        // Otherwise the table grows, and gets slower, until the service deletes what it does not need any more.
        properties.put("spring.modulith.events.completion-mode", "delete");
        properties.put("spring.modulith.events.republish-outstanding-events-on-restart", task.workload() == Workload.BACKLOG);
        return properties;
    }

    @Bean
    EventExternalizationConfiguration externalization(Task task) {
        return EventExternalizationConfiguration.externalizing().select(OrderEvent.class::isInstance)
                .route(OrderEvent.class, event -> RoutingTarget.forTarget(task.topic()).andKey(event.payload().key())).build();
    }

    @Bean
    EventOutbox outbox(ApplicationEventPublisher events) {
        return events::publishEvent;
    }
}
