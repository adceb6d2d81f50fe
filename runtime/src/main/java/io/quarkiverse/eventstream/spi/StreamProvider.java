package io.quarkiverse.eventstream.spi;

/**
 * A kind of place where events go: Kafka, the console, nowhere. A CDI bean, chosen by its name with
 * {@code quarkus.eventstream.stream}.
 */
public interface StreamProvider {

    /**
     * The name that selects it.
     *
     * @return a lower-case word, unique among all kinds
     */
    String name();

    /**
     * Opens a stream. Must not wait for a remote party: a broker that is away is dealt with when records are sent.
     *
     * @param settings what the configuration says of the stream
     * @return the open stream
     * @throws io.quarkiverse.eventstream.EventStreamException if the settings can't be used, with the reason
     */
    StreamConnection open(StreamSettings settings);
}
