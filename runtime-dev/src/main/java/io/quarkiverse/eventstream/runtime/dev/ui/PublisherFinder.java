package io.quarkiverse.eventstream.runtime.dev.ui;

import java.lang.StackWalker.StackFrame;
import java.util.regex.Pattern;

import io.quarkiverse.eventstream.runtime.log.FailureFingerprint;

/**
 * Finds out which code publishes an event: the first method of the application on the stack.
 */
record PublisherFinder(ClassLoader application) {

    static final String DEV_UI = "Dev UI";
    static final String UNKNOWN = "unknown code";

    private static final Pattern GENERATED = Pattern.compile(".*(_ClientProxy|_Subclass|\\$\\$function\\$\\$\\d+|_Bean)$");

    /** Class and method, as in the id of a listener; {@link #UNKNOWN} if a library or a channel publishes on a thread of its own. */
    String publisher() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(this::isPublisher).map(PublisherFinder::name).findFirst().orElse(UNKNOWN));
    }

    private boolean isPublisher(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return type == PublishService.class
                || type.getClassLoader() == application && !GENERATED.matcher(type.getName()).matches();
    }

    private static String name(StackFrame frame) {
        if (frame.getDeclaringClass() == PublishService.class) {
            return DEV_UI;
        }
        return frame.getClassName().replaceAll("\\$\\$Lambda.*", "") + "#"
                + FailureFingerprint.methodName(frame.getMethodName());
    }
}
