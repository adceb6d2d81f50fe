package io.quarkiverse.eventstream.cli.check;

/**
 * A finding of a check of a record. Untrusted text in it is escaped and truncated.
 *
 * @param kind whether the record breaks a rule
 * @param subject its subject: a field with its value, {@code key}, a header
 * @param problem the problem, in words that follow the subject; a note has the same words for all subjects
 * @param remedy the change that the writer needs, in one sentence; empty for a note
 */
public record Finding(Kind kind, String subject, String problem, String remedy) {

    /** The severity. */
    public enum Kind {
        /** The record breaks the wire format, or differs from the expectation. */
        VIOLATION,
        /** Useful to know, but no reader fails because of it. */
        NOTE
    }

    static Finding violation(String subject, String problem, String remedy) {
        return new Finding(Kind.VIOLATION, subject, problem, remedy);
    }

    static Finding note(String subject, String problem) {
        return new Finding(Kind.NOTE, subject, problem, "");
    }

    public boolean isViolation() {
        return kind == Kind.VIOLATION;
    }

    @Override
    public String toString() {
        return subject + ": " + problem;
    }
}
