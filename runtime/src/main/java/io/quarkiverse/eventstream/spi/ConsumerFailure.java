package io.quarkiverse.eventstream.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * Why a consumer failed. Immutable.
 *
 * @param cause the exception of the consumer; not null
 * @param remedy what is wrong, where, and how an operator corrects it, as the beginning of a log message without a full stop; empty
 *        for a failure that may pass by itself
 */
public record ConsumerFailure(Throwable cause, Optional<String> remedy) {

    /**
     * Checks that neither is null.
     *
     * @param cause the exception of the consumer; not null
     * @param remedy the correction; empty for a failure that may pass by itself
     */
    public ConsumerFailure {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * Whether the failure may pass by itself. The bus starts another consumer in both cases: after a delay of 0.5 to 30 seconds that
     * doubles each time if it may, after 5 seconds at most if an operator has to act.
     *
     * @return true if there is no remedy
     */
    public boolean isTransient() {
        return remedy.isEmpty();
    }
}
