package io.quarkiverse.eventstream;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks the key of the events of an {@link EventType}: a component of a record, a field, or a method without parameters, also one of an
 * interface. Events of the same key keep their order.
 * <p>
 * It is text, a number, a {@code UUID} or an enum, and becomes the key as {@link String#valueOf(Object)} converts it. An event whose key is
 * null has its id as the key.
 *
 * @see OutgoingEvent.Builder#key
 */
@Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD})
public @interface EventKey {
}
