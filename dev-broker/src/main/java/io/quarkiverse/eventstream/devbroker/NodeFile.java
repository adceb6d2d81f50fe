package io.quarkiverse.eventstream.devbroker;

/** What the launcher writes into a node's file beside Kafka's own properties, and what the two say to each other. */
final class NodeFile {

    /** Goes before every key that is not Kafka's. */
    static final String PREFIX = "devbroker.";

    /** The id of the cluster, for formatting the storage. */
    static final String CLUSTER_ID = PREFIX + "cluster.id";

    /** Followed by a number: a user, as the formatter of the storage wants it. */
    static final String SCRAM = PREFIX + "scram.";

    /** Where the node logs. */
    static final String LOG_FILE = PREFIX + "log.file";

    /** The directory to delete if the parent dies; absent if the data is to be kept. */
    static final String TEMPORARY = PREFIX + "temporary";

    /** A line on the node's standard output: it takes requests. */
    static final String READY = "devbroker: ready";

    /** A line on the node's standard input: stop in good order. Its end means that the parent has died. */
    static final String STOP = "stop";

    private NodeFile() {}
}
