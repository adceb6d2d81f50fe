package io.quarkiverse.eventstream.devbroker;

/** The keys in a node's file in addition to Kafka's own properties, and the protocol between launcher and node. */
final class NodeFile {

    /** The prefix of every key that is not Kafka's. */
    static final String PREFIX = "devbroker.";

    /** The id of the cluster, with which the storage is formatted. */
    static final String CLUSTER_ID = PREFIX + "cluster.id";

    /** Followed by a number: a user, in the format of the storage formatter. */
    static final String SCRAM = PREFIX + "scram.";

    /** The path of the node's log. */
    static final String LOG_FILE = PREFIX + "log.file";

    /** The directory to delete if the parent dies; absent if the data is kept. */
    static final String TEMPORARY = PREFIX + "temporary";

    /** Present if the node ends by itself, after a {@link Rehearsal}. */
    static final String REHEARSAL = PREFIX + "rehearsal";

    /** A line on the node's standard output: it accepts requests. */
    static final String READY = "devbroker: ready";

    /** A line on the node's standard input: shut down cleanly. The end of the input means that the parent has died. */
    static final String STOP = "stop";

    private NodeFile() {}
}
