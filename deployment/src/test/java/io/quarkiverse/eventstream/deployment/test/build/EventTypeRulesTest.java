package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.EventKey;
import io.quarkiverse.eventstream.EventType;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Publishes;
import io.quarkiverse.eventstream.Upcast;

/**
 * Rules for {@code @EventType} and {@code @EventKey}: all violations fail the build together.
 */
class EventTypeRulesTest {

    @RegisterExtension
    static final FailingApplication BUILD = new FailingApplication();

    private static void reports(String annotation, String rule, Class<?> type, String member, String remedy) {
        String place = type.getName() + member;
        assertThat(BUILD.messages()).filteredOn(message -> message.contains(": " + place + ". "))
                .containsExactly(annotation + " " + rule + ": " + place + ". " + remedy);
    }

    @EventType(topic = "orders")
    record WithoutName(String text) {}

    @Test
    void aClassNeedsAName() {
        reports("@EventType", "must name the event", WithoutName.class, "", "Add name = \"…\"");
    }

    @EventType(topic = "orders", name = "abstract")
    interface Named {}

    @EventType(topic = "orders")
    interface Unnamed {}

    @Test
    void anInterfaceHasNone() {
        reports("@EventType", "must have no name on an abstract type", Named.class, "", "Put it on the classes of its objects");
        assertThat(BUILD.messages()).noneMatch(message -> message.contains(Unnamed.class.getName()));
    }

    @EventType(topic = "my orders", name = "spaced")
    record WrongTopic(String text) {}

    @Test
    void aTopicMustBeLegal() {
        assertThat(BUILD.messages()).anyMatch(message -> message.startsWith("@EventType must have legal names: "
                + WrongTopic.class.getName() + ". topic \"my orders\": "));
    }

    @EventType(topic = "orders", name = "order created")
    record WrongName(String text) {}

    @Test
    void aNameMustBeLegal() {
        assertThat(BUILD.messages()).anyMatch(message -> message.startsWith("@EventType must have legal names: "
                + WrongName.class.getName() + ". name \"order created\": "));
    }

    @EventType(topic = "orders", name = "old", version = 0)
    record WrongVersion(String text) {}

    @Test
    void aVersionBeginsAtOne() {
        reports("@EventType", "must have a version of 1 or more, not 0", WrongVersion.class, "", "The default is 1");
    }

    @EventType(topic = "${no.such.topic}", name = "expressed")
    record WrongExpression(String text) {}

    @Test
    void anExpressionNeedsAKnownProperty() {
        reports("@EventType",
                "must name a property that is configured, not \"no.such.topic\" as in topic = \"${no.such.topic}\"",
                WrongExpression.class, "",
                "Add no.such.topic = … to application.properties, be it from a variable: no.such.topic = ${SOME_VARIABLE};"
                        + " or give it a default: ${no.such.topic:…}");
    }

    @EventType(topic = "orders", name = "kind")
    enum Kind {
        ONE
    }

    @Test
    void anEnumIsNoPayload() {
        reports("@EventType", "must be on a class, a record or an interface", Kind.class, "",
                "A payload is a JSON object: use a record");
    }

    @EventType(topic = "orders", namespace = "shop", name = "twice")
    record First(String text) {}

    @EventType(topic = "orders", namespace = "shop", name = "twice")
    record Second(String text) {}

    @EventType(topic = "orders", namespace = "market", name = "twice")
    record OtherNamespace(String text) {}

    @Test
    void aNameBelongsToOneClass() {
        assertThat(BUILD.messages()).filteredOn(message -> message.contains("\"twice\" to several"))
                .containsExactly("@EventType must give each class a name of its own, not \"twice\" to several: "
                        + First.class.getName() + " and " + Second.class.getName()
                        + ". Use one class for all versions of an event, or another name");
    }

    @EventType(topic = "orders", name = "twoKeys")
    record TwoKeys(@EventKey String first, @EventKey String second) {}

    @Test
    void aClassHasOneKey() {
        reports("@EventKey", "must be on one member of a class, not on first and second", TwoKeys.class, "",
                "Keep one; for a key of several parts, put it on a method that joins them");
    }

    @EventType(topic = "orders", name = "listKey")
    record ListKey(@EventKey List<String> keys) {}

    @Test
    void aKeyIsAValue() {
        reports("@EventKey", "must be text, a number, a UUID or an enum, not List", ListKey.class, "#keys",
                "Put it on a method that returns the text of the key");
    }

    record NoType(@EventKey String key) {}

    @Test
    void aKeyNeedsAnEventType() {
        reports("@EventKey", "must be in an event type", NoType.class, "#key",
                "Annotate the class with @EventType, or remove it");
    }

    @EventType(topic = "orders", name = "parameterKey")
    static class ParameterKey {
        @EventKey
        String key(String suffix) {
            return suffix;
        }
    }

    @Test
    void theMethodOfAKeyHasNoParameters() {
        reports("@EventKey", "must be on a method without parameters that is not static", ParameterKey.class, "#key",
                "Put it on a getter, a field or a component of a record");
    }

    @EventType(name = "withoutTopic")
    record WithoutTopic(String text) {}

    static class Untold {
        @OnEvent
        void on(WithoutTopic event) {}

        @OnEvent
        void onOrder(Order order) {}
    }

    @Test
    void aListenerNeedsATopic() {
        String remedy = "Add topic = \"…\", or take a payload whose class has an @EventType with a topic";
        BUILD.alsoReports("must name a topic", Untold.class, "on(EventTypeRulesTest$WithoutTopic)", remedy);
        BUILD.alsoReports("must name a topic", Untold.class, "onOrder(Order)", remedy);
    }

