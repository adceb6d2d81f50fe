package io.quarkiverse.eventstream.runtime.consume;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.spi.ConsumerFailure;
import io.quarkiverse.eventstream.spi.MisconfiguredConnectionException;

/** The failure of a consumer on one line: the remedy, if there is one, and the message of Kafka's client. */
final class FailureText {

    private static final int MESSAGE_LENGTH = 500;

    private FailureText() {}

    static String of(ConsumerFailure failure) {
        Throwable cause = failure.cause();
        if (cause instanceof MisconfiguredConnectionException || cause instanceof AuthenticationException) {
            // The remedy contains the message.
            return failure.remedy().orElseGet(() -> of(cause));
        }
        return failure.remedy().map(remedy -> remedy + ": " + of(cause)).orElseGet(() -> of(cause));
    }

    static String of(Throwable cause) {
        return cause.getClass().getSimpleName() + messageOf(cause)
                + (cause.getClass() == KafkaException.class && cause.getCause() != null ? messageOf(cause.getCause()) : "");
    }

    /** The message of Kafka's base class says that something failed, that of its cause says why. */
    private static String messageOf(Throwable thrown) {
        return thrown.getMessage() == null ? "" : ": " + UntrustedText.of(thrown.getMessage(), MESSAGE_LENGTH);
    }
}
