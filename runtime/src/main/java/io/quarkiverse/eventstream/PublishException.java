package io.quarkiverse.eventstream;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * An event was not written to one topic or more.
 */
public class PublishException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_ID = 100;

    private final transient Map<String, Throwable> failures;
    private final transient PublishReceipt receipt;

    /**
     * With the reason for each topic.
     *
     * @param event the event
     * @param failures the reason for each failed topic; at least one
     * @param receipt the records that were written to other topics
     */
    public PublishException(OutgoingEvent event, Map<String, Throwable> failures, PublishReceipt receipt) {
        super(failures.entrySet().stream().map(failure -> failure.getKey() + ": " + failure.getValue().getMessage())
                .collect(Collectors.joining("; ", "The event \"" + event.name() + "\" with the id " + printable(event.id())
                        + " was not published to ", "")),
                failures.values().iterator().next());
        this.failures = Map.copyOf(failures);
        this.receipt = receipt;
    }

    /** An id may be untrusted text, which must not end the line of a log. */
    private static String printable(String id) {
        return id.codePoints().limit(MAX_ID).filter(character -> !Character.isISOControl(character)
                && Character.getType(character) != Character.FORMAT && Character.getType(character) != Character.LINE_SEPARATOR
                && Character.getType(character) != Character.PARAGRAPH_SEPARATOR)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /**
     * The reason for each topic that failed.
     *
     * @return by topic, without the prefix
     */
    public Map<String, Throwable> failures() {
        return failures;
    }

    /**
     * The records that were written to other topics.
     *
     * @return a receipt, without records if there are none
     */
    public PublishReceipt receipt() {
        return receipt;
    }
}
