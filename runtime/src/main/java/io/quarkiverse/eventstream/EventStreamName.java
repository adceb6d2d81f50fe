package io.quarkiverse.eventstream;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;

/**
 * Selects a named stream: {@code @Inject @EventStreamName("audit") EventStream audit}. The stream is configured under
 * {@code quarkus.eventstream.audit.*}. Without the qualifier, the default stream is injected.
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({FIELD, PARAMETER, METHOD, TYPE})
public @interface EventStreamName {

    /**
     * The stream's name.
     *
     * @return a name under {@code quarkus.eventstream}
     */
    String value();

    /** Selects a named stream in code: {@code streams.select(EventStreamName.Literal.of("audit"))}. */
    final class Literal extends AnnotationLiteral<EventStreamName> implements EventStreamName {

        private static final long serialVersionUID = 1L;

        /** The stream's name. */
        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /**
         * The qualifier of a stream.
         *
         * @param name the stream's name
         * @return the qualifier
         */
        public static Literal of(String name) {
            return new Literal(name);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
