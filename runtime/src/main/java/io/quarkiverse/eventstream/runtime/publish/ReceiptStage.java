package io.quarkiverse.eventstream.runtime.publish;

import java.util.concurrent.CompletableFuture;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishReceipt;

/**
 * The stage that a publisher gets. The publisher can't complete it: publishing ends with the broker's answer. Not
 * {@link CompletableFuture#minimalCompletionStage}, whose dependents get the failure in a CompletionException.
 */
final class ReceiptStage extends CompletableFuture<PublishReceipt> {

    void written(PublishReceipt receipt) {
        super.complete(receipt);
    }

    void failed(EventStreamException error) {
        super.completeExceptionally(error);
    }

    /** A copy that the caller may complete, with the same exception, which {@link #copy} would wrap. */
    @Override
    public CompletableFuture<PublishReceipt> toCompletableFuture() {
        CompletableFuture<PublishReceipt> copy = new CompletableFuture<>();
        whenComplete((receipt, error) -> {
            if (error == null) {
                copy.complete(receipt);
            } else {
                copy.completeExceptionally(error);
            }
        });
        return copy;
    }

    @Override
    public boolean complete(PublishReceipt receipt) {
        throw decidedByBroker();
    }

    @Override
    public boolean completeExceptionally(Throwable error) {
        throw decidedByBroker();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        throw decidedByBroker();
    }

    private static UnsupportedOperationException decidedByBroker() {
        return new UnsupportedOperationException(
                "Publishing ends with the broker's answer. Call toCompletableFuture() for a copy");
    }
}
