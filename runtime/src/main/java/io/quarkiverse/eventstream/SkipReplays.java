package io.quarkiverse.eventstream;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Keeps an {@link OnEvent} method out of replays: it does something that must not be done again for old events, such as sending
 * a mail.
 *
 * @see EventStream#newReplay
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface SkipReplays {
}
