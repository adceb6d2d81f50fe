package io.quarkiverse.eventstream.operations.runtime;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.eventstream.operations.runtime.desk.DeskStream;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The desks for dead letters. */
@ConfigMapping(prefix = "quarkus.eventstream.operations")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface OperationsConfig {

    /**
     * How often an event is redriven at most; 1 or more. An event that was redriven so often and has failed again is refused: its cause has
     * to be looked for.
     */
    @WithDefault("" + DeskStream.DEFAULT_MAX_REDRIVES)
    int maxRedrives();

    /** How long the broker may take for an answer, until a call of a desk fails. */
    @WithDefault("30S")
    Duration timeout();

    /**
     * How often open letters are counted, for the meter `eventstream.letters.open`. Each time, a consumer reads what is new of each dead-letter
     * topic and its journal; two to four bytes are kept of each letter. All instances count the same, so that one is enough. Not counted by default.
     */
    Optional<Duration> openLettersInterval();
}
