package io.quarkiverse.eventstream;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An event breaks rules; nothing of it was sent.
 */
public class InvalidEventException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /**
     * With all that is wrong.
     *
     * @param violations at least one
     */
    public InvalidEventException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString)
                .collect(Collectors.joining("; ", "The event is not valid, nothing was sent: ", "")));
        this.violations = List.copyOf(violations);
    }

    /**
     * All that is wrong with the event.
     *
     * @return at least one violation
     */
    public List<Violation> violations() {
        return violations;
    }
}
