package io.quarkiverse.eventstream.operations.deployment.test.devui;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/**
 * The live tail of a topic that is not Kafka's.
 */
@EnabledIf(value = "io.quarkiverse.eventstream.operations.deployment.test.devui.Browser#isInstalled",
        disabledReason = "There is no browser")
class TailOnMemoryTest {

    @RegisterExtension
    static final DevUi DEV_UI = new DevUi("quarkus.eventstream.stream=memory");

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = DEV_UI.application();

    @Test
    void aTopicInMemoryIsRead() throws Exception {
        Tab tab = DEV_UI.open("quarkus-eventstream", "live-tail");
        tab.fill(".topic", "orders");
        tab.fill(".field-from", "earliest");
        tab.click(".start");

        tab.awaitText(".record", "orderCreated");
        tab.awaitText(".state", "reading: 1 records so far");
    }
}
