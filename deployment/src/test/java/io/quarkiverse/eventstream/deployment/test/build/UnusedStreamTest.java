package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkus.test.QuarkusUnitTest;

/** A typing error in the name of a stream is reported, with the known names. */
class UnusedStreamTest {

    private static final String REMEDY = " configures a stream that nothing in the application uses. It uses [audit]: correct the"
            + " name, or remove the properties";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(root -> root.addClass(Order.class))
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey("quarkus.eventstream.audit.stream", "none")
            .overrideConfigKey("quarkus.eventstream.adit.prefix", "audit")
            .overrideConfigKey("quarkus.eventstream.moved.stream", "none")
            .overrideConfigKey("quarkus.eventstream.listener.bill.stream", "moved")
            .overrideRuntimeConfigKey("quarkus.eventstream.audti.prefix", "audit")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    && record.getLoggerName().startsWith("io.quarkiverse.eventstream"))
            .assertLogRecords(
                    records -> assertThat(records).extracting(record -> record.getMessage()).containsExactlyInAnyOrder(
                            "quarkus.eventstream.adit" + REMEDY, "quarkus.eventstream.audti" + REMEDY));

    @Inject
    @EventStreamName("audit")
    EventStream audit;

    static class Billing {
        @OnEvent(topic = "orders", id = "bill")
        void bill(Order order) {}
    }

    @Test
    void theApplicationStartsNevertheless() {
        assertThat(audit.subscriptions()).isEmpty();
    }
}
