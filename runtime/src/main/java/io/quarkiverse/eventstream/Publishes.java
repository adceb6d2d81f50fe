package io.quarkiverse.eventstream;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Publishes the result of a method of a bean, or declares what a class or a method publishes.
 * <p>
 * Without classes, on a method that returns an object with an {@link EventType}, or a {@code Uni} or {@code CompletionStage} of one: the
 * result is published after the method has succeeded, and the caller gets it afterwards. A null is not published. If publishing fails, the
 * method fails with the exception of {@link EventStream#publish(Object)}; on an event loop, a method that returns the object itself does
 * not wait for the outcome, and the log has a failure.
 * <p>
 * With {@code quarkus-eventstream-outbox}, the event goes with the transaction. Without it, the event is published when the method has
 * returned: after the commit of a transaction that begins with the method, but before that of a transaction of its caller. A listener may
 * return its result so, too.
 * <p>
 * With classes, it changes nothing, and only tells the build of events that are published in another way.
 */
@Documented
@Retention(RUNTIME)
@Target({METHOD, TYPE})
public @interface Publishes {

    /**
     * Event types that the class or method publishes by itself.
     *
     * @return classes with {@link EventType}; empty for the result of the method
     */
    Class<?>[] value() default {};

    /**
     * The stream that a result is published to.
     *
     * @return a name under {@code quarkus.eventstream}; empty means the default stream
     */
    String stream() default "";
}
