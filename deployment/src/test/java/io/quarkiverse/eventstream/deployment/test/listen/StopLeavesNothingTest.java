package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

/**
 * An application that stops while its JVM continues, as in dev mode at each reload, leaves no thread, no client and no member of a group.
 */
class StopLeavesNothingTest {

    private static final String BROKER = "test.stop-leaves-nothing.broker";
    private static final String GROUP = "stop-" + UUID.randomUUID();

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.eventstream.listener.letters.failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.listener.letters.attempts", "1")
            .overrideConfigKey("test.group", GROUP)
            .setAfterUndeployListener(StopLeavesNothingTest::nothingIsLeft);

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @Test
    void aStoppedApplicationLeavesNothingBehind() {
        System.setProperty(BROKER, kafka.bootstrapServers());
        String topic = kafka.newTopic(2);
        Received alone = new Received();
        Received grouped = new Received();
        events.newSubscription("alone").topic(topic).group(OnEvent.NO_GROUP).offset(Offset.EARLIEST).handler(alone).register();
        events.newSubscription("letters").topic(topic).group(groupName()).offset(Offset.EARLIEST).handler(event -> {
            grouped.handle(event);
            throw new IllegalStateException("for the dead-letter topic, so that every kind of client is there");
        }).register();
        events.publishAndAwait(OutgoingEvent.builder("e").topic(topic).namespace("test").build());

        alone.awaitCount(1);
        grouped.awaitCount(1);
        assertThat(kafka.members(groupName())).hasSize(1);
        await().until(() -> kafka.read(topic + ".dlq", 2).size() == 1);
        events.newReplay(topic).group(groupName()).start();
    }

    private static String groupName() {
        return ConfigProvider.getConfig().getValue("test.group", String.class);
    }

    /** Runs outside the application, whose class loader is closed. */
    private static void nothingIsLeft() {
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName).noneMatch(name -> name.startsWith("eventstream-") || name.startsWith("kafka-")));
        // The application's class loader is closed.
        Thread.currentThread().setContextClassLoader(StopLeavesNothingTest.class.getClassLoader());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", System.getProperty(BROKER)))) {
            assertThat(admin.describeConsumerGroups(List.of(GROUP)).all().toCompletionStage().toCompletableFuture().join()
                    .get(GROUP).members()).isEmpty();
        }
    }
}
