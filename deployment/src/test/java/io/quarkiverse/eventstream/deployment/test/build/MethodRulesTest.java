package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.SkipReplays;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;

/**
 * Rules for the declaration of a listener method.
 */
class MethodRulesTest {

    @RegisterExtension
    static final FailingApplication BUILD = new FailingApplication();

    private static final String NO_BEAN = " is none: it must be a top-level or static nested class, and not be @Vetoed or"
            + " excluded";
    private static final String MOVE = "The bus alone calls a listener: move the common code to a method that both call";

    static class PrivateMethod {
        @OnEvent(topic = "orders")
        private void on(Order order) {}
    }

    @Test
    void aPrivateListenerFailsTheBuild() {
        BUILD.reports("must not be on a private method", PrivateMethod.class, "on(Order)", "Make the method package-private");
    }

    static class StaticMethod {
        @OnEvent(topic = "orders")
        static void on(Order order) {}
    }

    @Test
    void aStaticListenerFailsTheBuild() {
        BUILD.reports("must not be on a static method", StaticMethod.class, "on(Order)", "Make it a method of the bean");
    }

    static class GenericMethod {
        @OnEvent(topic = "orders")
        <T> void on(Order order) {}
    }

    @Test
    void aGenericListenerFailsTheBuild() {
        BUILD.reports("must not be on a generic method", GenericMethod.class, "on(Order)", "Remove the type parameters");
    }

    abstract static class AbstractBean {
        @OnEvent(topic = "orders")
        void on(Order order) {}
    }

    @Test
    void aListenerOfAnAbstractClassFailsTheBuild() {
        BUILD.reports("must not be on a method of an abstract class", AbstractBean.class, "on(Order)",
                "Put it on a method of the concrete class that is the bean");
    }

    interface Contract {
        @OnEvent(topic = "orders")
        void on(Order order);
    }

    @Test
    void aListenerOfAnInterfaceFailsTheBuild() {
        BUILD.reports("must not be on a method of an interface", Contract.class, "on(Order)",
                "Put it on the method of the bean");
    }

    class Inner {
        @OnEvent(topic = "orders")
        void on(Order order) {}
    }

    @Test
    void aListenerOfAnInnerClassFailsTheBuild() {
        BUILD.reports("must be on a method of a bean", Inner.class, "on(Order)",
                "The class " + Inner.class.getName() + NO_BEAN);
    }

    @Vetoed
    static class VetoedClass {
        @OnEvent(topic = "orders")
        void on(Order order) {}
    }

    @Test
    void aListenerOfAVetoedClassFailsTheBuild() {
        BUILD.reports("must be on a method of a bean", VetoedClass.class, "on(Order)",
                "The class " + VetoedClass.class.getName() + NO_BEAN);
    }

    static class ReturnsString {
        @OnEvent(topic = "orders")
        String on(Order order) {
            return "x";
        }
    }

    @Test
    void aListenerThatReturnsAStringFailsTheBuild() {
        BUILD.reports("must return void, Uni or CompletionStage", ReturnsString.class, "on(Order)",
                "Return one of them instead of String");
    }

    static class ReturnsInt {
        @OnEvent(topic = "orders")
        int on(Order order) {
            return 1;
        }
    }

    @Test
    void aListenerThatReturnsAnIntFailsTheBuild() {
        BUILD.reports("must return void, Uni or CompletionStage", ReturnsInt.class, "on(Order)",
                "Return one of them instead of int");
    }

    static class ReturnsMulti {
        @OnEvent(topic = "orders")
        Multi<Void> on(Order order) {
            return null;
        }
    }

    @Test
    void aListenerThatReturnsAMultiFailsTheBuild() {
        BUILD.reports("must return void, Uni or CompletionStage", ReturnsMulti.class, "on(Order)",
                "Return one of them instead of Multi");
    }

    static class ReturnsFuture {
        @OnEvent(topic = "orders")
        Future<Void> on(Order order) {
            return null;
        }
    }

    @Test
    void aListenerThatReturnsAFutureFailsTheBuild() {
        BUILD.reports("must return void, Uni or CompletionStage", ReturnsFuture.class, "on(Order)",
                "Return one of them instead of Future");
    }

    static class BlockingAndNonBlocking {
        @Blocking
        @NonBlocking
        @OnEvent(topic = "orders")
        void on(Order order) {}
    }

    @Test
    void aListenerThatIsBlockingAndNonBlockingFailsTheBuild() {
        BUILD.reports("can't go with both @Blocking and @NonBlocking", BlockingAndNonBlocking.class, "on(Order)",
                "Remove one of the two");
    }

