package io.quarkiverse.eventstream.deployment.test.build;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.OnEvent;

/**
 * Rules for the attributes of a listener.
 */
class AttributeRulesTest {

    @RegisterExtension
    static final FailingApplication BUILD = new FailingApplication();

    private static final String SEPARATED = "must be letters and digits (a-z, A-Z, 0-9) with single '.', '_', '-' or '"
            + " between them, at most 256 characters";
    private static final String KAFKA = "must be a topic name that Kafka accepts, with the prefix: 1 to 249 letters, digits,"
            + " '.', '_' and '-' (a-z, A-Z, 0-9), no ', and neither \".\" nor \"..\"";
    private static final String OFFSETS = " Use latest (-1), earliest (-2), an absolute offset of 0 or more, or an instant such"
            + " as 2026-11-24T06:00:00Z";

    static class EmptyTopic {
        @OnEvent(topic = "")
        void on(Order order) {}
    }

    @Test
    void aListenerWithAnEmptyTopicFailsTheBuild() {
        BUILD.reports("must name a topic", EmptyTopic.class, "on(Order)",
                "Add topic = \"…\", or take a payload whose class has an @EventType with a topic");
    }

    static class BlankTopic {
        @OnEvent(topic = " ")
        void on(Order order) {}
    }

    @Test
    void aListenerWithABlankTopicFailsTheBuild() {
        BUILD.reports("must name a topic", BlankTopic.class, "on(Order)",
                "Add topic = \"…\", or take a payload whose class has an @EventType with a topic");
    }

    static class EmptyName {
        @OnEvent(topic = "orders", name = "")
        void on(Order order) {}
    }

    @Test
    void anEmptyNameFailsTheBuild() {
        BUILD.reports("must not have an empty name", EmptyName.class, "on(Order)", "Leave name out for its default");
    }

    static class EmptyGroup {
        @OnEvent(topic = "orders", group = "")
        void on(Order order) {}
    }

    @Test
    void anEmptyGroupFailsTheBuild() {
        BUILD.reports("must not have an empty group", EmptyGroup.class, "on(Order)", "Leave group out for its default");
    }

    static class EmptyOffset {
        @OnEvent(topic = "orders", offset = "")
        void on(Order order) {}
    }

    @Test
    void anEmptyOffsetFailsTheBuild() {
        BUILD.reports("must not have an empty offset", EmptyOffset.class, "on(Order)", "Leave offset out for its default");
    }

    static class EmptyNamespace {
        @OnEvent(topic = "orders", namespace = "")
        void on(Order order) {}
    }

    @Test
    void anEmptyNamespaceFailsTheBuild() {
        BUILD.reports("must not have an empty namespace", EmptyNamespace.class, "on(Order)",
                "Leave namespace out for its default");
    }

    static class EmptyStream {
        @OnEvent(topic = "orders", stream = "")
        void on(Order order) {}
    }

    @Test
    void anEmptyStreamFailsTheBuild() {
        BUILD.reports("must not have an empty stream", EmptyStream.class, "on(Order)", "Leave stream out for its default");
    }

    static class EmptyId {
        @OnEvent(topic = "orders", id = "")
        void on(Order order) {}
    }

    @Test
    void anEmptyIdFailsTheBuild() {
        BUILD.reports("must not have an empty id", EmptyId.class, "on(Order)", "Leave id out for its default");
    }

    static class IllegalTopic {
        @OnEvent(topic = "orders!")
        void on(Order order) {}
    }

    @Test
    void anIllegalTopicFailsTheBuild() {
        BUILD.reports("must have legal names", IllegalTopic.class, "on(Order)", "topic \"orders!\": " + SEPARATED);
    }

    static class IllegalName {
        @OnEvent(topic = "orders", name = "order created")
        void on(Order order) {}
    }

    @Test
    void anIllegalNameFailsTheBuild() {
        BUILD.reports("must have legal names", IllegalName.class, "on(Order)", "name \"order created\": " + SEPARATED);
    }

    static class IllegalGroup {
        @OnEvent(topic = "orders", group = "billing/1")
        void on(Order order) {}
    }

    @Test
    void anIllegalGroupFailsTheBuild() {
        BUILD.reports("must have legal names", IllegalGroup.class, "on(Order)",
                "group \"billing/1\": must be letters, digits, '.', '_' and '-' (a-z, A-Z, 0-9), or '*' alone, at most 256 characters");
    }

    static class IllegalOffset {
        @OnEvent(topic = "orders", offset = "yesterday")
        void on(Order order) {}
    }

    @Test
    void anIllegalOffsetFailsTheBuild() {
        BUILD.reports("must have a legal offset", IllegalOffset.class, "on(Order)", "Not an offset: \"yesterday\"." + OFFSETS);
    }

    static class NegativeOffset {
        @OnEvent(topic = "orders", offset = "-3")
        void on(Order order) {}
    }

    @Test
    void aNegativeOffsetFailsTheBuild() {
        BUILD.reports("must have a legal offset", NegativeOffset.class, "on(Order)", "Not an offset: \"-3\"." + OFFSETS);
    }

    static class ExpressionInId {
        @OnEvent(topic = "orders", id = "${id}")
        void on(Order order) {}
    }

    @Test
    void anIdWithAnExpressionFailsTheBuild() {
        BUILD.reports("must have an id without expressions", ExpressionInId.class, "on(Order)",
                "Write the id out: the configuration finds the listener by it");
    }

    static class UnknownProperty {
        @OnEvent(topic = "${acme.topic}", name = "${acme.name:${acme.default-name}}")
        void on(Order order) {}
    }

    @Test
    void anExpressionWithAnUnknownPropertyFailsTheBuild() {
        BUILD.alsoReports("must name a property that is configured, not \"acme.topic\" as in topic = \"${acme.topic}\"",
                UnknownProperty.class, "on(Order)", "Add acme.topic = … to application.properties, be it from a variable:"
                        + " acme.topic = ${SOME_VARIABLE}; or give it a default: ${acme.topic:…}");
        BUILD.alsoReports("must name a property that is configured, not \"acme.default-name\" as in name ="
                + " \"${acme.name:${acme.default-name}}\"", UnknownProperty.class, "on(Order)",
                "Add acme.default-name = … to application.properties, be it from a variable:"
                        + " acme.default-name = ${SOME_VARIABLE}; or give it a default: ${acme.default-name:…}");
    }

    static class KafkaRefuses {
        @OnEvent(topic = "order's")
        void on(Order order) {}
    }

    @Test
    void aTopicThatKafkaRefusesFailsTheBuild() {
        BUILD.reports("must have legal names", KafkaRefuses.class, "on(Order)", "topic \"order's\": " + KAFKA);
    }

    static class Several {
        @OnEvent(topic = "", name = "?", namespace = "", offset = "soon")
        void on(Order order) {}
    }

    @Test
    void allErrorsOfOneListenerAreReported() {
        BUILD.alsoReports("must name a topic", Several.class, "on(Order)",
                "Add topic = \"…\", or take a payload whose class has an @EventType with a topic");
        BUILD.alsoReports("must have legal names", Several.class, "on(Order)", "name \"?\": " + SEPARATED);
        BUILD.alsoReports("must not have an empty namespace", Several.class, "on(Order)",
                "Leave namespace out for its default");
        BUILD.alsoReports("must have a legal offset", Several.class, "on(Order)", "Not an offset: \"soon\"." + OFFSETS);
    }
}
