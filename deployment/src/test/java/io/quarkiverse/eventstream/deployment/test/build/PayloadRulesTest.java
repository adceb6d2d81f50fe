package io.quarkiverse.eventstream.deployment.test.build;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.Dependent;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.node.ArrayNode;

import io.quarkiverse.eventstream.EventRecord;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Tombstone;
import io.vertx.core.eventbus.Message;
import kotlin.coroutines.Continuation;

/**
 * Rules for the parameters of a listener method.
 */
class PayloadRulesTest {

    @RegisterExtension
    static final FailingApplication BUILD = new FailingApplication();

    private static final String SHAPE = "Take an IncomingEvent, the payload, or both";
    private static final String CONCRETE = "Take a concrete class, or name the implementation for Jackson with"
            + " @JsonDeserialize or @JsonTypeInfo";

    static class Nothing {
        @OnEvent(topic = "orders")
        void on() {}
    }

    @Test
    void aListenerWithoutAParameterFailsTheBuild() {
        BUILD.reports("needs a method that takes something", Nothing.class, "on()", SHAPE);
    }

    static class TwoEvents {
        @OnEvent(topic = "orders")
        void on(IncomingEvent event, IncomingEvent other) {}
    }

    @Test
    void aListenerOfTwoEventsFailsTheBuild() {
        BUILD.reports("needs a method that takes the IncomingEvent once", TwoEvents.class, "on(IncomingEvent, IncomingEvent)",
                SHAPE);
    }

    static class TwoPayloads {
        @OnEvent(topic = "orders")
        void on(Order order, Map<String, Object> other) {}
    }

    @Test
    void aListenerOfTwoPayloadsFailsTheBuild() {
        BUILD.reports("needs a method that takes one payload, not 2", TwoPayloads.class, "on(Order, Map)", SHAPE);
    }

    static class Primitive {
        @OnEvent(topic = "orders")
        void on(long count) {}
    }

    @Test
    void aPrimitivePayloadFailsTheBuild() {
        BUILD.reports("can't read a payload, which is a JSON object, as the primitive type long", Primitive.class, "on(long)",
                "Take a class, a record or a Map");
    }

    static class Text {
        @OnEvent(topic = "orders")
        void on(String payload) {}
    }

    @Test
    void aStringPayloadFailsTheBuild() {
        BUILD.reports("can't read a payload, which is a JSON object, as java.lang.String", Text.class, "on(String)",
                "Take a class, a record or a Map");
    }

    static class Number {
        @OnEvent(topic = "orders")
        void on(Integer count) {}
    }

    @Test
    void aBoxedNumberAsPayloadFailsTheBuild() {
        BUILD.reports("can't read a payload, which is a JSON object, as java.lang.Integer", Number.class, "on(Integer)",
                "Take a class, a record or a Map");
    }

    static class Moment {
        @OnEvent(topic = "orders")
        void on(Instant instant) {}
    }

    @Test
    void anInstantAsPayloadFailsTheBuild() {
        BUILD.reports("can't read a payload, which is a JSON object, as java.time.Instant", Moment.class, "on(Instant)",
                "Take a class, a record or a Map");
    }

    static class AList {
        @OnEvent(topic = "orders")
        void on(List<Order> orders) {}
    }

    @Test
    void aListAsPayloadFailsTheBuild() {
        BUILD.reports("can't read a payload, which is a JSON object, as java.util.List", AList.class, "on(List)",
                "Take a class or record with a field for the List");
    }

    static class AnArrayList {
        @OnEvent(topic = "orders")
        void on(ArrayList<Order> orders) {}
    }

    @Test
    void aConcreteCollectionAsPayloadFailsTheBuild() {
        BUILD.reports("can't read a payload, which is a JSON object, as java.util.ArrayList", AnArrayList.class,
                "on(ArrayList)", "Take a class or record with a field for the ArrayList");
    }

    static class AnArray {
        @OnEvent(topic = "orders")
        void on(Order[] orders) {}
    }

    @Test
    void anArrayAsPayloadFailsTheBuild() {
        BUILD.reports("can't read a payload, which is a JSON object, as the array " + Order.class.getName() + "[]",
                AnArray.class, "on(Order[])", "Take a class or record with a field for the array");
    }