    static class NonBlockingAndVirtual {
        @NonBlocking
        @RunOnVirtualThread
        @OnEvent(topic = "orders")
        void on(Order order) {}
    }

    @Test
    void aNonBlockingListenerOnAVirtualThreadFailsTheBuild() {
        BUILD.reports("can't go with both @NonBlocking and @RunOnVirtualThread", NonBlockingAndVirtual.class, "on(Order)",
                "Remove one of the two");
    }

    static class NonBlockingAndTransactional {
        @NonBlocking
        @Transactional
        @OnEvent(topic = "orders")
        void on(Order order) {}
    }

    @Test
    void aNonBlockingListenerInATransactionFailsTheBuild() {
        BUILD.reports("can't go with both @NonBlocking and @Transactional, which blocks", NonBlockingAndTransactional.class,
                "on(Order)", "Remove one of the two");
    }

    @Transactional
    static class TransactionalClass {
        @NonBlocking
        @OnEvent(topic = "orders")
        void on(Order order) {}
    }

    @Test
    void aNonBlockingListenerOfATransactionalClassFailsTheBuild() {
        BUILD.reports("can't go with both @NonBlocking and @Transactional, which blocks", TransactionalClass.class, "on(Order)",
                "Remove one of the two");
    }

    @Blocking
    @NonBlocking
    static class BothOnTheClass {
        @OnEvent(topic = "orders")
        void on(Order order) {}
    }

    @Test
    void aListenerOfAClassThatIsBlockingAndNonBlockingFailsTheBuild() {
        BUILD.reports("can't go with both @Blocking and @NonBlocking on the class", BothOnTheClass.class, "on(Order)",
                "Remove one of the two");
    }

    @Dependent
    static class Ledger {}

    static class Producer {
        @Produces
        @OnEvent(topic = "orders")
        CompletionStage<String> on(Ledger ledger) {
            return null;
        }
    }

    @Test
    void aListenerThatIsAProducerFailsTheBuild() {
        BUILD.reports("can't go with @Produces on one method", Producer.class, "on(MethodRulesTest$Ledger)", MOVE);
    }

    static class Callback {
        @PostConstruct
        @OnEvent(topic = "orders")
        void on(Order order) {}
    }

    @Test
    void aListenerThatIsAPostConstructCallbackFailsTheBuild() {
        BUILD.reports("can't go with @PostConstruct on one method", Callback.class, "on(Order)", MOVE);
    }

    static class Initializer {
        @Inject
        @OnEvent(topic = "orders")
        void on(Ledger ledger) {}
    }

    @Test
    void aListenerThatIsAnInitializerFailsTheBuild() {
        BUILD.reports("can't go with @Inject on one method", Initializer.class, "on(MethodRulesTest$Ledger)", MOVE);
    }

    static class VertxConsumer {
        @ConsumeEvent("orders")
        @OnEvent(topic = "orders")
        void on(Order order) {}
    }

    @Test
    void aListenerThatConsumesVertxEventsFailsTheBuild() {
        BUILD.reports("can't go with @ConsumeEvent on one method", VertxConsumer.class, "on(Order)", MOVE);
    }

    static class Observer {
        @OnEvent(topic = "orders")
        void on(@Observes Order order) {}
    }

    @Test
    void aListenerThatObservesFailsTheBuild() {
        BUILD.reports("can't go with @Observes on a parameter", Observer.class, "on(Order)",
                "Take it away: the bus passes the event");
    }

    static class AsyncObserver {
        @OnEvent(topic = "orders")
        void on(@ObservesAsync Order order) {}
    }

    @Test
    void aListenerThatObservesAsynchronouslyFailsTheBuild() {
        BUILD.reports("can't go with @ObservesAsync on a parameter", AsyncObserver.class, "on(Order)",
                "Take it away: the bus passes the event");
    }

    static class Repeated {
        @OnEvent(topic = "orders")
        @OnEvent(topic = "returns")
        private void on(Order order) {}
    }

    @Test
    void anErrorOfAMethodWithTwoListenersIsReportedOnce() {
        BUILD.reports("must not be on a private method", Repeated.class, "on(Order)", "Make the method package-private");
    }

    static class Skipping {
        @SkipReplays
        void on(Order order) {}
    }

    @Test
    void skippingReplaysWithoutListeningFailsTheBuild() {
        assertThat(BUILD.messages()).contains("@SkipReplays needs an @OnEvent on the same method: " + Skipping.class.getName()
                + "#on(Order). Only listeners get replays: remove it, or add @OnEvent");
    }
}
