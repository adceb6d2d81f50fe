package io.quarkiverse.eventstream.runtime.log;

import java.util.List;

/**
 * Identifies failures of the same cause: the class of the exception, and the first line of application code in its stack trace.
 *
 * @param text the class and the line, for messages
 */
record FailureFingerprint(String text) {

    private static final List<String> NOT_OF_THE_APPLICATION = List.of("java.", "javax.", "jakarta.", "jdk.", "sun.",
            "com.fasterxml.jackson.", "io.quarkus.", "io.quarkiverse.eventstream.runtime.", "io.smallrye.", "io.vertx.",
            "org.apache.kafka.", "org.jboss.");

    static FailureFingerprint of(Throwable failure) {
        String type = failure.getClass().getName();
        StackTraceElement frame = firstOfApplication(failure);
        return new FailureFingerprint(frame == null ? type : type + " at " + frame);
    }

    /** The methods of an application's exception may throw, too. */
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
