/**
 * Operations on the events of a stream: a {@link io.quarkiverse.eventstream.operations.DeadLetterDesk} lists dead letters, shows all that is
 * known of one, delivers letters again to the listener that gave them up, and discards those that need no work.
 */
package io.quarkiverse.eventstream.operations;
