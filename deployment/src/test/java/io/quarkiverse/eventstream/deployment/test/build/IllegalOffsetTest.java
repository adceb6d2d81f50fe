package io.quarkiverse.eventstream.deployment.test.build;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;

class IllegalOffsetTest {

    @RegisterExtension
    static final FailingApplication START = new FailingApplication().with("quarkus.eventstream.stream", "none")
            .with("quarkus.eventstream.offset", "newest");

    static class Billing {
        @OnEvent(topic = "orders")
        void bill(IncomingEvent event) {}
    }

    @Test
    void anIllegalOffsetIsPrintedWithoutAStackTrace() {
        START.assertConfigurationException(
                "quarkus.eventstream.offset: Not an offset: \"newest\". Use latest (-1), earliest (-2), an absolute"
                        + " offset of 0 or more, or an instant such as 2026-11-24T06:00:00Z");
    }
}
