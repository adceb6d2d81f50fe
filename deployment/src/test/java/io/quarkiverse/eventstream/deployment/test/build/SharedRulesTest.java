package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Ordering;

/**
 * Rules that concern several listeners.
 */
class SharedRulesTest {

    @RegisterExtension
    static final FailingApplication BUILD = new FailingApplication().with("offset", "latest")
            .with("quarkus.eventstream.listener.overridden.ordering", "key");

    private static final String OTHER_ID = "Give one of them another id = \"…\"";
    private static final String OTHER_OFFSET = "They share a consumer: use the same offset, or another group";

    static class OneId {
        @OnEvent(topic = "orders", id = "billing")
        void first(Order order) {}
    }

    static class SameId {
        @OnEvent(topic = "returns", id = "billing")
        void second(Order order) {}
    }

    @Test
    void twoListenersWithOneIdFailTheBuild() {
        BUILD.reports("must have an id of its own, not \"billing\" like " + OneId.class.getName() + "#first(Order)",
                SameId.class, "second(Order)", OTHER_ID);
    }

    static class Overloaded {
        @OnEvent(topic = "orders")
        void on(Order order) {}

        @OnEvent(topic = "returns")
        void on(Order order, IncomingEvent event) {}
    }

    @Test
    void overloadsWithTheirDefaultIdFailTheBuild() {
        String place = Overloaded.class.getName() + "#on";
        BUILD.reports("must have an id of its own, not \"" + place + "\" like " + place + "(Order)", Overloaded.class,
                "on(Order, IncomingEvent)", OTHER_ID);
    }

    static class OneMethod {
        @OnEvent(topic = "orders", id = "twice")
        @OnEvent(topic = "returns", id = "twice")
        void on(Order order) {}
    }

    @Test
    void oneIdTwiceOnOneMethodFailsTheBuild() {
        BUILD.reports("must have an id of its own, not \"twice\" like " + OneMethod.class.getName() + "#on(Order)",
                OneMethod.class, "on(Order)", OTHER_ID);
    }

    static class Earliest {
        @OnEvent(topic = "orders", group = "billing", offset = "earliest")
        void all(Order order) {}
    }

    static class Latest {
        @OnEvent(topic = "orders", group = "billing", offset = "latest")
        void fresh(Order order) {}
    }

    static class OtherWords {
        @OnEvent(topic = "orders", group = "billing", offset = "-2")
        void sameOffset(Order order) {}

        @OnEvent(topic = "orders", group = "reports", offset = "latest")
        void otherGroup(Order order) {}

        @OnEvent(topic = "orders", group = "billing")
        void noOffset(Order order) {}

        @OnEvent(topic = "orders", group = "billing", offset = "${offset}")
        void notKnownYet(Order order) {}
    }

    @Test
    void differentOffsetsInOneTopicAndGroupFailTheBuild() {
        BUILD.reports("must begin at the same offset as " + Earliest.class.getName()
                + "#all(Order) of its topic and group, at earliest and not at latest", Latest.class, "fresh(Order)",
                OTHER_OFFSET);
    }

    @Test
    void offsetsThatAreTheSameOrUnknownPass() {
        assertThat(BUILD.messages()).noneMatch(message -> message.contains("OtherWords"));
    }

    static class ByPartition {
        @OnEvent(topic = "parcels")
        void packed(Order order) {}
    }

    static class Unordered {
        @OnEvent(topic = "parcels", ordering = Ordering.UNORDERED)
        void sent(Order order) {}

        @OnEvent(topic = "parcels", ordering = Ordering.KEY, group = "reports")
        void otherGroup(Order order) {}

        @OnEvent(topic = "parcels", ordering = Ordering.UNORDERED, id = "overridden")
        void asConfigured(Order order) {}
    }

    @Test
    void differentOrderingsInOneTopicAndGroupFailTheBuild() {
        BUILD.reports("must have the same ordering as " + ByPartition.class.getName()
                + "#packed(Order) of its topic and group, PARTITION and not UNORDERED", Unordered.class, "sent(Order)",
                "They get events in the same order: use the same ordering, or another group");
    }
}
