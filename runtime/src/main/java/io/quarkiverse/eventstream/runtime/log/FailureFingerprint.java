package io.quarkiverse.eventstream.runtime.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Identifies failures of the same cause: the class of the exception, and the first line of application code in its stack trace.
 *
 * @param text the class and the line, for messages
 * @param exception the class of the exception
 * @param frame the class and the method of application code, which a new release moves to another line; empty if there is none
 */
public record FailureFingerprint(String text, String exception, String frame) {

    private static final List<String> NOT_OF_THE_APPLICATION = List.of("java.", "javax.", "jakarta.", "jdk.", "sun.",
            "com.fasterxml.jackson.", "io.quarkus.", "io.quarkiverse.eventstream.runtime.", "io.smallrye.", "io.vertx.",
            "org.apache.kafka.", "org.jboss.");
    /** The compiler numbers lambdas. */
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*)\\$\\d+");
    private static final int ID_BYTES = 8;

    static FailureFingerprint ofText(String text) {
        return new FailureFingerprint(text, "", "");
    }

    public static FailureFingerprint of(Throwable failure) {
        String type = failure.getClass().getName();
        StackTraceElement[] frames = frames(failure);
        StackTraceElement own = firstOfApplication(frames);
        StackTraceElement shown = own == null && frames.length > 0 ? frames[0] : own;
        return new FailureFingerprint(shown == null ? type : type + " at " + shown, type, own == null ? "" : method(own));
    }

    /** The methods of an application's exception may throw, too. */
    private static StackTraceElement[] frames(Throwable failure) {
        try {
            return failure.getStackTrace();
        } catch (RuntimeException | Error e) {
            return new StackTraceElement[0];
        }
    }

    private static StackTraceElement firstOfApplication(StackTraceElement[] frames) {
        for (StackTraceElement frame : frames) {
            if (NOT_OF_THE_APPLICATION.stream().noneMatch(frame.getClassName()::startsWith)) {
                return frame;
            }
        }
        return null;
    }

    private static String method(StackTraceElement frame) {
        return frame.getClassName() + "." + methodName(frame.getMethodName());
    }

    /** The name of a method; for a lambda, of the method that has it. */
    public static String methodName(String name) {
        return LAMBDA.matcher(name).replaceFirst("$1");
    }

    /** A short id of the failures of this cause at a listener: the same in all instances and releases of the service. */
    public String id(String listener) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((exception + '\n' + frame + '\n' + listener).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
