package io.quarkiverse.eventstream.runtime.config;

/** Which health checks a listener affects. */
public enum HealthImpact {

    /**
     * Readiness while its consumer fails repeatedly, or for a reason that an administrator has to resolve; liveness where a new
     * process helps. Neither for a single event, nor while the broker is away.
     */
    AUTO,

    /** Readiness, for every problem, such as an event that it is stuck at. */
    READINESS,

    /** Liveness, for every problem but a broker that is away, which a new process would not reach either. */
    LIVENESS,

    /** Readiness and liveness. */
    BOTH,

    /** None: the checks report problems and stay up. */
    NONE
}
