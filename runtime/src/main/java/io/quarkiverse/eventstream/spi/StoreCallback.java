package io.quarkiverse.eventstream.spi;

/** Gets the progress of a record in an {@link Outbox}. The bus implements it. */
@FunctionalInterface
public interface StoreCallback extends SendCallback {

    /**
     * The transaction of the record has committed. Called on any thread; may be left out if the record is written at once. Does not block
     * and throws nothing.
     */
    default void stored() {}
}
