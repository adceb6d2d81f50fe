package io.quarkiverse.eventstream.benchmarks.springshop;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.ContestantMain;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.OutboxContestant;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** A service with Spring Boot and a database; a configuration adds the outbox. */
public final class SpringShop implements OutboxContestant {

    /** As many as all contestants have, from the start, which is Hikari's default. */
    private static final int CONNECTIONS = 20;

    private final Orders orders;

    private SpringShop(Task task, Contestant.Listener listener, Class<?> outbox, Map<String, Object> properties) {
        SpringApplication application = new SpringApplication(ShopConfiguration.class, outbox);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(properties(task, properties));
        application.addInitializers(context -> register((GenericApplicationContext) context, task, listener));
        ConfigurableApplicationContext context = application.run();
        orders = context.getBean(Orders.class);
    }

    /**
     * Runs the task of this process, and ends it.
     *
     * @param outbox the configuration of the outbox; it provides an {@link EventOutbox}
     * @param properties the properties for a task, in addition to those of the shop
     * @throws IOException if there is no task
     */
    public static void run(Class<?> outbox, Function<Task, Map<String, Object>> properties) throws IOException {
        ContestantMain.runOutbox(ContestantMain.readTask(),
                (task, listener) -> new SpringShop(task, listener, outbox, properties.apply(task)));
    }

    private static void register(GenericApplicationContext context, Task task, Contestant.Listener listener) {
        context.registerBean("task", Task.class, () -> task);
        context.registerBean("listener", Contestant.Listener.class, () -> listener);
        if (task.hasListener()) {
            context.registerBean(OrderListener.class);
        }
    }

    private static Map<String, Object> properties(Task task, Map<String, Object> ofOutbox) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.main.web-application-type", "none");
        properties.put("spring.datasource.url", task.database());
        properties.put("spring.datasource.hikari.maximum-pool-size", CONNECTIONS);
        properties.put("spring.kafka.bootstrap-servers", task.bootstrapServers());
        properties.put("spring.kafka.consumer.value-deserializer", OrderEventJson.Reader.class.getName());
        properties.put("spring.kafka.producer.value-serializer", OrderEventJson.Writer.class.getName());
        task.producer().forEach((name, value) -> properties.put("spring.kafka.producer.properties." + name, value));
        task.consumer().forEach((name, value) -> properties.put("spring.kafka.consumer.properties." + name, value));
        properties.putAll(ofOutbox);
        return properties;
    }

    @Override
    public void place(List<Order> placed) throws Exception {
        orders.place(placed);
    }
}
