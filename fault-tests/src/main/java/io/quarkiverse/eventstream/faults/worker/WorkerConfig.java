package io.quarkiverse.eventstream.faults.worker;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/**
 * What a worker is to do.
 */
@ConfigMapping(prefix = "faults")
public interface WorkerConfig {

    /**
     * The worker's number.
     *
     * @return unique among the workers of a run
     */
    int worker();

    /**
     * Where its ledger is.
     *
     * @return a new file
     */
    String ledger();

    /**
     * The first of the topics to publish and listen to, see {@link TopicNames}.
     *
     * @return a topic
     */
    String topic();

    /**
     * The group to listen in.
     *
     * @return a group
     */
    String group();

    /**
     * How it listens.
     *
     * @return the conduct of its listeners
     */
    Listen listen();

    /**
     * How it publishes.
     *
     * @return what and how fast
     */
    Publish publish();

    /** The conduct of its listeners. */
    interface Listen {

        /**
         * Whether it listens at all.
         *
         * @return true to listen
         */
        boolean enabled();

        /**
         * How long a call takes that takes any time.
         *
         * @return zero or more
         */
        Duration delay();

        /**
         * The share of events whose calls take that time; the others take none.
         *
         * @return 0 to 1
         */
        double delayShare();

        /**
         * The share of events whose calls take longer.
         *
         * @return 0 to 1
         */
        double slowShare();

        /**
         * How long calls for these events take.
         *
         * @return zero or more
         */
        Duration slowDelay();

        /**
         * The share of events whose first calls fail.
         *
         * @return 0 to 1
         */
        double failingShare();

        /**
         * How many calls for these events fail, in each worker.
         *
         * @return 0 or more
         */
        int failures();

        /**
         * The share of events whose calls always fail.
         *
         * @return 0 to 1
         */
        double hopelessShare();

        /**
         * The share of events whose calls leave their thread interrupted.
         *
         * @return 0 to 1
         */
        double interruptShare();

        /**
         * The share of events whose first calls ask for more memory than the heap can hold.
         *
         * @return 0 to 1
         */
        double greedyShare();

        /**
         * A file that stands for an outage: while it is there, all calls fail.
         *
         * @return its path; empty for none
         */
        Optional<String> outage();
    }

    /** What and how fast it publishes. */
    interface Publish {

        /**
         * How many events it publishes a second.
         *
         * @return 0 to publish none
         */
        int rate();

        /**
         * By how many bytes the payload of an event is larger than it need be.
         *
         * @return 0 or more
         */
        int padding();

        /**
         * How many keys the events have.
         *
         * @return 1 or more
         */
        int keys();

        /**
         * How many publications may be in flight.
         *
         * @return 1 or more
         */
        int maxOpen();
    }
}
