package io.quarkiverse.eventstream;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An event is not valid. It was sent to no topic.
 */
public class InvalidEventException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /**
     * With the violations.
     *
     * @param violations at least one
     */
    public InvalidEventException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString)
                .collect(Collectors.joining("; ", "The event is not valid, nothing was sent: ", "")));
        this.violations = List.copyOf(violations);
    }

    /**
     * The rules that the event breaks.
     *
     * @return at least one violation
     */
    public List<Violation> violations() {
        return violations;
    }
}
