package io.quarkiverse.eventstream.deployment.test.build;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;

/**
 * A start that fails in the application's own code, after the bus was used, leaves no thread, no client and no member of a group.
 */
class NothingIsLeftTest {

    private static final String GROUP = "left-" + UUID.randomUUID();
    private static final String BROKER = "test.nothing-is-left.broker";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class))
            .overrideConfigKey("test.group", GROUP)
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("not today"));

    @ApplicationScoped
    static class Hasty {

        void start(@Observes StartupEvent event, EventStream events) throws Exception {
            String broker = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
            String group = ConfigProvider.getConfig().getValue("test.group", String.class);
            System.setProperty(BROKER, broker);
            events.newSubscription("early").topic(group).group(group).handler(received -> {}).register();
            events.publishAndAwait(OutgoingEvent.builder("e").topic(group).namespace("test").build());
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
                await().until(() -> members(admin, group) == 1);
            }
            throw new IllegalStateException("not today");
        }
    }

    private static int members(Admin admin, String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group)).all().toCompletionStage()
                .handle((groups, missing) -> missing == null ? groups.get(group).members().size() : 0)
                .toCompletableFuture().get();
    }

    @Test
    void aStartThatFailsLeavesNoThreadNoClientAndNoMember() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", System.getProperty(BROKER)))) {
            assertThat(members(admin, GROUP)).isZero();
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName).noneMatch(name -> name.startsWith("eventstream-")
                        || name.startsWith("kafka-producer") || name.startsWith("kafka-coordinator")));
    }
}
