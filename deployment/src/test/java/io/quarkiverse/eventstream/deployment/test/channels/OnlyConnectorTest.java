package io.quarkiverse.eventstream.deployment.test.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.UsedStreamBuildItem;
import io.quarkus.builder.BuildContext;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.MutinyEmitter;

class OnlyConnectorTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey("quarkus.eventstream.audit.stream", "none")
            .overrideConfigKey("mp.messaging.outgoing.bills.stream", "audit")
            .overrideConfigKey("quarkus.arc.exclude-dependency.memory.group-id", "io.smallrye.reactive")
            .overrideConfigKey("quarkus.arc.exclude-dependency.memory.artifact-id", "smallrye-reactive-messaging-in-memory")
            .addBuildChainCustomizer(chain -> chain.addBuildStep(OnlyConnectorTest::checkBuild)
                    .consumes(ReflectiveClassBuildItem.class).consumes(UsedStreamBuildItem.class)
                    .produces(FeatureBuildItem.class).build());

    public record Order(List<Line> lines) {}

    public record Line(String article) {}

    public record Bill(int sum) {}

    /** Payload types for Jackson in a native executable, and streams that may need a broker in dev mode. */
    private static void checkBuild(BuildContext build) {
        assertThat(build.consumeMulti(UsedStreamBuildItem.class)).extracting(UsedStreamBuildItem::getName)
                .containsExactlyInAnyOrder("<default>", "audit");
        assertThat(build.consumeMulti(ReflectiveClassBuildItem.class)).flatExtracting(ReflectiveClassBuildItem::getClassNames)
                .contains(Order.class.getName(), Line.class.getName(), Bill.class.getName())
                .doesNotContain(Multi.class.getName(), IncomingEvent.class.getName());
    }

    @Inject
    Config config;

    @Channel("bills")
    MutinyEmitter<OutgoingEvent> bills;

    @Singleton
    static class Orders {
        @Incoming("orders")
        @Outgoing("all-bills")
        Multi<Bill> bill(Multi<Order> orders) {
            return orders.map(order -> new Bill(order.lines().size()));
        }
    }

    @Test
    void channelsWithoutAConnectorGetTheOnlyOne() {
        assertThat(config.getValue("mp.messaging.incoming.orders.connector", String.class)).isEqualTo("eventstream");
        assertThat(config.getValue("mp.messaging.outgoing.bills.connector", String.class)).isEqualTo("eventstream");
        bills.sendAndAwait(OutgoingEvent.builder("billed").namespace("shop").build());
    }
}
