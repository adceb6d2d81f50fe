package io.quarkiverse.eventstream.deployment;

import jakarta.enterprise.inject.spi.DefinitionException;

import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;

/**
 * What is wrong with an application, to be told with all else that is wrong with it.
 */
public final class BuildErrors {

    private BuildErrors() {}

    /**
     * An error.
     *
     * @param message rule, place and remedy
     * @return to be produced
     */
    public static ValidationErrorBuildItem of(String message) {
        DefinitionException error = new DefinitionException(message);
        // The place is in the application, not in a build step; and Quarkus prints the stack trace of each error.
        error.setStackTrace(new StackTraceElement[0]);
        return new ValidationErrorBuildItem(error);
    }
}
