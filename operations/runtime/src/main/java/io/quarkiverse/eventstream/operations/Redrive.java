package io.quarkiverse.eventstream.operations;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A running redrive. Thread-safe.
 *
 * @see DeadLetterDesk#redrive
 */
public interface Redrive {

    /**
     * The dead-letter topic.
     *
     * @return without the prefix
     */
    String topic();

    /**
     * How many letters were redriven so far: their listeners get them, or will.
     *
     * @return 0 or more
     */
    long redriven();

    /**
     * How many letters could not be redriven so far. They stay open.
     *
     * @return the number by reason
     */
    Map<RedriveRefusal, Long> refused();

    /**
     * The end of the redrive: of writing the commands, not of the invocations of listeners.
     *
     * @return completes when all letters were redriven or refused; fails with {@link java.util.concurrent.CancellationException} if the
     *         redrive is cancelled, or the application stops, before that, and with an
     *         {@link io.quarkiverse.eventstream.EventStreamException} if the broker does not answer or refuses. What was redriven until then
     *         stays so
     */
    CompletionStage<Void> completion();

    /**
     * Ends the redrive early: no further letter is redriven. Another call changes nothing.
     *
     * @return completes when the redrive has ended
     */
    CompletionStage<Void> cancel();
}
