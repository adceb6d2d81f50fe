package io.quarkiverse.eventstream.deployment.test.build;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.OnEvent;

class OneMistakeTest {

    @RegisterExtension
    static final FailingApplication BUILD = new FailingApplication();

    static class Billing {
        @OnEvent(topic = "orders")
        private void bill(Order order) {}

        @OnEvent(topic = "returns")
        void refund(Order order) {}
    }

    @Test
    void oneErrorIsEnoughToFailTheBuild() {
        BUILD.reports("must not be on a private method", Billing.class, "bill(Order)", "Make the method package-private");
    }
}
