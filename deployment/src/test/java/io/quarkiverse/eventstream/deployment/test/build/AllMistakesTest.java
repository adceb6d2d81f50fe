package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.OnEvent;

class AllMistakesTest {

    @RegisterExtension
    static final FailingApplication BUILD = new FailingApplication();

    static class Billing {
        @Inject
        @EventStreamName("archive")
        EventStream archive;

        @OnEvent(topic = "orders", id = "orders")
        private String bill(Order order) {
            return order.orderId();
        }

        @OnEvent(topic = "orders", offset = "soon")
        void correct(Order order) {}
    }

    static class Shipping {
        @OnEvent(topic = "", id = "orders")
        void ship(String order) {}
    }

    @Test
    void allErrorsOfAnApplicationAreReportedAtOnce() {
        BUILD.alsoReports("must not be on a private method", Billing.class, "bill(Order)", "Make the method package-private");
        BUILD.alsoReports("must return void, Uni or CompletionStage", Billing.class, "bill(Order)",
                "Return one of them instead of String");
        BUILD.alsoReports("must have a legal offset", Billing.class, "correct(Order)",
                "Not an offset: \"soon\". Use latest (-1),"
                        + " earliest (-2), an absolute offset of 0 or more, or an instant such as 2026-11-24T06:00:00Z");
        BUILD.alsoReports("must name a topic", Shipping.class, "ship(String)",
                "Add topic = \"…\", or take a payload whose class has an @EventType with a topic");
        BUILD.alsoReports("can't read a payload, which is a JSON object, as java.lang.String", Shipping.class, "ship(String)",
                "Take a class, a record or a Map");
        BUILD.alsoReports("must have an id of its own, not \"orders\" like " + Billing.class.getName() + "#bill(Order)",
                Shipping.class, "ship(String)", "Give one of them another id = \"…\"");
        assertThat(BUILD.messages()).contains("@EventStreamName must name a stream that is configured, not \"archive\": "
                + Billing.class.getName() + "#archive. Add quarkus.eventstream.archive.stream = kafka to"
                + " application.properties");
    }

    @Test
    void nothingElseIsReported() {
        assertThat(BUILD.messages()).hasSize(7);
    }
}
