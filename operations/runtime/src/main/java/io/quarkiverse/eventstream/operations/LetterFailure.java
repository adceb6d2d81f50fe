package io.quarkiverse.eventstream.operations;

import java.time.Instant;

/**
 * Why a record became a dead letter. Immutable. Letters of other clients and of earlier versions lack some values or all.
 *
 * @param reason {@code failed}, or {@code unreadable} for an undecodable record; may be null
 * @param exception the class of the exception; may be null
 * @param message the message of the exception; may be null
 * @param frame the method of the application in which it was thrown, such as {@code org.acme.Billing.bill}; may be null
 * @param fingerprint the same for all failures of one cause: exception, frame and listener; may be null
 * @param listener the id of the listener that gave the event up; may be null
 * @param group the group of the listener, without the prefix; null if it has none or is not known
 * @param attempts the number of invocations; 0 if it is not known
 * @param at when the last attempt failed; if that is not known, when the letter was written
 * @param service the name of the service; may be null
 * @param serviceVersion the version of the service; may be null
 */
public record LetterFailure(String reason, String exception, String message, String frame, String fingerprint, String listener,
        String group, int attempts, Instant at, String service, String serviceVersion) {}
