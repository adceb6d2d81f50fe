package io.quarkiverse.eventstream.interop.check;

/**
 * What a check has to say about a record. Foreign text in it is escaped and cut.
 *
 * @param kind whether the record breaks a rule
 * @param subject what it is about: a field with its value, {@code key}, a header
 * @param problem what is the matter, in words that follow the subject; those of a note are the same for all subjects
 * @param remedy what to change in the writer, in one sentence; empty for a note
 */
public record Finding(Kind kind, String subject, String problem, String remedy) {

    /** How bad it is. */
    public enum Kind {
        /** The record breaks the wire format, or is not what was expected. */
        VIOLATION,
        /** Worth knowing, but no reader fails for it. */
        NOTE
    }

    static Finding violation(String subject, String problem, String remedy) {
        return new Finding(Kind.VIOLATION, subject, problem, remedy);
    }

    static Finding note(String subject, String problem) {
        return new Finding(Kind.NOTE, subject, problem, "");
    }

    /**
     * Whether it is a violation.
     *
     * @return false for a note
     */
    public boolean isViolation() {
        return kind == Kind.VIOLATION;
    }

    @Override
    public String toString() {
        return subject + ": " + problem;
    }
}
