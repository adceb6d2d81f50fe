package io.quarkiverse.eventstream;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Excludes an {@link OnEvent} method from replays, because it has an effect that must not be repeated for old events, such as sending a
 * mail.
 *
 * @see EventStream#newReplay
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface SkipReplays {
}
