package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.runtime.bus.AnnotatedListener;
import io.quarkiverse.eventstream.runtime.bus.BuildTimeFindings;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod.Execution;
import io.quarkus.arc.Arc;
import io.quarkus.jackson.JacksonMixin;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/**
 * Listeners that the build accepts, and the result.
 */
class AcceptedListenersTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(root -> root.addClass(Order.class))
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey("quarkus.eventstream.heard.stream", "none");

    @Inject
    EventStream events;

    @Inject
    BuildTimeFindings findings;

    static class Unscoped {
        @OnEvent(topic = "orders", id = "unscoped")
        void on(Order order) {}
    }

    @ApplicationScoped
    static class Scoped {
        @OnEvent(topic = "orders", id = "scoped")
        void on(Order order) {}
    }

    @Test
    void aBeanWithoutScopeBecomesASingleton() {
        assertThat(scopeOf(Unscoped.class)).isEqualTo(Singleton.class);
    }

    @Test
    void aBeanKeepsItsOwnScope() {
        assertThat(scopeOf(Scoped.class)).isEqualTo(ApplicationScoped.class);
    }

    private static Class<?> scopeOf(Class<?> bean) {
        return Arc.container().instance(bean).getBean().getScope();
    }

    @Test
    void listenersAreNotRemovedAlthoughTheyAreNotInjected() {
        assertThat(List.of(Unscoped.class, Scoped.class, Payloads.class, Repeated.class))
                .allSatisfy(bean -> assertThat(Arc.container().select(bean).isResolvable()).isTrue());
    }

    static class Elsewhere {
        @OnEvent(topic = "orders", stream = "heard", id = "elsewhere")
        void on(Order order) {}
    }

    @Test
    void aStreamThatIsNotInjectedMayHaveListeners() {
        EventStream heard = Arc.container().select(EventStream.class, EventStreamName.Literal.of("heard")).get();

        assertThat(heard.subscriptions()).extracting(Subscription::id).containsExactly("elsewhere");
    }

    record Page<T>(List<T> items) {}

    static class Account {
        public String owner;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface Polymorphic {}

    interface PolymorphicPart extends Polymorphic {}

    static class WithCreator {
        private WithCreator() {}

        @JsonCreator
        static WithCreator of(@JsonProperty("id") String id) {
            return new WithCreator();
        }
    }

    static class WithPublicConstructor {
        public WithPublicConstructor(String id, String text) {}
    }

    static class WithNames {
        WithNames(@JsonProperty("id") String id) {}

        WithNames(String id, String text) {}
    }

    @JsonDeserialize(using = JsonDeserializer.None.class)
    static class WithDeserializer {
        WithDeserializer(String id) {}
    }

    static class MixedInto {
        MixedInto(String id) {}
    }

    @JacksonMixin(MixedInto.class)
    abstract static class Mixin {
        @JsonCreator
        Mixin(@JsonProperty("id") String id) {}
    }

    static class Payloads {
        @OnEvent(topic = "payloads", id = "payload.creator")
        void aCreator(WithCreator payload) {}

        @OnEvent(topic = "payloads", id = "payload.public")
        void aPublicConstructor(WithPublicConstructor payload) {}

        @OnEvent(topic = "payloads", id = "payload.names")
        void aConstructorWithNames(WithNames payload) {}

        @OnEvent(topic = "payloads", id = "payload.deserializer")
        void aDeserializer(WithDeserializer payload) {}

        @OnEvent(topic = "payloads", id = "payload.mixin")
        void aMixin(MixedInto payload) {}

        @OnEvent(topic = "payloads", id = "payload.class")
        void aClass(Account payload) {}

        @OnEvent(topic = "payloads", id = "payload.record")
        void aRecord(Order payload) {}

        @OnEvent(topic = "payloads", id = "payload.map")
        void aMap(Map<String, Object> payload) {}

        @OnEvent(topic = "payloads", id = "payload.rawMap")
        void aRawMap(@SuppressWarnings("rawtypes") Map payload) {}

        @OnEvent(topic = "payloads", id = "payload.tree")
        void aTree(JsonNode payload) {}

        @OnEvent(topic = "payloads", id = "payload.generic")
        void aGeneric(Page<Order> payload) {}

        @OnEvent(topic = "payloads", id = "payload.nestedGeneric")
        void aNestedGeneric(Map<String, List<Page<? extends Order>>> payload) {}

        @OnEvent(topic = "payloads", id = "payload.polymorphic")
        void aPolymorphic(PolymorphicPart payload) {}

        @OnEvent(topic = "payloads", id = "payload.both")
        void both(IncomingEvent event, Order payload) {}

        @OnEvent(topic = "payloads", id = "payload.bothTurned")
        void bothTurned(Order payload, IncomingEvent event) {}

        @OnEvent(topic = "payloads", id = "payload.event")
        void event(IncomingEvent event) {}
    }

    @Test
    void aPayloadMayBeAnyTypeThatJacksonReadsFromAnObject() {
        assertThat(events.subscriptions()).extracting(Subscription::id).contains("payload.class", "payload.record",
                "payload.map", "payload.rawMap", "payload.tree", "payload.generic", "payload.nestedGeneric",
                "payload.polymorphic", "payload.creator", "payload.public",
                "payload.names", "payload.deserializer", "payload.mixin", "payload.both", "payload.bothTurned",
                "payload.event");
    }

    @Test
    void theTypeArgumentsOfAPayloadAreKept() {
        assertThat(listener("payload.nestedGeneric").method().getPayloadType()).isEqualTo("java.util.Map<java.lang.String,"
                + "java.util.List<" + Page.class.getName() + "<" + Order.class.getName() + ">>>");
    }

    static class Repeated {
        @OnEvent(topic = "orders", name = "orderCreated")
        @OnEvent(topic = "orders", name = "orderChanged")
        @OnEvent(topic = "returns", id = "returned")
        void on(Order order) {}
    }

    @Test
    void aRepeatedAnnotationMakesAListenerEach() {
        String method = Repeated.class.getName() + "#on";
        assertThat(events.subscription(method)).map(Subscription::name).contains("orderCreated");
        assertThat(events.subscription(method + "#2")).map(Subscription::name).contains("orderChanged");
        assertThat(events.subscription("returned")).map(Subscription::topic).contains("returns");
    }

    @Test
    void aListenerWithoutAttributesGetsAllEventsInTheGroupOfTheApplication() {
        Subscription subscription = events.subscription("unscoped").orElseThrow();
        assertThat(subscription.topic()).isEqualTo("orders");
        assertThat(subscription.name()).isEmpty();
        assertThat(subscription.group()).isEqualTo("quarkus-eventstream-deployment");
    }

    interface Handling<T> {
        void handle(T payload);
    }

    static class Bridged implements Handling<Order> {
        @Override
        @OnEvent(topic = "orders", id = "bridged")
        public void handle(Order payload) {}
    }

    @Test
    void aBridgeMethodIsNoSecondListener() {
        assertThat(listener("bridged").method().getPayloadType()).isEqualTo(Order.class.getName());
    }

    @Blocking
    static class BlockingClass {
        @OnEvent(topic = "threads", id = "blockingClass")
        Uni<Void> on(Order order) {
            return Uni.createFrom().voidItem();
        }

        @NonBlocking
        @OnEvent(topic = "threads", id = "nonBlockingMethod")
        void nonBlocking(Order order) {}
    }

    @NonBlocking
    static class NonBlockingClass {
        @OnEvent(topic = "threads", id = "nonBlockingClass")
        void on(Order order) {}

        @Blocking
        @OnEvent(topic = "threads", id = "blockingMethod")
        CompletionStage<Void> blocking(Order order) {
            return CompletableFuture.completedStage(null);
        }

        @Transactional
        @OnEvent(topic = "threads", id = "transactionalMethod")
        void transactional(Order order) {}
    }

    @RunOnVirtualThread
    static class VirtualClass {
        @OnEvent(topic = "threads", id = "virtualClass")
        void on(Order order) {}
    }

    static class Plain {
        @OnEvent(topic = "threads", id = "void")
        void on(Order order) {}

        @OnEvent(topic = "threads", id = "future")
        CompletableFuture<String> future(Order order) {
            return CompletableFuture.completedFuture("");
        }
    }

    @Test
    void theMethodsThreadHasPriorityOverTheClasss() {
        assertExecution(Execution.WORKER, "blockingClass", "blockingMethod", "transactionalMethod");
        assertExecution(Execution.EVENT_LOOP, "nonBlockingClass", "nonBlockingMethod");
        assertExecution(Execution.VIRTUAL_THREAD, "virtualClass");
    }

    @Test
    void theResultChoosesTheThreadByDefault() {
        assertExecution(Execution.WORKER, "void");
        assertExecution(Execution.EVENT_LOOP, "future");
    }

    private void assertExecution(Execution execution, String... ids) {
        assertThat(ids).allSatisfy(id -> assertThat(listener(id).method().getExecution()).isEqualTo(execution));
    }

    private AnnotatedListener listener(String id) {
        return findings.listeners().stream().filter(listener -> listener.id().equals(id)).reduce((one, other) -> {
            throw new AssertionError("There are two of the id " + id);
        }).orElseThrow();
    }
}