    static class AnEnum {
        @OnEvent(topic = "orders")
        void on(Thread.State state) {}
    }

    @Test
    void anEnumAsPayloadFailsTheBuild() {
        BUILD.reports("can't read a payload, which is a JSON object, as java.lang.Thread$State", AnEnum.class,
                "on(Thread$State)", "Take a class, a record or a Map");
    }

    enum Status {
        OPEN
    }

    static class OwnEnum {
        @OnEvent(topic = "orders")
        void on(Status status) {}
    }

    @Test
    void anEnumOfTheApplicationAsPayloadFailsTheBuild() {
        BUILD.reports("can't read a payload, which is a JSON object, as the enum " + Status.class.getName(), OwnEnum.class,
                "on(PayloadRulesTest$Status)", "Take a class or record with a field for it");
    }

    @Dependent
    static class Variable<T> {
        @OnEvent(topic = "orders")
        void on(T payload) {}
    }

    @Test
    void aTypeVariableAsPayloadFailsTheBuild() {
        BUILD.reports("can't derive the type of the payload from the type variable T", Variable.class, "on(Object)",
                "Name the type itself");
    }

    @Dependent
    static class NestedVariable<T> {
        @OnEvent(topic = "orders")
        void on(Map<String, T> payload) {}
    }

    @Test
    void aTypeVariableWithinThePayloadFailsTheBuild() {
        BUILD.reports("can't derive the type of the payload from java.util.Map<java.lang.String, T>", NestedVariable.class,
                "on(Map)", "Name the type arguments, as classes; use a List instead of an array");
    }

    static class NestedArray {
        @OnEvent(topic = "orders")
        void on(Map<String, long[]> payload) {}
    }

    @Test
    void anArrayWithinThePayloadFailsTheBuild() {
        BUILD.reports("can't derive the type of the payload from java.util.Map<java.lang.String, long[]>", NestedArray.class,
                "on(Map)", "Name the type arguments, as classes; use a List instead of an array");
    }

    abstract static class Shape {}

    static class AnAbstract {
        @OnEvent(topic = "orders")
        void on(Shape shape) {}
    }

    @Test
    void anAbstractPayloadFailsTheBuild() {
        BUILD.reports("can't read the payload as " + Shape.class.getName() + ", of which Jackson can't make an object",
                AnAbstract.class, "on(PayloadRulesTest$Shape)", CONCRETE);
    }

    interface Named {}

    static class AnInterface {
        @OnEvent(topic = "orders")
        void on(Named named) {}
    }

    @Test
    void anInterfaceAsPayloadFailsTheBuild() {
        BUILD.reports("can't read the payload as " + Named.class.getName() + ", of which Jackson can't make an object",
                AnInterface.class, "on(PayloadRulesTest$Named)", CONCRETE);
    }

    class Inner {}

    static class AnInner {
        @OnEvent(topic = "orders")
        void on(Inner inner) {}
    }

    @Test
    void anInnerClassAsPayloadFailsTheBuild() {
        BUILD.reports("can't read the payload as the inner class " + Inner.class.getName(), AnInner.class,
                "on(PayloadRulesTest$Inner)", "Make the class static");
    }

    static class AStream {
        @OnEvent(topic = "orders")
        void on(EventStream value) {}
    }

    @Test
    void aStreamAsParameterFailsTheBuild() {
        BUILD.reports("can't pass a parameter of the type io.quarkiverse.eventstream.EventStream", AStream.class,
                "on(EventStream)", SHAPE);
    }

    static class AnOutgoingEvent {
        @OnEvent(topic = "orders")
        void on(OutgoingEvent value) {}
    }

    @Test
    void anOutgoingEventAsParameterFailsTheBuild() {
        BUILD.reports("can't pass a parameter of the type io.quarkiverse.eventstream.OutgoingEvent", AnOutgoingEvent.class,
                "on(OutgoingEvent)", SHAPE);
    }

    static class AConsumerRecord {
        @OnEvent(topic = "orders")
        void on(ConsumerRecord<String, Order> value) {}
    }

