package io.quarkiverse.eventstream;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a static method convert the payloads of an older version of an {@link EventType} to the next version, before they are read:
 *
 * <pre>{@code
 * @Upcast(event = "orderCreated", from = 1)
 * static ObjectNode amountInsteadOfCents(ObjectNode order) {
 *     order.set("amount", DecimalNode.valueOf(BigDecimal.valueOf(order.remove("cents").longValue(), 2)));
 *     return order;
 * }
 * }</pre>
 *
 * It takes and returns an {@code ObjectNode}; it may change the one that it gets. It is not private. The methods of a type are chained
 * up to the {@linkplain EventType#version() version} of the class; the build reports gaps and duplicates. Events of that version, and newer
 * ones, are read without them. An exception fails the read with a {@link PayloadException}.
 * <p>
 * They apply wherever a payload is read as the class: in listeners, handlers and channels, and by {@link IncomingEvent#payload(Class)};
 * {@link IncomingEvent#payloadAsTree} and {@code payloadAsMap} return the payload as it was published.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Upcast {

    /**
     * The name of the events.
     *
     * @return the {@link EventType#name} of one class, as it is written there; empty on a method of that class
     */
    String event() default "";

    /**
     * The version of the payloads that the method takes; it returns the next one.
     *
     * @return 1 or more
     */
    int from();
}
