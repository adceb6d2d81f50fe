package io.quarkiverse.eventstream.runtime.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * The message of an exception, safe for one line of a log. Jackson's messages quote untrusted data.
 */
final class ExceptionText {

    private ExceptionText() {}

    /** The reason, and its position in the value. */
    static String of(Throwable failure, int maxLength) {
        String message = failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
        String reason = message == null ? failure.getClass().getName() : message;
        if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return UntrustedText.of("at " + path(mapping) + ": " + reason, maxLength);
        }
        return UntrustedText.of(reason, maxLength);
    }

    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return UntrustedText.of(path.toString());
    }
}
