package io.quarkiverse.eventstream.deployment;

import jakarta.enterprise.inject.spi.DefinitionException;

import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;

/**
 * Errors of an application, which Quarkus reports together with all other errors of the build.
 */
public final class BuildErrors {

    private BuildErrors() {}

    /** An error. */
    public static ValidationErrorBuildItem of(String message) {
        DefinitionException error = new DefinitionException(message);
        // The location is in the application, not in a build step, but Quarkus prints the stack trace of each error.
        error.setStackTrace(new StackTraceElement[0]);
        return new ValidationErrorBuildItem(error);
    }
}
