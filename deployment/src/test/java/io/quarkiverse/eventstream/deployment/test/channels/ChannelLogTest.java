package io.quarkiverse.eventstream.deployment.test.channels;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Warnings;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/**
 * The exception of a method is logged once: by the bus if it gets it, otherwise by SmallRye.
 */
class ChannelLogTest {

    private static final String[] CHANNELS = {"plain", "blocking", "async", "acknowledged"};

    @RegisterExtension
    static final QuarkusUnitTest TEST = channels()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Warnings.class))
            .overrideConfigKey("mp.messaging.connector.eventstream.offset", "earliest")
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S");

    private static QuarkusUnitTest channels() {
        QuarkusUnitTest test = new QuarkusUnitTest();
        for (String name : CHANNELS) {
            test.overrideConfigKey("mp.messaging.incoming." + name + ".connector", "eventstream")
                    .overrideConfigKey("mp.messaging.incoming." + name + ".topic", topic(name))
                    .overrideConfigKey("quarkus.eventstream.listener.\"channel." + name + "\".failure-policy", "skip")
                    .overrideConfigKey("quarkus.eventstream.listener.\"channel." + name + "\".attempts", "1");
        }
        return test;
    }

    private static String topic(String name) {
        return "channel-log." + name;
    }

    private static Warnings warnings;

    @BeforeAll
    static void record() {
        warnings = Warnings.record();
    }

    @AfterAll
    static void close() {
        warnings.close();
    }

    @Singleton
    static class Failing {

        @Incoming("plain")
        void plain(IncomingEvent event) {
            throw new IllegalStateException("plain failure");
        }

        @Incoming("blocking")
        @Blocking
        void blocking(IncomingEvent event) {
            throw new IllegalStateException("blocking failure");
        }

        @Incoming("async")
        Uni<Void> async(IncomingEvent event) {
            throw new IllegalStateException("async failure");
        }

        /** For the bus, the invocation has succeeded. */
        @Incoming("acknowledged")
        @Acknowledgment(Acknowledgment.Strategy.PRE_PROCESSING)
        void acknowledged(IncomingEvent event) {
            throw new IllegalStateException("acknowledged failure");
        }
    }

    @Inject
    RawKafka kafka;

    private void fail(String channel) {
        kafka.send(topic(channel), 0, null, RawKafka.envelope("failing", channel));
    }

    private void assertLoggedOnlyByTheBus(String channel) {
        fail(channel);

        await().until(() -> warnings.haveOne("The event was skipped", "id=" + channel));
        assertThat(warnings.all()).filteredOn(line -> line.contains("#" + channel + " ") || line.contains(channel + " failure"))
                .singleElement().asString().contains(channel + " failure").doesNotContain("SRMSG");
    }

    @Test
    void theExceptionOfAMethodIsLoggedOnce() {
        assertLoggedOnlyByTheBus("plain");
    }

    @Test
    void theExceptionOfABlockingMethodIsLoggedOnce() {
        assertLoggedOnlyByTheBus("blocking");
    }

    @Test
    void theExceptionOfAnAsynchronousMethodIsLoggedOnce() {
        assertLoggedOnlyByTheBus("async");
    }

    @Test
    void theExceptionOfAMethodThatHasAcknowledgedBeforeIsLoggedBySmallRye() {
        fail("acknowledged");

        await().until(() -> warnings.haveOne("SRMSG00200", "#acknowledged"));
    }
}
