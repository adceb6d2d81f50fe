package io.quarkiverse.eventstream.runtime.log;

import java.util.List;

/**
 * What failures of one cause have in common: the exception's class, and the first line of the application that it comes from.
 *
 * @param text for people
 */
public record FailureFingerprint(String text) {

    private static final List<String> NOT_OF_THE_APPLICATION = List.of("java.", "javax.", "jakarta.", "jdk.", "sun.",
            "com.fasterxml.jackson.", "io.quarkus.", "io.quarkiverse.eventstream.runtime.", "io.smallrye.", "io.vertx.",
            "org.apache.kafka.", "org.jboss.");

    static FailureFingerprint of(Throwable failure) {
        String type = failure.getClass().getName();
        StackTraceElement frame = firstOfApplication(failure);
        return new FailureFingerprint(frame == null ? type : type + " at " + frame);
    }

    /** The exception may itself fail when it is asked. */
    private static StackTraceElement firstOfApplication(Throwable failure) {
        try {
            StackTraceElement[] frames = failure.getStackTrace();
            for (StackTraceElement frame : frames) {
                if (NOT_OF_THE_APPLICATION.stream().noneMatch(frame.getClassName()::startsWith)) {
                    return frame;
                }
            }
            return frames.length == 0 ? null : frames[0];
        } catch (RuntimeException | Error e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
