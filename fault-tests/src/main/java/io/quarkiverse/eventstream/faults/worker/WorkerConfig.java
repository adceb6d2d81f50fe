package io.quarkiverse.eventstream.faults.worker;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/**
 * The configuration of a worker. Shares of events are numbers from 0 to 1.
 */
@ConfigMapping(prefix = "faults")
public interface WorkerConfig {

    /** The worker's number, unique in a run. */
    int worker();

    /** The path of its ledger, a new file. */
    String ledger();

    /** The first of the topics to publish and listen to, see {@link TopicNames}. */
    String topic();

    /** The group of its listeners. */
    String group();

    /** The behaviour of its listeners. */
    Listen listen();

    /** The load that it publishes. */
    Publish publish();

    /** The behaviour of its listeners. */
    interface Listen {

        /** Whether it listens at all. */
        boolean enabled();

        /** The duration of delayed invocations. */
        Duration delay();

        /** The share of events with delayed invocations; the others return at once. */
        double delayShare();

        /** The share of events with slow invocations. */
        double slowShare();

        /** The duration of slow invocations. */
        Duration slowDelay();

        /** The share of events whose first attempts fail. */
        double failingShare();

        /** The number of attempts that fail for each of these events, in each worker. */
        int failures();

        /** The share of events whose attempts all fail. */
        double hopelessShare();

        /** The share of events whose invocations leave their thread interrupted. */
        double interruptShare();

        /** The share of events whose first attempts allocate more memory than the heap can hold. */
        double greedyShare();

        /** The path of a file that simulates an outage: while it exists, all invocations fail. */
        Optional<String> outage();
    }

    /** The load that it publishes. */
    interface Publish {

        /** The number of events a second; 0 to publish none. */
        int rate();

        /** The number of bytes by which the payload is padded. */
        int padding();

        /** The number of keys of the events; at least 1. */
        int keys();

        /** The number of publications that may be in flight; at least 1. */
        int maxOpen();
    }
}
