package org.acme.shapes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/**
 * All annotations that choose the thread of a listener.
 */
public class Threads {

    private final Invocations invocations;
    private final TransactionManager transactions;

    Threads(Invocations invocations, TransactionManager transactions) {
        this.invocations = invocations;
        this.transactions = transactions;
    }

    @Blocking
    @OnEvent(topic = "shapes", name = "blocking")
    void blocking(IncomingEvent event) {
        invocations.add(event, "");
    }

    @Blocking
    @OnEvent(topic = "shapes", name = "blockingUni")
    @OnEvent(topic = "shapes", name = "blockingUniToo")
    Uni<Void> blockingUni(IncomingEvent event) {
        invocations.add(event, "");
        return Uni.createFrom().voidItem();
    }

    @NonBlocking
    @OnEvent(topic = "shapes", name = "nonBlocking")
    void nonBlocking(IncomingEvent event) {
        invocations.add(event, "");
    }

    @NonBlocking
    @OnEvent(topic = "shapes", name = "nonBlockingStage")
    CompletionStage<Void> nonBlockingStage(IncomingEvent event) {
        invocations.add(event, "");
        return CompletableFuture.completedStage(null);
    }

    @RunOnVirtualThread
    @OnEvent(topic = "shapes", name = "virtualThread")
    void virtualThread(IncomingEvent event) {
        invocations.add(event, "");
    }

    @Transactional
    @OnEvent(topic = "shapes", name = "transactional")
    void transactional(IncomingEvent event) throws Exception {
        invocations.add(event, transactions.getTransaction() == null ? "alone" : "in a transaction");
    }

    @Blocking
    @Transactional
    @OnEvent(topic = "shapes", name = "blockingTransactional")
    void blockingTransactional(IncomingEvent event) throws Exception {
        invocations.add(event, transactions.getTransaction() == null ? "alone" : "in a transaction");
    }

    /** The annotation on the class applies to all its listeners. */
    @Blocking
    static class OfBlockingClass {

        private final Invocations invocations;

        OfBlockingClass(Invocations invocations) {
            this.invocations = invocations;
        }

        @OnEvent(topic = "shapes", name = "blockingClass")
        Uni<Void> listen(IncomingEvent event) {
            invocations.add(event, "");
            return Uni.createFrom().voidItem();
        }
    }

    /** The annotation on the class applies to all its listeners. */
    @NonBlocking
    static class OfNonBlockingClass {

        private final Invocations invocations;

        OfNonBlockingClass(Invocations invocations) {
            this.invocations = invocations;
        }

        @OnEvent(topic = "shapes", name = "nonBlockingClass")
        void listen(IncomingEvent event) {
            invocations.add(event, "");
        }
    }

    /** The annotation on the class applies to all its listeners. */
    @RunOnVirtualThread
    static class OfVirtualThreadClass {

        private final Invocations invocations;

        OfVirtualThreadClass(Invocations invocations) {
            this.invocations = invocations;
        }

        @OnEvent(topic = "shapes", name = "virtualThreadClass")
        void listen(IncomingEvent event) {
            invocations.add(event, "");
        }
    }
}
