package io.quarkiverse.eventstream.deployment.test.devmode;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/**
 * The first start: dev mode with its own broker, with or without Docker.
 */
class FirstStartTest {

    @RegisterExtension
    static final QuarkusDevModeTest TEST = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(Shop.class).addAsResource(new StringAsset("""
                    shop.topic=orders
                    quarkus.http.host-enabled=false
                    quarkus.otel.sdk.disabled=true
                    """), "application.properties"))
            .setLogRecordPredicate(record -> true);

    @Test
    void itLogsNoWarning() {
        await().until(() -> TEST.getLogRecords().stream().anyMatch(record -> record.getMessage().startsWith("Billed")));

        // Otherwise this would not cover the broker that dev mode starts.
        assertThat(TEST.getLogRecords()).extracting(LogRecord::getMessage)
                .anyMatch(message -> message.startsWith("A Kafka broker for events listens on"));
        assertThat(TEST.getLogRecords()).filteredOn(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
                .extracting(record -> record.getLoggerName() + ": " + record.getMessage()).isEmpty();
    }
}
