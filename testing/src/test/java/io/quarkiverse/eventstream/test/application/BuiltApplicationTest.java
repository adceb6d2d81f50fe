package io.quarkiverse.eventstream.test.application;

import static io.quarkiverse.eventstream.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.shrinkwrap.api.Filters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.test.TestTime;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkiverse.eventstream.test.quarkus.BeginBooks;
import io.quarkiverse.eventstream.test.quarkus.EndFaults;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/** An application that the test builds, as in tests of extensions. */
class BuiltApplicationTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            // The library is no dependency here, so its classes are added.
            .withApplicationRoot(root -> root.addClass(Billing.class)
                    .addPackages(true, Filters.exclude(".*(/application/.*|Test(\\$.*)?\\.class)"),
                            "io.quarkiverse.eventstream.test"))
            .overrideConfigKey("quarkus.application.name", "billing")
            .overrideConfigKey("quarkus.eventstream.stream", "memory")
            .overrideConfigKey("quarkus.eventstream.prefix", "test")
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "10ms")
            .overrideConfigKey("quarkus.eventstream.devservices.partitions", "3");

    @Singleton
    public static class Billing {

        private final List<String> billed = new CopyOnWriteArrayList<>();

        @OnEvent(topic = "orders", name = "orderCreated")
        void bill(IncomingEvent event) {
            billed.add(event.id() + " at attempt " + event.attempt());
            if (event.attempt() == 1 && event.id().equals("difficult")) {
                throw new IllegalStateException("not yet");
            }
        }
    }

    @Inject
    EventStream events;

    @Inject
    MemoryBroker broker;

    @Inject
    TestTime time;

    @Inject
    Billing billing;

    @Inject
    Config config;

    @Test
    void anEventIsRedeliveredInMemoryWhenTheTestAdvancesTheTime() {
        assertThat(config.getOptionalValue("kafka.bootstrap.servers", String.class)).as("no broker was started").isEmpty();
        time.stop();

        for (String id : List.of("easy", "difficult")) {
            events.publishAndAwait(OutgoingEvent.builder("orderCreated").id(id).topic("orders").namespace("shop").key("k")
                    .payload(Map.of("id", id)).build());
        }
        await().until(() -> billing.billed.equals(List.of("easy at attempt 1", "difficult at attempt 1")));
        time.advanceToNext();

        await().until(() -> billing.billed
                .equals(List.of("easy at attempt 1", "difficult at attempt 1", "difficult at attempt 2")));
        assertThat(broker.partitions("test.orders")).as("as with Dev Services").isEqualTo(3);
        await().until(() -> broker.committed("test.billing", "test.orders").containsValue(2L));
    }

    @Test
    void aFaultThatDidNotHappenFailsTheTest(TestInfo test) {
        broker.failNextPublish("orders", new IllegalStateException("the broker is down"));
        QuarkusTestMethodContext context = new QuarkusTestMethodContext(this, List.of(), test.getTestMethod().orElseThrow(),
                null);

        assertThatThrownBy(() -> new EndFaults().afterEach(context)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("[failNextPublish(\"test.orders\")]");

        new BeginBooks().beforeEach(context);
        new EndFaults().afterEach(context);
    }
}