    @Test
    void aConsumerRecordAsParameterFailsTheBuild() {
        BUILD.reports("can't pass a parameter of the type org.apache.kafka.clients.consumer.ConsumerRecord",
                AConsumerRecord.class, "on(ConsumerRecord)", SHAPE);
    }

    static class AMessage {
        @OnEvent(topic = "orders")
        void on(Message<Order> value) {}
    }

    @Test
    void aMessageAsParameterFailsTheBuild() {
        BUILD.reports("can't pass a parameter of the type io.vertx.core.eventbus.Message", AMessage.class, "on(Message)",
                SHAPE);
    }

    static class AnArrayNode {
        @OnEvent(topic = "orders")
        void on(ArrayNode value) {}
    }

    @Test
    void anArrayNodeAsParameterFailsTheBuild() {
        BUILD.reports("can't pass a parameter of the type com.fasterxml.jackson.databind.node.ArrayNode", AnArrayNode.class,
                "on(ArrayNode)", SHAPE);
    }

    static class AnOptional {
        @OnEvent(topic = "orders")
        void on(Optional<Order> order) {}
    }

    @Test
    void anOptionalAsPayloadFailsTheBuild() {
        BUILD.reports("can't read a payload, which is a JSON object, as java.util.Optional", AnOptional.class, "on(Optional)",
                "Take what is in it: a payload is null where an event has none");
    }

    static class Unmakeable {
        Unmakeable(String id, int count) {}
    }

    static class OfUnmakeable {
        @OnEvent(topic = "orders")
        void on(Unmakeable payload) {}
    }

    @Test
    void aPayloadWithoutAConstructorThatJacksonWouldCallFailsTheBuild() {
        BUILD.reports("can't read the payload as " + Unmakeable.class.getName() + ", of which Jackson can't make an object",
                OfUnmakeable.class, "on(PayloadRulesTest$Unmakeable)",
                "Make it a record, give it a constructor without parameters, or mark one with @JsonCreator");
    }

    static class Suspended {
        @OnEvent(topic = "orders")
        Object on(Order order, Continuation<? super String> continuation) {
            return null;
        }
    }

    @Test
    void aSuspendFunctionFailsTheBuild() {
        BUILD.reports("can't be on a suspend function", Suspended.class, "on(Order, Continuation)",
                "Return a Uni, as uni { … } of mutiny-kotlin makes it, or leave suspend out and add @RunOnVirtualThread");
    }

    static class TombstoneAndEvent {
        @OnEvent(topic = "orders")
        void on(Tombstone tombstone, IncomingEvent event) {}
    }

    @Test
    void aTombstoneBesideAnythingElseFailsTheBuild() {
        BUILD.reports("needs a method that takes a Tombstone alone", TombstoneAndEvent.class, "on(Tombstone, IncomingEvent)",
                "Make another listener for the events: a tombstone has no more than what Tombstone says");
    }

    static class NamedTombstone {
        @OnEvent(topic = "orders", name = "orderCreated")
        void on(Tombstone tombstone) {}
    }

    @Test
    void aTombstoneOfANameFailsTheBuild() {
        BUILD.reports("must have neither name nor namespace where its method takes a Tombstone, which has none",
                NamedTombstone.class, "on(Tombstone)", "Leave them out");
    }

    static class RecordAndPayload {
        @OnEvent(topic = "orders")
        void on(EventRecord record, Map<String, Object> payload) {}
    }

    @Test
    void aRecordTogetherWithAnythingElseFailsTheBuild() {
        BUILD.reports("needs a method that takes an EventRecord, or a byte[] for its value, alone", RecordAndPayload.class,
                "on(EventRecord, Map)",
                "Take the EventRecord: it has value, key, headers and coordinates. Make another listener for the events");
    }

    static class NamedRecord {
        @OnEvent(topic = "orders", name = "orderCreated")
        void on(byte[] value) {}
    }

    @Test
    void recordsOfANameFailTheBuild() {
        BUILD.reports("must have neither name nor namespace where its method takes records as they are", NamedRecord.class,
                "on(byte[])", "Leave them out: it gets all records of the topic");
    }
}
