package io.quarkiverse.eventstream.runtime.config;

/**
 * Which health checks a listener counts for.
 */
public enum HealthImpact {

    /**
     * Readiness while its consumer can't consume for a reason that somebody has to put right, or fails again and again; liveness where
     * a new process helps. Neither for a single event, nor while the broker is away.
     */
    AUTO,

    /** Readiness, whatever is the matter: an event that it is stuck at, too. */
    READINESS,

    /** Liveness, whatever is the matter but a broker that is away, which a new process would not find either. */
    LIVENESS,

    /** Both. */
    BOTH,

    /** None: the checks tell of it, and are up. */
    NONE
}
