package io.quarkiverse.eventstream.runtime.consume;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.eventstream.Offset;

/**
 * Somebody wants a consumer to go on elsewhere.
 *
 * @param partition the partition, or empty for all that are held
 * @param offset where to go on
 * @param done completed when the new place is committed, or with the reason why it is not
 */
record SeekRequest(OptionalInt partition, Offset offset, CompletableFuture<Void> done) {}
