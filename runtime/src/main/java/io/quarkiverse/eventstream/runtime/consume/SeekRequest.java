package io.quarkiverse.eventstream.runtime.consume;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.eventstream.Offset;

/**
 * A request to continue at another position.
 *
 * @param partition the partition; empty for all that the consumer holds
 * @param offset the new position
 * @param completion completes when the new position is committed; fails with the reason if it is not
 */
record SeekRequest(OptionalInt partition, Offset offset, CompletableFuture<Void> completion) {}
