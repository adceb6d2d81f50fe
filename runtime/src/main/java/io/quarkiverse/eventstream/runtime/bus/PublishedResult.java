package io.quarkiverse.eventstream.runtime.bus;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;

/** The build adds it to methods whose result is published: not every {@link io.quarkiverse.eventstream.Publishes} is one. */
@InterceptorBinding
@Retention(RUNTIME)
@Target({METHOD, TYPE})
public @interface PublishedResult {

    /** The name of the stream. */
    @Nonbinding
    String stream();
}
