package io.quarkiverse.eventstream.outbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The listener takes effect once for each event. It is invoked in a transaction, in which the event is recorded as completed: so the effect
 * in the database, the events that the listener publishes, and the record are committed together, or not at all.
 * <p>
 * An event that is recorded already is completed without an invocation, whether it was redelivered, replayed, published twice with one id,
 * or delivered to two instances at once: then the second waits for the transaction of the first. If the listener fails, the transaction
 * rolls back, and the failure policy applies.
 * <p>
 * On a method with {@link io.quarkiverse.eventstream.OnEvent} that returns {@code void} and has a group. Effects outside of the database
 * are not covered.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Once {

    /**
     * A field of the payload that identifies the event, instead of the id of its envelope: a JSON pointer such as {@code /order/id}. An
     * event without such a field fails.
     *
     * @return a JSON pointer; empty for the id of the event
     */
    String key() default "";
}