    sealed interface Family permits Member, Untyped, Homonym, Elsewhere {}

    @EventType(topic = "families", name = "member")
    record Member(String text) implements Family {}

    record Untyped(String text) implements Family {}

    @EventType(topic = "families", namespace = "other", name = "member")
    record Homonym(String text) implements Family {}

    @EventType(topic = "elsewhere", name = "elsewhere")
    record Elsewhere(String text) implements Family {}

    static class OfFamily {
        @OnEvent(id = "of-family")
        void on(Family event) {}

        @OnEvent(id = "of-stranger", topic = "families", name = "stranger")
        void stranger(Family event) {}
    }

    @Test
    void eachPermittedClassNeedsANameOfItsOwn() {
        String on = "on(EventTypeRulesTest$Family)";
        BUILD.alsoReports("can't tell the events of " + Untyped.class.getName(), OfFamily.class, on,
                "Make it a sealed type, or a class with @EventType(name = \"…\")");
        BUILD.alsoReports("can't tell of which class an event named \"member\" is, of ["
                + Homonym.class.getName() + ", " + Member.class.getName() + "]", OfFamily.class, on,
                "Give each class a name of its own");
        BUILD.alsoReports("must name one of the topics [elsewhere, families] of its payload", OfFamily.class, on,
                "Add topic = \"…\"; repeat @OnEvent for several topics");
        BUILD.alsoReports("must name one of the namespaces [, other] of its payload", OfFamily.class, on,
                "Add namespace = \"…\", or OnEvent.ALL for any");
        BUILD.alsoReports("must have a name of its payload, one of [elsewhere, member], not \"stranger\"", OfFamily.class,
                "stranger(EventTypeRulesTest$Family)", "Leave name out for all of them");
    }

    @EventType(topic = "versions", name = "versioned", version = 4)
    record Versioned(String text) {

        @Upcast(from = 1)
        static ObjectNode first(ObjectNode payload) {
            return payload;
        }

        @Upcast(event = "versioned", from = 1)
        static ObjectNode firstAgain(ObjectNode payload) {
            return payload;
        }

        @Upcast(from = 4)
        static ObjectNode tooNew(ObjectNode payload) {
            return payload;
        }

        @Upcast(from = 3)
        static String wrong(ObjectNode payload) {
            return "";
        }
    }

    static class Upcasts {

        @Upcast(from = 1)
        static ObjectNode nameless(ObjectNode payload) {
            return payload;
        }

        @Upcast(event = "unheard", from = 1)
        static ObjectNode unknown(ObjectNode payload) {
            return payload;
        }

        @Upcast(event = "twice", from = 1)
        static ObjectNode ambiguous(ObjectNode payload) {
            return payload;
        }
    }

    @Test
    void aChainIsComplete() {
        assertThat(BUILD.messages()).contains(
                "@Upcast must take version 1 of " + Versioned.class.getName() + " once, not in several methods: "
                        + Versioned.class.getName() + "#first and " + Versioned.class.getName()
                        + "#firstAgain. Keep one of them",
                "@Upcast is missing for the versions [2, 3] of " + Versioned.class.getName() + ", which has version 4: "
                        + Versioned.class.getName() + "#first. Add a method for each");
        reports("@Upcast", "must take a version from 1 to 3, not 4", Versioned.class, "#tooNew",
                "The class " + Versioned.class.getName() + " has version 4");
        reports("@Upcast", "must be on a static method, not private, that takes an ObjectNode and returns one",
                Versioned.class, "#wrong", "Write static ObjectNode wrong(ObjectNode payload)");
    }

    @Test
    void aConversionIsOfOneEvent() {
        reports("@Upcast", "must name the event", Upcasts.class, "#nameless",
                "Add event = \"…\", or put the method into the class with @EventType");
        assertThat(BUILD.messages()).anyMatch(message -> message.startsWith(
                "@Upcast must name the event of a class with @EventType, not \"unheard\": " + Upcasts.class.getName()
                        + "#unknown. There are ["));
        reports("@Upcast", "must name one class, and \"twice\" is the event of several", Upcasts.class, "#ambiguous",
                "Put the method into its class, and leave event out");
    }

    static class Publishers {

        @Publishes
        String text() {
            return "";
        }

        @Publishes
        private Member hidden() {
            return null;
        }

        @Publishes(Order.class)
        void untyped() {}

        @Publishes(value = Member.class, stream = "unheard")
        void elsewhere() {}
    }

    @Publishes
    static class Declares {}

    @Test
    void whatIsPublishedIsAnEventType() {
        reports("@Publishes", "must be on a method that returns an event type, not String", Publishers.class, "#text",
                "Return an object of a class with @EventType, or name the classes that the method publishes by itself");
        reports("@Publishes", "must be on a method of a bean that is neither private, static nor final", Publishers.class,
                "#hidden", "No interceptor can be added to another one");
        reports("@Publishes", "must name classes with @EventType, not " + Order.class.getName(), Publishers.class, "#untyped",
                "Annotate the class, or leave it out");
        assertThat(BUILD.messages()).anyMatch(message -> message.startsWith(
                "@Publishes must name a stream that is configured, not \"unheard\": " + Publishers.class.getName()
                        + "#elsewhere. "));
        reports("@Publishes", "on a class must name the classes of its events", Declares.class, "",
                "Add them, or put it on a method that returns an event");
    }
}
